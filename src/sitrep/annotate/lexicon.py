"""A word comes in, and the parts of speech and base forms it may have go out.

Words of closed classes are listed here; for open classes the dictionary of lemminflect is asked.
"""

from __future__ import annotations

from functools import lru_cache

from sitrep.codebook.inflections import lemminflect

__all__ = ["CLOSED", "SAME_FORMS", "lemma_of", "possible_tags"]


def _closed(**classes: str) -> dict[str, str]:
    return {word: tag for tag, words in classes.items() for word in words.split()}


#: Words whose part of speech does not hang on what stands around them, or hardly ever does.
CLOSED = _closed(
    DET="""the a an this these those every each no some any another all both either neither such what
        whichever which half""",
    PRON="""i you he she it we they me him us them himself herself itself themselves ourselves myself
        yourself who whom whoever someone somebody anyone anybody everyone everybody nobody nothing
        something anything everything none his her its their our my your whose mine hers theirs there""",
    ADP="""of in on at by for with from into onto upon against between among amongst during through
        throughout under within without across behind beside besides beyond despite toward towards
        via amid amidst atop alongside inside outside above below beneath underneath along per versus
        concerning regarding except near off until till unlike like as than about over after before
        since around down up out back""",
    CCONJ="and or but nor plus",
    SCONJ="that if whether because although though while whereas unless once lest when where why how",
    AUX="""is are was were am be been being has have had having do does did will would shall should can
        could may might must 's 're 've 'll 'd 'm ca wo""",
    PART="to not n't '",
    ADV="""also then now still yet already never always often soon later again here only just even very too
        so however meanwhile therefore thus instead further almost nearly ago yesterday today tomorrow
        tonight together away apart abroad reportedly allegedly perhaps maybe indeed""",
    NUM="""one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
        hundred thousand million billion trillion dozen tens""",
    ADJ="""several many few more most other own same new old first last next former late many much less
        least such early senior dead injured armed""",
    VERB="said told says killed added",
    NOUN="""monday tuesday wednesday thursday friday saturday sunday week month year day people police
        government party group country president minister spokesman spokeswoman news number percent""",
)

#: Verbs whose past is no other word than their present.
SAME_FORMS = frozenset("hit cut put shut set hurt beat shed split let cost bet spread cast quit read".split())


@lru_cache(maxsize=60_000)
def _lemmas(lower: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = lemminflect().getAllLemmas(lower)
    return found


@lru_cache(maxsize=60_000)
def possible_tags(lower: str) -> frozenset[str]:
    """The open-class tags (NOUN, VERB, ADJ, ADV) that the dictionary knows for a word; empty if unknown."""
    return frozenset(tag for tag in _lemmas(lower) if tag in {"NOUN", "VERB", "ADJ", "ADV", "AUX"})


@lru_cache(maxsize=60_000)
def lemma_of(lower: str, tag: str) -> str:
    """The base form of a lower-case word taken as ``tag``; the word itself where none is known."""
    if tag not in {"NOUN", "VERB", "ADJ", "ADV", "AUX", "PROPN"}:
        return lower
    known = _lemmas(lower)
    if tag in known:
        return known[tag][0]
    if tag in {"NOUN", "VERB"}:
        guessed: dict[str, tuple[str, ...]] = lemminflect().getAllLemmasOOV(lower, upos=tag)
        return guessed[tag][0] if guessed.get(tag) else lower
    return lower
