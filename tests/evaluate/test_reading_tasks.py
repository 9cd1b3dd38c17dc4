"""Corpora and scores of coreference, roles and factuality, on gold small enough to count by hand."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.annotate.frames import Predicate
from sitrep.errors import InputError
from sitrep.evaluate.chains import chain_counts, conll
from sitrep.evaluate.corpora import factuality, recognise, roles
from sitrep.evaluate.corpora.factuality import Judged
from sitrep.evaluate.corpora.joining import words_centred
from sitrep.evaluate.corpora.roles import Frame, Framed
from sitrep.evaluate.members import Member
from sitrep.evaluate.statistics import Tally, Totals
from sitrep.evaluate.tasks import load_task
from sitrep.model.layers import Found

ROLES = {
    "sent_id": "paper-0007-0002",
    "words": ["They", "did", "n't", "sign", "."],
    "frames": [
        {"word": 3, "sense": "sign.02", "args": [["ARG0", 0, 1], ["ARGM-NEG", 2, 3], ["V", 3, 4]]},
    ],
}
JUDGED = {
    "set": "UW",
    "split": "dev",
    "text": "Police denied the arrest .",
    "targets": [{"span1": [1, 2], "label": 3.0}, {"span1": [3, 4], "label": -2.5}],
    "file_idx": 4,
    "idx": 9,
}


def line(row: Any) -> Member:
    return Member("m.jsonl", json.dumps(row), Path("m.jsonl"))


def scores(task: str, *pairs: tuple[Any, Any]) -> dict[str, float]:
    job = load_task(task)
    totals = Totals([job.tally(gold, found) for gold, found in pairs], np.ones((1, len(pairs))))
    return {name: round(float(row[0]), 4) for name, row in job.figures(totals).items()}


def test_roles_are_read_in_words_of_the_printed_sentence() -> None:
    assert recognise(line(ROLES)) is roles.FORM
    (document,) = roles.documents(line(ROLES))
    assert document.report.text == "They didn't sign."
    assert (document.name, document.key) == ("paper-0007-0002", "paper-0007")
    assert document.gold.frames == (Frame(3, "sign.02", (("ARG0", 0, 1), ("ARGM-NEG", 2, 3))),)
    assert [document.report.text[a:b] for a, b in document.gold.offsets] == ROLES["words"]


def test_a_frame_outside_its_sentence_is_refused_with_its_line() -> None:
    with pytest.raises(InputError, match="line 1: a frame's word"):
        list(roles.documents(line({**ROLES, "words": ["They"]})))


def test_judged_words_keep_the_split_of_their_corpus() -> None:
    assert recognise(line(JUDGED)) is factuality.FORM
    (document,) = factuality.documents(line(JUDGED))
    assert document.gold == (Judged(7, 13, 3.0), Judged(18, 24, -2.5))
    assert (document.corpus, document.key, document.name) == ("uw", "dev", "UW-dev-9")
    assert factuality.FORM.dev([document]) == [True]


def test_a_judged_word_outside_its_sentence_is_refused_with_its_line() -> None:
    with pytest.raises(InputError, match="line 1: a target's words"):
        list(factuality.documents(line({**JUDGED, "text": "Police"})))


def test_words_parted_elsewhere_fall_in_the_part_where_their_middle_is() -> None:
    offsets = [(0, 4), (5, 8), (8, 11), (12, 16)]  # They did n't sign
    assert words_centred(offsets, 5, 9) == (1, 2)  # "didn"
    assert words_centred(offsets, 9, 11) == (2, 3)
    assert words_centred(offsets, 5, 16) == (1, 4)


def test_predicates_senses_and_arguments_are_scored_in_words() -> None:
    gold = Framed(
        ((0, 4), (5, 8), (8, 11), (12, 16), (17, 21)),
        (Frame(3, "sign.02", (("ARG0", 0, 1), ("ARGM-NEG", 2, 3))), Frame(1, "do.01", ())),
    )
    arguments = (Found(0, 4, "ARG0", 0.9, 0), Found(9, 11, "ARGM-NEG", 0.9, 0), Found(17, 21, "ARG1", 0.9, 0))
    found = (Predicate(12, 16, "sign.01", 0.9, arguments),)
    assert scores("roles", (gold, found)) == {"predicate": 0.6667, "sense": 0.0, "argument": 0.8}


def test_what_a_word_tells_is_compared_along_the_whole_scale() -> None:
    gold = (Judged(0, 5, 3.0), Judged(6, 9, -3.0), Judged(10, 12, 1.0))
    found = (Judged(0, 5, 2.0), Judged(6, 9, -1.0), Judged(10, 12, -1.0))
    told = scores("factuality", (gold[:1], found[:1]), (gold[1:], found[1:]))
    assert told["mae"] == round((1 + 2 + 2) / 3, 4)
    assert told["pearson"] == round(float(np.corrcoef([3, -3, 1], [2, -1, -1])[0, 1]), 4)
    assert told["happened"] == round(2 * 1 / (2 + 1), 4)


def test_a_word_of_which_nothing_is_held_did_not_happen() -> None:
    assert scores("factuality", ((Judged(0, 5, 3.0),), ()))["happened"] == 0


def test_chains_are_scored_as_the_papers_count_them() -> None:
    gold = (("a", "b", "c"), ("d", "e", "f", "g"), ("x",))
    found = (("a", "b"), ("c", "d"), ("f", "g", "h", "i"), ("y",))
    told = scores("coreference", (gold, found))
    assert told["muc"] == 0.4
    assert told["b3"] == round(2 * 0.41667 * 0.5 / 0.91667, 4)
    assert told["ceaf"] == 0.52
    assert told["conll"] == round((0.4 + 0.45455 + 0.52) / 3, 4)


@given(st.lists(st.lists(st.integers(0, 5), min_size=2, max_size=3), max_size=4), st.data())
def test_entities_are_set_one_to_one_as_well_as_can_be(rows: list[list[int]], data: st.DataObject) -> None:
    gold = [tuple((number, m) for m in row) for number, row in enumerate(rows)]
    mixed = data.draw(st.permutations([m for chain in gold for m in chain]))
    found = [tuple(mixed[at : at + 3]) for at in range(0, len(mixed), 3)]
    counted = chain_counts(gold, found)["ceaf.gold.right"]
    ours, theirs = ([frozenset(c) for c in side if len(set(c)) > 1] for side in (gold, found))

    def alike(pairs: Any) -> float:
        return sum(2 * len(g & p) / (len(g) + len(p)) for g, p in pairs)

    short, long = sorted((ours, theirs), key=len)
    most = max((alike(zip(short, order, strict=False)) for order in itertools.permutations(long)), default=0)
    assert counted == pytest.approx(most)


def test_a_reader_that_is_right_scores_one_and_one_that_finds_nothing_none() -> None:
    chains = ((1, 2, 3), (4, 5))
    for found, wanted in ((chains, 1.0), ((), 0.0)):
        totals = Totals([Tally(chain_counts(chains, found))], np.ones((1, 1)))
        assert float(np.nan_to_num(conll(totals)["conll"])[0]) == pytest.approx(wanted)
