"""Words in order come in, and a lemma and a coarse part of speech for each go out.

A dictionary says what a word may be, and its neighbours decide. The tags are made for finding
triggers and noun phrases, so the choice between verb and noun gets the most care.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitrep.annotate.lexicon import CLOSED, SAME_FORMS, lemma_of, possible_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["names_among", "tag_words"]

_NOMINAL_LEFT = frozenset({"DET", "ADJ", "NUM"})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your", "whose", "'s", "’s"})
_BEFORE_MINE = _NOMINAL_LEFT | {"NOUN", "PROPN"}
_MODALS = frozenset("will would shall should can could may might must do does did ca wo 'll ’ll".split())
_BE_HAVE = frozenset("is are was were am be been being has have had having 's 're 've ’s ’re ’ve".split())
_SUBJECTS = frozenset("he she it we they i you who which that there".split())
_NEGATIONS = frozenset({"not", "n't", "n’t", "also", "never", "already", "reportedly", "since", "been"})
#: Verbs that take somebody and what is to be done.
_ORDERS = frozenset(
    """order urge ask tell want allow force instruct help send train direct authorize authorise enable
    require press encourage invite command permit advise persuade deploy use get let call lead prompt
    pressure""".split()
)
#: Nouns without an "s" that take a verb of many.
_MANY = frozenset(
    """police people staff youth public majority number men women children military opposition army government
    media crew team couple cattle clergy""".split()
)
_PARTICLES = frozenset("up down out over back off about around".split())
_HONORIFICS = frozenset("mr mrs ms dr sir lord lady president".split())
#: What stands behind the hyphen of a number in words: "twenty-four", "three-quarters".
_NUMBER_ENDS = frozenset(
    """one two three four five six seven eight nine half third thirds quarter quarters fourth fourths fifth
    fifths sixth sixths seventh sevenths eighth eighths ninth ninths tenth tenths hundred thousand""".split()
)
#: Words that the dictionary also knows as nouns, but that are verbs wherever a verb can stand.
_MOSTLY_VERBS = frozenset(
    """want wants need needs come comes go goes make makes take takes get gets let lets become becomes
    know knows see sees give gives find finds keep keeps remain remains seem seems show shows say says
    tell tells set face faces hope hopes fear fears call calls claim claims believe believes focus
    focuses put read lead leads hold holds stand stands meet meets allow allows continue continues
    mean means work works live lives run runs turn turns seek seeks urge urges vow vows warn warns""".split()
)


def names_among(sentences: Iterable[Sequence[str]]) -> frozenset[str]:
    """The words, in lower case, that a text has in capitals inside its sentences and never in small letters.

    Such a word is a name at the start of a sentence too: "Dell", where "a dell" is told nowhere.
    """
    names: set[str] = set()
    common: set[str] = set()
    for words in sentences:
        letters = [word for word in words if word[0].isalpha()]
        capitals = sum(word[0].isupper() for word in letters)
        common.update(word for word in letters if word.islower())
        if capitals * 2 < len(letters):  # no headline, where all words have capitals
            names.update(word.lower() for word in letters[1:] if word[0].isupper())
    return frozenset(names - common)


def tag_words(words: list[str], names: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """``(lemma, tag)`` of each word of one sentence, tags as in Universal Dependencies.

    ``names`` are words, in lower case, that are names wherever they stand in capitals.
    """
    lowers = [word.lower().replace("’", "'") for word in words]
    tags: list[str] = []
    for index, word in enumerate(words):
        is_name = lowers[index] in names and word[0].isupper() and lowers[index] not in CLOSED
        tags.append("PROPN" if is_name else _tag(words, lowers, tags, index, word))
    return [(lemma_of(lower, tag), tag) for lower, tag in zip(lowers, tags, strict=True)]


def _tag(words: list[str], lowers: list[str], tags: list[str], index: int, word: str) -> str:
    lower = lowers[index]
    if not word[0].isalnum() and len(word) == 1:
        return "SYM" if word in "$€£¥%&+=<>" else "PUNCT"
    if word[0].isdigit():
        return "ADJ" if "-" in word and word[-1].isalpha() else "NUM"  # "a 53-year-old man"
    if "-" in lower and CLOSED.get(lower.partition("-")[0]) == "NUM":
        # "Two-thirds" is a number, "a two-storey house" has none.
        return "NUM" if lower.rpartition("-")[2] in _NUMBER_ENDS else "ADJ"
    initial = index == 0 or (tags[-1] == "PUNCT" and (index == 1 or words[index - 1] in "“\"'‘—-(:"))
    if word[0].isupper() and not _is_common_start(lower, initial, words, index):
        return "PROPN"
    if lower in CLOSED:
        return _closed_tag(words, lowers, tags, index)
    return _open_tag(lowers, tags, index, words)


def _is_common_start(lower: str, initial: bool, words: list[str], index: int) -> bool:
    """Whether a capital is due to the start of a sentence rather than to a name."""
    if lower == "us":  # the country in capitals, the pronoun else
        return words[index] == "Us"
    if lower in CLOSED:
        return initial or CLOSED[lower] in {"DET", "ADP", "CCONJ", "PRON", "AUX", "SCONJ", "PART"}
    choices = possible_tags(lower)
    if not initial or not choices:
        return False
    if choices == {"VERB"} and lower not in _MOSTLY_VERBS and lemma_of(lower, "VERB") == lower:
        return False  # a bare verb opens no sentence of news, but "Shanghai" does
    after = words[index + 1] if index + 1 < len(words) else ""
    if "VERB" in choices and lower.endswith("ing") and after.lower().rstrip(".") in _HONORIFICS:
        return True  # "Addressing Mr Brown, he said"
    return not (after[:1].isupper() and after.lower() not in CLOSED and "NOUN" not in choices)


def _closed_tag(words: list[str], lowers: list[str], tags: list[str], index: int) -> str:
    lower = lowers[index]
    after = lowers[index + 1] if index + 1 < len(lowers) else ""
    if lower == "mine" and index and (tags[-1] in _BEFORE_MINE or lowers[index - 1] in _POSSESSIVES):
        return "NOUN"  # "the mine", "a coal mine"
    if words[index] == "May" and index and tags[-1] != "PUNCT":
        return "PROPN"  # the month, or Theresa May
    if lower == "'s":
        return "PART" if index and tags[-1] in {"NOUN", "PROPN"} else "AUX"
    if lower == "that" and _opens_noun_phrase(after) and not (index and tags[-1] in {"VERB", "NOUN"}):
        return "DET"
    if lower == "to":
        return "PART" if _may_be_infinitive(words, index + 1) else "ADP"
    if lower in _BE_HAVE and _is_main_verb(lower, after):
        return "VERB"
    if lower in _PARTICLES and (
        after in {"", ".", ",", "by", "in", "on", "at"} or CLOSED.get(after) == "ADP"
    ):
        return "ADV"
    if (
        lower in {"injured", "dead", "armed"}
        and index
        and lowers[index - 1] in {"was", "were", "been", "and"}
    ):
        return "VERB" if lower == "injured" else "ADJ"
    if lower == "one" and after and after not in {"of", "and"} and not possible_tags(after):
        return "NUM"
    return CLOSED[lower]


def _may_be_infinitive(words: list[str], index: int) -> bool:
    """Whether the word after "to" can be a verb in its base form, an adverb between them or not."""
    if index >= len(words):
        return True
    lower = words[index].lower()
    if lower in CLOSED:
        return CLOSED[lower] in {"AUX", "ADV", "PART"}
    if words[index][0].isupper() or not words[index][0].isalpha():
        return False
    choices = possible_tags(lower)
    return not choices or "ADV" in choices or ("VERB" in choices and lemma_of(lower, "VERB") == lower)


def _is_main_verb(lower: str, after: str) -> bool:
    """Whether "have" possesses rather than helps: what follows is a noun phrase."""
    has = lower in {"has", "have", "had", "having"}
    return has and CLOSED.get(after) in {"DET", "NUM", "ADJ"}


def _opens_noun_phrase(lower: str) -> bool:
    tags = possible_tags(lower)
    return bool(tags) and lower not in CLOSED and "VERB" not in tags


_HURT = frozenset("wounded injured killed detained displaced accused arrested".split())
_MANY_OF = frozenset(", dozens hundreds scores thousands people".split())
_NAMING = frozenset({"PROPN", "NOUN", "ADJ"})
_HEADLINE = 4  # words before which the verb of a headline stands


def _open_tag(lowers: list[str], tags: list[str], index: int, words: list[str]) -> str:
    lower = lowers[index]
    choices = possible_tags(lower)
    settled = _participle_tag(lowers, tags, index, choices) or _settled_tag(
        lowers, tags, index, words, choices
    )
    if settled is not None:
        return settled
    if not choices:
        return _unknown(lower, tags)
    if len(choices) == 1:
        return next(iter(choices))
    if "VERB" in choices and _is_verb_here(lower, choices, lowers, tags, index):
        return "VERB"
    return _nominal(lower, choices, lowers, tags, index, words)


def _participle_tag(lowers: list[str], tags: list[str], index: int, choices: frozenset[str]) -> str | None:
    """ADJ or NOUN for a form in "-ed" or "-ing" that its neighbours keep from being a verb."""
    lower, left = lowers[index], lowers[index - 1] if index else ""
    after = lowers[index + 1] if index + 1 < len(lowers) else ""
    is_open = after not in CLOSED
    if lower in _HURT and left == "the" and not (after[:1].isalpha() and is_open):
        return "NOUN"  # "were among the wounded"
    if (
        left == "'s"
        and tags[-1] == "PART"
        and lower.endswith(("ing", "ed"))
        and after[:1].isalpha()
        and is_open
    ):
        # "Chad's leading singer", "the country's banned party"
        return "ADJ" if "VERB" in choices and "NOUN" not in choices else None
    if not lower.endswith("ed"):
        return (
            "NOUN" if index == 0 and lower.endswith("ing") and after in _BE_HAVE else None
        )  # "Fighting has"
    if tags[-1:] in (["VERB"], ["ADP"]) and is_open and _may_be_noun(after):
        return "ADJ"  # "pardon jailed singers", "over alleged spying"
    if left == "an" and (CLOSED.get(after) == "NUM" or after[:1].isdigit()):
        return "ADJ"  # "an estimated 15,000"
    describes = possible_tags(after) & {"NOUN", "ADJ"} if is_open else CLOSED[after] == "ADJ"
    return "ADJ" if index == 0 and describes else None  # "Masked men beat", "Jailed former presidents were"


def _settled_tag(
    lowers: list[str], tags: list[str], index: int, words: list[str], choices: frozenset[str]
) -> str | None:
    """VERB or NOUN for a form that may be either, where its neighbours leave no doubt."""
    lower = lowers[index]
    after = lowers[index + 1] if index + 1 < len(lowers) else ""
    is_before_name = index + 1 < len(words) and words[index + 1][0].isupper()
    if lower in SAME_FORMS and tags[-1:] in (["NOUN"], ["PROPN"]) and (is_before_name or after in _MANY_OF):
        return "VERB"  # "air strikes hit Rafah", "soldiers beat dozens"
    if not choices >= {"NOUN", "VERB"}:
        return None
    if index and lowers[index - 1] == "that" and after.endswith("ing"):
        return "NOUN"  # "said that attacks targeting monks are crimes"
    is_headline = 0 < index < _HEADLINE and set(tags) <= _NAMING
    return (
        "VERB" if is_headline and is_before_name and lower.endswith("s") else None
    )  # "EU sanctions Georgian"


def _unknown(lower: str, tags: list[str]) -> str:
    if lower.endswith("ly"):
        return "ADV"
    if lower.endswith(("ed", "ing")) and not (tags and tags[-1] in _NOMINAL_LEFT):
        return "VERB"
    if lower.endswith(("ous", "ful", "ive", "able", "ible", "ish", "less", "al", "ic")):
        return "ADJ"
    return "ADJ" if "-" in lower else "NOUN"


def _is_verb_here(
    lower: str, choices: frozenset[str], lowers: list[str], tags: list[str], index: int
) -> bool:
    left = lowers[index - 1] if index else ""
    left_tag = tags[-1] if tags else ""
    if lower == "ground" and lowers[index + 1 : index + 2] not in (["to"], ["down"], ["up"], ["into"]):
        return False  # "navy and ground forces"; a protest ground on or to a halt is rarer
    if left in _POSSESSIVES or (left_tag in {"DET", "ADP"} and not lower.endswith(("ed", "ing"))):
        return False
    if left_tag == "PROPN" and left == "may":
        left = ""  # the month
    if left in {"to"} or left in _MODALS or left in _SUBJECTS:
        return True
    base = _skip_adverbs(lowers, tags, index) if left else ""
    if base in _MODALS:
        return True
    if lower.endswith("ing"):
        return _is_gerund(left_tag, base, lowers, index)
    if lower in SAME_FORMS and base in _BE_HAVE:
        return True
    if _is_past(lower):
        return _is_past_verb(left, left_tag, base, choices, lowers, index)
    if "NOUN" in choices and _is_told_to(lowers, tags, index):
        return False
    return _is_present_verb(lower, left_tag, choices, lowers, index)


def _is_told_to(lowers: list[str], tags: list[str], index: int) -> bool:
    """Whether a noun before "to" is whom a verb of ordering takes: "ordered security forces to leave"."""
    if index + 1 >= len(lowers) or lowers[index + 1] != "to" or tags[-1:] != ["NOUN"]:
        return False
    position = index - 1
    while position >= 0 and tags[position] in {"NOUN", "ADJ", "DET", "NUM", "PROPN"}:
        position -= 1
    return position >= 0 and tags[position] == "VERB" and lemma_of(lowers[position], "VERB") in _ORDERS


def _skip_adverbs(lowers: list[str], tags: list[str], index: int) -> str:
    """The nearest word to the left that is neither an adverb nor a negation."""
    position = index - 1
    while position >= 0 and (tags[position] == "ADV" or lowers[position] in _NEGATIONS):
        position -= 1
    return lowers[position] if position >= 0 else ""


def _is_past(lower: str) -> bool:
    return lower.endswith("ed") or (lemma_of(lower, "VERB") != lower and not lower.endswith(("s", "ing")))


def _is_gerund(left_tag: str, base: str, lowers: list[str], index: int) -> bool:
    after = lowers[index + 1] if index + 1 < len(lowers) else ""
    if base in _BE_HAVE:
        return True
    if left_tag in _NOMINAL_LEFT or after == "of":
        return False
    if left_tag in {"NOUN", "PROPN"} and CLOSED.get(after) not in {"DET", "PRON", "NUM"}:
        return after not in {".", ",", "and", "in", "on", "at", "was", "is", "that"}
    return left_tag in {"ADP", "PUNCT", "NOUN", "PROPN", "VERB", "SCONJ", "CCONJ", "", "ADV"}


def _is_past_verb(
    left: str, left_tag: str, base: str, choices: frozenset[str], lowers: list[str], index: int
) -> bool:
    after = lowers[index + 1] if index + 1 < len(lowers) else ""
    if base in _BE_HAVE:
        return True
    if left_tag in _NOMINAL_LEFT or left_tag == "ADP":
        return CLOSED.get(after) in {"ADP", "DET", "PRON", "PART"} and left_tag not in {"DET", "ADP"}
    return True


def _is_present_verb(
    lower: str, left_tag: str, choices: frozenset[str], lowers: list[str], index: int
) -> bool:
    after = lowers[index + 1] if index + 1 < len(lowers) else ""
    # "The Escondida copper mine", "an Israeli tank which had crossed".
    after_class = "" if after in {"mine", "which", "whose"} else CLOSED.get(after, "")
    if "NOUN" not in choices and "ADJ" not in choices:
        return True
    if lower in _MOSTLY_VERBS and left_tag not in {"DET", "ADJ", "NUM"}:
        return True
    if left_tag in {"NOUN", "PROPN"} and (after_class in {"DET", "PRON"} or after == "to"):
        return left_tag == "PROPN" or _agrees(lower, lowers[index - 1])
    if lower.endswith("s") and left_tag in {"PROPN", "NOUN"}:
        return after_class in {"DET", "PRON", "SCONJ", "NUM", "PART"} or after in {"that", "to"}
    return False


def _agrees(verb: str, subject: str) -> bool:
    """Whether a noun can be the subject of a present verb: "tear" is none of "gas" in "fired tear gas to"."""
    is_base = lemma_of(verb, "VERB") == verb and verb not in SAME_FORMS  # "rioting spread to"
    return not is_base or subject in _MANY or lemma_of(subject, "NOUN") != subject


def _nominal(
    lower: str, choices: frozenset[str], lowers: list[str], tags: list[str], index: int, words: list[str]
) -> str:
    """NOUN, ADJ or ADV for a word that is not a verb here."""
    after = lowers[index + 1] if index + 1 < len(lowers) else ""
    modifies = bool(after) and after not in CLOSED and after[0].isalpha() and _may_be_noun(after)
    if modifies and "NOUN" in choices and _acts(lowers, index):
        return "NOUN"
    if "ADJ" in choices and (modifies or "NOUN" not in choices):
        return "ADJ" if "ADV" not in choices or modifies else _adjective_or_adverb(lowers, index)
    if "NOUN" in choices:
        return "NOUN"
    if _is_past(lower) or lower.endswith("ing"):
        return "ADJ" if modifies else "VERB"
    return "ADV" if "ADV" in choices else "VERB"


def _acts(lowers: list[str], index: int) -> bool:
    """Whether the word behind is a verb of this one: "the army plans to leave", "the military denies it"."""
    verb, behind = lowers[index + 1], lowers[index + 2] if index + 2 < len(lowers) else ""
    is_present = verb.endswith("s") and lemma_of(verb, "VERB") != verb and "VERB" in possible_tags(verb)
    return is_present and (behind == "to" or CLOSED.get(behind) in {"DET", "PRON"})


def _may_be_noun(lower: str) -> bool:
    """Whether a noun may stand here; of "accused", "killed" and their like the verb is far likelier."""
    choices = possible_tags(lower)
    return "NOUN" in choices and not ("VERB" in choices and lower.endswith("ed"))


def _adjective_or_adverb(lowers: list[str], index: int) -> str:
    left = lowers[index - 1] if index else ""
    return "ADJ" if left in _BE_HAVE or CLOSED.get(left) == "DET" else "ADV"
