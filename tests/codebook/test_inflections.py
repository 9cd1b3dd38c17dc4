"""The dictionary is lemminflect's own, taken apart row by row."""

from __future__ import annotations

from sitrep.codebook.inflections import lemminflect


def test_every_word_has_the_lemmas_that_lemminflect_reads() -> None:
    lemmatizer = lemminflect().Lemmatizer()
    from lemminflect.codecs.LemmaLUCodec import LemmaLUCodec

    read = LemmaLUCodec.load(lemmatizer.lemma_lu_fn)
    assert len(read) > 60_000
    assert {word: lemmatizer.lemma_dict.get(word, {}) for word in read} == read


def test_a_word_that_nobody_lists_has_no_lemmas() -> None:
    assert lemminflect().getAllLemmas("grumblewick") == {}
