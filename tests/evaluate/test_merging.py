"""Corpora and scores of merging, on gold small enough to count by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sitrep.evaluate.chains import conll
from sitrep.evaluate.corpora import ecbplus, recognise
from sitrep.evaluate.evaluation import evaluate, load_documents
from sitrep.evaluate.members import Member, members
from sitrep.evaluate.statistics import Tally, Totals
from sitrep.evaluate.tasks import load_task
from sitrep.evaluate.tasks.merging import (
    bcubed_counts,
    mention_counts,
    merge_reports,
    pair_counts,
    with_mentions,
)
from sitrep.intake import from_text
from sitrep.readers.reader import read_report
from sitrep.record import Record, Report

WORDS = ["Divers", "found", "the", "wreck", ".", "The", "find", "pleased", "them", "."]
LISTED = ("Topic,File,Sentence Number", "2,1ecb,0", "2,2ecbplus,0", "2,2ecbplus,1", "7,1ecb,1")
CAT = """<?xml version="1.0" encoding="UTF-8"?>
<Document doc_name="{name}.xml" doc_id="DOC1">
{tokens}
<Markables>
<ACTION_OCCURRENCE m_id="1"><token_anchor t_id="2"/></ACTION_OCCURRENCE>
<NEG_ACTION_STATE m_id="2"><token_anchor t_id="7"/></NEG_ACTION_STATE>
<ACTION_STATE m_id="3"><token_anchor t_id="8"/></ACTION_STATE>
<HUMAN_PART m_id="4"><token_anchor t_id="1"/></HUMAN_PART>
<ACTION_OCCURRENCE m_id="9" RELATED_TO="" TAG_DESCRIPTOR="find" instance_id="ACT7"/>
</Markables>
<Relations>
<CROSS_DOC_COREF r_id="5" note="ACT7"><source m_id="1"/><source m_id="2"/><target m_id="9"/></CROSS_DOC_COREF>
</Relations>
</Document>
"""


def cat(name: str) -> str:
    tokens = [
        f'<token t_id="{n + 1}" sentence="{n // 5}" number="{n % 5}">{word}</token>'
        for n, word in enumerate(WORDS)
    ]
    return CAT.format(name=name, tokens="\n".join(tokens))


@pytest.fixture
def corpus(write_tar: Callable[[str, Mapping[str, str]], Path]) -> Path:
    """Two files of one topic and one of another; of the first, one sentence alone is to be scored."""
    return write_tar(
        "sea.tar.gz",
        {
            "set/ECB+/2/2_1ecb.xml": cat("2_1ecb"),
            "set/ECB+/2/2_2ecbplus.xml": cat("2_2ecbplus"),
            "set/ECB+/7/7_1ecb.xml": cat("7_1ecb"),
            "set/sentences.csv": "\n".join(LISTED),
        },
    )


def test_ecbplus_is_told_by_its_root() -> None:
    assert recognise(Member("7_1ecb.xml", cat("7_1ecb"), Path("7_1ecb.xml"))) is ecbplus.FORM


def test_mentions_are_those_of_the_listed_sentences_and_know_their_chain(corpus: Path) -> None:
    files = [member for member in members(corpus) if member.name.endswith(".xml")]
    found = {d.name: d for member in files for d in ecbplus.documents(member)}
    assert found["2_1ecb"].report.text == "Divers found the wreck. The find pleased them."
    assert [(m.quote, m.chain) for m in found["2_1ecb"].gold] == [("found", "ACT7")]
    assert [(m.quote, m.chain) for m in found["7_1ecb"].gold] == [("find", "ACT7"), ("pleased", "7_1ecb 3")]
    assert found["7_1ecb"].gold[0].sentence.quote == "The find pleased them."


def test_dev_are_the_topics_of_the_index(corpus: Path) -> None:
    (corpus.parent / "INDEX.json").write_text(
        json.dumps([{"file": corpus.name, "use": "train; dev = topics 2"}])
    )
    assert [d.name for d in load_documents("merging", corpus, split="dev")] == ["2_1ecb", "2_2ecbplus"]
    assert [d.name for d in load_documents("merging", corpus, split="train")] == ["7_1ecb"]


def read_by_rules(report: Report) -> Record:
    return read_report(report, reader="rules")


def test_marked_mentions_are_the_events_of_a_record(corpus: Path) -> None:
    document = load_documents("merging", corpus)[1]
    marked, by_id = with_mentions(read_by_rules(document.report), document.gold.mentions)
    assert [event.trigger.quote for event in marked.events] == ["found", "find", "pleased"]
    assert [by_id[event.id].chain for event in marked.events] == ["ACT7", "ACT7", "2_2ecbplus 3"]


def test_of_a_mention_that_the_reader_has_too_its_parties_stay() -> None:
    record = read_by_rules(from_text("Rebels attacked Lowford on Monday.", published="2021-05-04"))
    (read,) = record.events
    mention = ecbplus.EventMention(7, 15, "attacked", read.sentence, "ACT1")
    marked, _ = with_mentions(record, [mention])
    assert (marked.events[0].type, marked.events[0].actors) == (read.type, read.actors)
    assert merge_reports([record]) == [{record.report.id}]


def test_mentions_of_a_topic_are_scored_as_chains(corpus: Path) -> None:
    found = evaluate("merging", corpus, read=read_by_rules)
    assert found.n == 3
    assert found.figures["pairwise"] is None
    assert 0 < (found.figures["b3"] or 0) <= 1


REPORTS = [
    (
        "d1",
        "a",
        "2016-02-03",
        "Two men were shot dead in Toledo on Tuesday, police said. Omar Saad, 31, was one.",
    ),
    (
        "d2",
        "a",
        "2016-02-04",
        "Police in Toledo named Omar Saad, 31, as one of two men shot dead on Tuesday.",
    ),
    ("d3", "b", "2016-02-20", "A farmer in Gallipolis gave apples to a school on Friday."),
]


@pytest.fixture
def reports(write_lines: Callable[..., Path]) -> Path:
    rows = [
        {"incident": i, "doc_id": d, "title": "", "dct": day, "uri": d, "content": text}
        for d, i, day, text in REPORTS
    ]
    write_lines(
        "gva-incidents.jsonl",
        [{"incident_uri": i, "state": "Ohio", "num_killed": 2, "num_injured": 0} for i in "ab"],
    )
    return write_lines("gva-docs.jsonl", rows)


def test_reports_belong_together_where_an_event_of_theirs_is_one(reports: Path) -> None:
    found = evaluate("merging", reports, read=read_by_rules)
    assert found.n == 3
    assert found.figures["conll"] is None
    assert found.figures["pairwise"] == found.figures["bcubed"] == 1.0
    assert [prediction.gold.group for prediction in found.predictions] == ["Ohio 2016-02"] * 3


def sets(text: str) -> list[frozenset[Any]]:
    return [frozenset(part) for part in text.split()]


@pytest.mark.parametrize(
    ("gold", "found", "pairwise", "bcubed"),
    [
        ("abc d", "abc d", 1.0, 1.0),
        ("abc d", "a b c d", 0.0, 2 * 0.5 / 1.5),
        # Of six pairs found three are right; each of a, b, c has 3 of 4 right, d 1 of 4.
        ("abc d", "abcd", 2 * 3 / 9, 2 * 0.625 / 1.625),
    ],
)
def test_pairs_and_members_are_counted_after_closure(
    gold: str, found: str, pairwise: float, bcubed: float
) -> None:
    counts = pair_counts(sets(gold), sets(found)) | bcubed_counts(sets(gold), sets(found))
    both = counts["pairwise.matched"]
    assert 2 * both / (counts["pairwise.gold"] + counts["pairwise.found"]) == pytest.approx(pairwise)
    recall, precision = (
        counts[f"bcubed.{side}"] / counts["bcubed.members"] for side in ("recall", "precision")
    )
    assert 2 * recall * precision / (recall + precision) == pytest.approx(bcubed)


def test_a_mention_that_stands_alone_counts_where_it_is_left_alone() -> None:
    alone, wrong = sets("ab c d"), sets("ab cd")
    row = conll(Totals([Tally(mention_counts(alone, wrong))], np.ones((1, 1))))
    assert row["b3"][0] == pytest.approx(2 * 0.75 / 1.75)
    whole = conll(Totals([Tally(mention_counts(alone, alone))], np.ones((1, 1))))
    assert whole["conll"][0] == 1.0


def test_nothing_to_score_has_no_figures() -> None:
    figures = load_task("merging").figures(Totals([Tally({})], np.ones((1, 1))))
    assert all(np.isnan(row).all() for row in figures.values())
