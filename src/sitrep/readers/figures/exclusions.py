"""A number in a text comes in, and whether it is a date, an age, an address or another label goes out."""

from __future__ import annotations

import re
from functools import cache

from sitrep.codebook.quantities import quantities

__all__ = ["end_of_label", "is_labelled", "is_year", "last_word", "opens_label"]

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_STREET = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Place|Pl|Way|Highway|Hwy"
    r"|Parkway|Pkwy|Terrace|Circle|Square|Pike|Trail|Loop|Row|Alley|Crescent|Close)\b"
)
# What begins with a digit and is no count: read from its first digit to the end of the match.
_LABEL = re.compile(
    rf"""
      [0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}                                      # 2021-05-04
    | [0-9]{{1,4}}/[0-9]{{1,4}}(?:/[0-9]{{2,4}})?                            # 4/5/2021, 24/7
    | (?:1[-. ])?\(?[0-9]{{3}}\)?[-. ][0-9]{{3}}[-. ][0-9]{{4}}\b            # telephone numbers
    | [0-9]{{3}}-[0-9]{{4}}\b
    | [0-9]{{3}}[-.][A-Z]{{3,}}
    | [0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+[0-9]{{4}}\b)?
    | [0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?:\s*[ap]\.?m\b)?
    | [0-9]{{1,2}}(?:\.[0-9]{{2}})?\s*[ap]\.?m\b
    | [0-2][0-9][0-5][0-9]\s+(?:hours|hrs)\b
    | (?:911|999|112)\s+(?:call|operator|dispatch)
    | (?![0-9]{{1,3}}(?:\.[0-9]{{3}})+(?![0-9.]))[0-9]+(?:\.[0-9]+){{2,}}
    | [0-9]+(?:st|nd|rd|th|s)\b
    | [0-9]+\s+(?:(?:[NSEW]\.?|North|South|East|West|[A-Z][\w.']*|[0-9]+(?:st|nd|rd|th))\s+){{1,3}}{_STREET}
    | [0-9]+-(?:[0-9]+-)+[0-9]+
    | [0-9,.]{{1,24}}(?:[/@=&_\#\\][\w])
    """,
    re.VERBOSE,
)
_BEFORE = re.compile(
    rf"""(?:
      {_MONTH}(?:\s+[0-9]{{1,2}}\s*(?:-|–|and|to))?\s*
    | \b[Aa]g(?:e|es|ed):?\s+(?:(?:of|between|from)\s+)?
      (?:(?:[0-9]+|[a-z]{{3,9}})\s*(?:,|-|–|and|to|or|,\s*and)\s*)*
    | \b(?i:image|photo|picture|page|part|slide|figure|step|caption)\s+[0-9]+\s+(?:of|/)\s+
    | \bboth\s+(?:aged\s+)?
    | [\w][-_./:\#@=&\\]
    | (?<!\w)[-_.:\#@=&\\/−]
    | \b(?:minus|negative|\#)\s*
    | [.\#−]
    )$""",
    re.VERBOSE,
)
#: The words that end what :data:`_BEFORE` matches, where a word does.
_LABELLING = frozenset(
    """jan january feb february mar march apr april may june july aug august sep sept september oct october
    nov november dec december jun jul age ages aged of between from and to or both minus negative""".split()
)
_NAME_AGE = re.compile(r"[A-Z][\w.'’-]+,?\s+\(?$")
_AGE_END = re.compile(r"\s*(?:[,;)(—–]|-{1,2}\s|\.(?:\s|$)|(?:of|and)\b|$)|[ \t]*\n")
# "The man, 28, later died": between commas a bare number is an age.
_NOUN_BEFORE = re.compile(r"[a-z]{3,},\s+$")
_COMMA_AFTER = re.compile(r",\s+(?![0-9])")
_OLDEST = 110
_WINDOW = 48


def end_of_label(text: str, start: int) -> int | None:
    """Where a date, clock time, telephone number, ordinal or address that begins at ``start`` ends."""
    match = _LABEL.match(text, start)
    return match.end() if match else None


def opens_label(text: str, end: int) -> bool:
    """Whether what stands right behind a number that ends at ``end`` makes it no count ("12 years old")."""
    return _is_glued(text, end) or _labelled().match(text, end) is not None


def is_labelled(text: str, start: int, end: int, low: int | float) -> bool:
    """Whether what stands around the number at ``[start, end)`` makes it no count."""
    if opens_label(text, end):
        return True
    before = text[max(0, start - _WINDOW) : start]
    word = last_word(text, start)
    # Most numbers stand behind a word that labels nothing.
    if (not word.isalpha() or word in _LABELLING) and _BEFORE.search(before):
        return True
    if not text[start].isdigit():
        return False
    if (not word.isalpha() or word in _label_ends()) and _labels().search(before):
        return True
    return _is_name_age(text, before, start, end, low)


def last_word(text: str, end: int) -> str:
    """The word before ``end``, in lower case, behind blanks only; "" at the beginning of a text."""
    words = text[max(0, end - _WINDOW) : end].rsplit(None, 1)
    return words[-1].lower() if words else ""


def is_year(text: str, start: int, end: int) -> bool:
    """Whether four digits without a comma read as a year of the last two centuries or the next."""
    return end - start == 4 and text[start:end].isdigit() and 1800 <= int(text[start:end]) < 2100


def _is_glued(text: str, end: int) -> bool:
    return end < len(text) and (text[end].isalpha() or text[end] in "_/@") and text[end - 1].isalnum()


def _is_name_age(text: str, before: str, start: int, end: int, low: int | float) -> bool:
    if not (text[start].isdigit() and low <= _OLDEST):
        return False
    if _NOUN_BEFORE.search(before) and _COMMA_AFTER.match(text, end):
        return True
    if not _NAME_AGE.search(before):
        return False
    set_off = before.rstrip("( ").endswith(",") or before.endswith("(")
    return set_off and _AGE_END.match(text, end) is not None


@cache
def _labels() -> re.Pattern[str]:
    words, names = _alternatives(quantities().labels), _alternatives(quantities().name_labels)
    return re.compile(rf"(?:\b(?:(?i:{words})|(?=[A-Z])(?i:{names})|[A-Z]{{1,2}}-)|[#№])[\s-]+$")


@cache
def _label_ends() -> frozenset[str]:
    table = quantities()
    return frozenset(words.rpartition(" ")[2] for words in (*table.labels, *table.name_labels))


@cache
def _labelled() -> re.Pattern[str]:
    words = _alternatives(quantities().labelled)
    return re.compile(rf"(?:[\s-]?|['’]s?\s)(?:{words})(?!\w)", re.IGNORECASE)


def _alternatives(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
