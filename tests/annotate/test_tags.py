"""Tags choose between the parts of speech that a word may have, by its neighbours."""

from __future__ import annotations

import pytest

from sitrep.annotate.lexicon import lemma_of
from sitrep.annotate.tags import tag_words


def tags(sentence: str) -> dict[str, str]:
    words = sentence.split()
    return {word: tag for word, (_, tag) in zip(words, tag_words(words), strict=True)}


@pytest.mark.parametrize(
    ("sentence", "word", "tag"),
    [
        ("Police fired tear gas at the crowd .", "fired", "VERB"),
        ("The protests turned into riots .", "protests", "NOUN"),
        ("Workers protest the new law .", "protest", "VERB"),
        ("The army plans to attack the town .", "attack", "VERB"),
        ("An attack on the town failed .", "attack", "NOUN"),
        ("The strike was called off .", "strike", "NOUN"),
        ("Rebels will strike again .", "strike", "VERB"),
        ("He was shot by a soldier .", "shot", "VERB"),
        ("A shot was heard .", "shot", "NOUN"),
        ("The detained editor was freed .", "freed", "VERB"),
        ("United Nations officials met .", "United", "PROPN"),
        ("Wounded soldiers were flown out .", "flown", "VERB"),
        ("The US sent two ships .", "US", "PROPN"),
        ("They told us little .", "us", "PRON"),
        ("Lebanon 's president resigned .", "'s", "PART"),
        ("It was 14 days ago .", "14", "NUM"),
        ("They said that the minister had left .", "left", "VERB"),
        ("A left turn .", "left", "ADJ"),
        ("Troops have been killing civilians .", "killing", "VERB"),
        ("The killing of civilians went on .", "killing", "NOUN"),
        ("The minister , Ana Lima , resigned .", "Lima", "PROPN"),
        ("Critics claim the vote was rigged .", "claim", "VERB"),
        ("The army plans to leave Goma .", "plans", "VERB"),
        ("The military denies the report .", "military", "NOUN"),
        ("The military plans were leaked .", "military", "ADJ"),
        ("A coal mine collapsed .", "mine", "NOUN"),
        ("On 5 May rebels shelled Goma .", "May", "PROPN"),
        ("Rebels may attack .", "may", "AUX"),
        ("Police fired tear gas to disperse them .", "gas", "NOUN"),
        ("Violence spread to the port .", "spread", "VERB"),
        ("Farm workers strike to be heard .", "strike", "VERB"),
        ("The victory was mine .", "mine", "PRON"),
        ("The navy and ground forces left .", "ground", "NOUN"),
        ("Fighting has killed ten .", "Fighting", "NOUN"),
        ("An estimated 200 people fled .", "estimated", "ADJ"),
        ("Chad 's leading singer left .", "leading", "ADJ"),
        ("The king 's envoy met Oman 's king .", "king", "NOUN"),
        ("They vowed to pardon jailed singers .", "jailed", "ADJ"),
        ("EU sanctions Georgian officials .", "sanctions", "VERB"),
        ("Finance minister quits Malawi cabinet .", "quits", "VERB"),
        ("Nine of them were among the wounded .", "wounded", "NOUN"),
        ("They were expelled over alleged fraud .", "alleged", "ADJ"),
        ("She said that attacks targeting monks are crimes .", "attacks", "NOUN"),
        ("Miners left the Escondida copper mine .", "copper", "NOUN"),
        ("Air strikes hit Rafah .", "hit", "VERB"),
        ("Soldiers beat dozens of students .", "beat", "VERB"),
        ("Masked men beat , robbed and left them .", "beat", "VERB"),
        ("Jailed singers were freed .", "Jailed", "ADJ"),
        ("They burned a Danish tank which had crossed .", "tank", "NOUN"),
    ],
)
def test_the_neighbours_decide(sentence: str, word: str, tag: str) -> None:
    assert tags(sentence)[word] == tag


@pytest.mark.parametrize(
    ("word", "tag", "lemma"),
    [
        ("killed", "VERB", "kill"),
        ("children", "NOUN", "child"),
        ("struck", "VERB", "strike"),
        ("protests", "NOUN", "protest"),
        ("capsized", "VERB", "capsize"),
        ("of", "ADP", "of"),
    ],
)
def test_lemmas(word: str, tag: str, lemma: str) -> None:
    assert lemma_of(word, tag) == lemma


def test_an_empty_sentence_has_no_tags() -> None:
    assert tag_words([]) == []
