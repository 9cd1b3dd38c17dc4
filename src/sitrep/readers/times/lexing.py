"""A text comes in, and its lexemes, each with the category the grammar knows it by, go out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, overload

from sitrep.readers.times.vocabulary import load_vocabulary

__all__ = ["CODES", "Lexeme", "Lexemes", "lex"]

# Lexemes that are told by their shape; the others are the categories of the codebook's words.
_SHAPES = """
    OTHER BREAK STOP COMMA HYPHEN QUOTE OPEN POSSESSIVE ISODATE SLASHED CLOCK DECADE SHORTYEAR
    ORDINALNUMBER ROMAN FRACTION YEARLIKE SMALL NUMERAL MERIDIEM NAMEDDAY QUARTERNAME
""".split()
_WORDS = """
    MONTH MONTHABBR WEEKDAY WEEKDAYS SEASON UNIT UNITS UNITQUARTER UNITQUARTERS PERIOD HALF WEEKEND
    FORTNIGHT DAYPART DAYPARTS NOON TODAY TONIGHT NUMBERWORD ORDINALWORD DECADEWORD HUNDRED SOME
    COUPLE ABOUT OVER CIRCA PART MORE LAST LATTER PAST NEXT COMING PREVIOUS FOLLOWING THIS CURRENT
    THAT SAME RIGHT LATEST RECENT AGO EARLIER LATER BEFORE AFTER EACH ALTERNATE PER ADJECTIVE THE A
    AND OR TO OF IN AT ON FOR UP BETWEEN LEAST THAN NO FISCAL ZONE LOCAL TIMEWORD HOURS OCLOCK ERA
    NOW RECENTLY SOON FUTURE REGULARLY TWICE TIMES AHEAD
""".split()

CODES = MappingProxyType({name: chr(0x100 + index) for index, name in enumerate((*_SHAPES, *_WORDS))})
"""The one character that stands for each category, so that a rule is a regular expression over them."""

# Categories whose words mean something else in lower case: "may", "march", "sat.", "est".
_CASED = frozenset({"MONTH", "MONTHABBR", "WEEKDAY", "WEEKDAYS", "ZONE"})
_MARKS = MappingProxyType(
    {",": "COMMA", "-": "HYPHEN", "–": "HYPHEN", "‑": "HYPHEN", "(": "OPEN"}
    | dict.fromkeys(".!?;:", "STOP")
    | dict.fromkeys("\"“”'‘’", "QUOTE")
)
_ROMAN_DIGITS = MappingProxyType({"I": 1, "V": 5, "X": 10})
# A number with more digits counts nothing that a report tells of, and may be endless.
_MOST_DIGITS = 9


class Lexeme(NamedTuple):
    """A word, number or mark: ``code`` is its category's character, ``value`` its worth there."""

    code: str
    start: int
    end: int
    word: str
    lower: str
    value: str

    @property
    def is_capital(self) -> bool:
        """Whether it is a word that opens with a capital letter."""
        return self.word[:1].isupper()


class Lexemes(Sequence[Lexeme]):
    """The lexemes of a text in order; ``codes`` has the category's character of each.

    A lexeme is made when it is asked for: of most words the rules only ask the category.
    """

    __slots__ = ("_made", "_spans", "_text", "_values", "codes")

    def __init__(self, text: str, codes: str, spans: list[tuple[int, int]], values: dict[int, str]) -> None:
        """``spans`` are characters of ``text``, and ``values`` the worths of those that have one."""
        self.codes = codes
        self._text = text
        self._spans = spans
        self._values = values
        self._made: dict[int, Lexeme] = {}

    def __len__(self) -> int:
        return len(self._spans)

    @overload
    def __getitem__(self, index: int) -> Lexeme: ...
    @overload
    def __getitem__(self, index: slice) -> list[Lexeme]: ...
    def __getitem__(self, index: int | slice) -> Lexeme | list[Lexeme]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self._spans)))]
        made = self._made.get(index)
        if made is None:
            start, end = self._spans[index]
            word = self._text[start:end]
            value = self._values.get(index if index >= 0 else index + len(self), "")
            made = self._made[index] = Lexeme(self.codes[index], start, end, word, word.lower(), value)
        return made


def lex(text: str) -> Lexemes:
    """The lexemes of ``text`` in order; a blank line is a lexeme, other white space is none."""
    words, other = _coded_words(), CODES["OTHER"]
    codes: list[str] = []
    spans: list[tuple[int, int]] = []
    values: dict[int, str] = {}
    for match in _pattern().finditer(text):
        kind, span = match.lastgroup, match.span(match.lastindex or 0)
        word = text[span[0] : span[1]]
        if kind == "PLAIN":
            code, value = words.get(word) or (other, "")
            if code in _CASED_CODES:
                code = other
        elif kind == "WORD":
            lower = word.lower()
            code, value = words.get(lower) or (other, "")
            if code in _CASED_CODES and word[0] == lower[0]:
                code = other
        else:
            code, value = _coded_shape(kind or "OTHER", word)
        if value:
            values[len(codes)] = value
        codes.append(code)
        spans.append(span)
    return Lexemes(text, "".join(codes), spans, values)


_CASED_CODES = frozenset(CODES[name] for name in _CASED)


@cache
def _coded_words() -> dict[str, tuple[str, str]]:
    return {word: (CODES[name], value) for word, (name, value) in load_vocabulary().words.items()}


def _coded_shape(kind: str, word: str) -> tuple[str, str]:
    if kind == "MARK":
        kind = _MARKS.get(word, "OTHER")
    elif kind == "NUMBER":
        return _coded_number(word if word.isascii() else "".join(map(_western, word)))
    elif kind == "ROMAN":
        return CODES[kind], str(_roman(word))
    elif kind == "NAMEDDAY":
        word = " ".join(word.lower().replace("’", "'").split())
    return CODES[kind], word


def _western(letter: str) -> str:
    """The digit 0 to 9 that a digit of another script stands for; any other letter as it is."""
    return str(unicodedata.digit(letter)) if letter.isdecimal() else letter


def _roman(numeral: str) -> int:
    """What a Roman numeral counts to."""
    worths = [_ROMAN_DIGITS[letter] for letter in numeral]
    return sum(
        -worth if following > worth else worth
        for worth, following in zip(worths, (*worths[1:], 0), strict=True)
    )


def _coded_number(word: str) -> tuple[str, str]:
    digits = word.replace(",", "")
    if len(digits) > _MOST_DIGITS:
        return CODES["OTHER"], ""
    if len(word) == 4 and digits.isdigit() and 1000 <= int(digits) <= 2199:
        return CODES["YEARLIKE"], digits
    if len(word) <= 2 and digits.isdigit() and 1 <= int(digits) <= 31:
        return CODES["SMALL"], digits
    return CODES["NUMERAL"], digits


@cache
def _pattern() -> re.Pattern[str]:
    """The lexer; its order settles that a longer shape is tried before the parts of it."""
    vocabulary = load_vocabulary()
    names = sorted(
        (re.escape(name).replace("'", "['’]?") for name in vocabulary.named_days), key=len, reverse=True
    )
    dotted = sorted(
        (re.escape(word[:-1]) for word in vocabulary.words if word.endswith(".")), key=len, reverse=True
    )
    shapes = {
        # Most words are plain, and need none of the tries below.
        "PLAIN": r"(?<![^\W_])(?![ap]m\b)[a-z]+(?![\w.'’])",
        "BREAK": r"\n[ \t\r]*\n\s*",
        "NAMEDDAY": rf"(?=[A-Z])\b(?i:{'|'.join(name.replace(chr(92) + ' ', '[ ]') for name in names)})\b",
        "QUARTERNAME": r"\bQ[1-4]\b",
        "MERIDIEM": r"(?i:(?<=[0-9])[ap]\.?m\b\.?|\b[ap]\.m\b\.?|\b[ap]m\b)",
        # Only centuries are numbered so; "XI" alone is a name.
        "ROMAN": r"\b[XVI]{1,6}(?=(?:th)?[\s-]century\b)",
        "WORD": rf"\b(?i:{'|'.join(dotted)})\.|o['’]clock\b|[^\W\d_]\w*",
        "ISODATE": r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}"
        r"(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?\b",
        "SLASHED": r"\b[0-9]{1,2}(?P<sep>[/.])[0-9]{1,2}(?P=sep)(?:[0-9]{4}|[0-9]{2})\b(?![/.]?[0-9])",
        # "UTC +5:30" tells a zone.
        "CLOCK": r"(?<![+−])(?<!(?:UTC|GMT)-)\b[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9:]|\.[0-9])"
        r"(?=\b|(?i:[ap]\.?m)|hrs|h\b)"
        r"|\b[0-2]?[0-9]\.[0-5][0-9](?=\s?(?i:[ap]\.?m)\b)|\b[0-2][0-9]\.[0-5][0-9](?=\s(?i:local|GMT|UTC)\b)"
        r"|\b[0-2][0-9][0-5][0-9](?=\s?(?i:GMT|UTC|hrs|hours|local|greenwich)\b)",
        "DECADE": r"\b[0-9]{3}0['’]?s\b|['’]?\b[0-9]0s\b",
        "SHORTYEAR": r"(?<![\w'’])['’][0-9]{2}\b(?!['’])",
        "ORDINALNUMBER": r"\b[0-9]{1,2}(?:st|nd|rd|th)\b",
        "FRACTION": r"\b[0-9]/[0-9]\b|[½¼¾]",
        "NUMBER": r"\b\d+(?:,\d{3})*(?:\.\d+)?(?=\b|(?i:[ap]\.?m)\b|hrs\b|h\b)",
        "POSSESSIVE": r"['’]s\b",
        "MARK": r"\w+|\S",
    }
    # Blanks are taken along, so that none of the shapes is tried at them.
    return re.compile(f" *(?:{'|'.join(f'(?P<{name}>{shape})' for name, shape in shapes.items())})")
