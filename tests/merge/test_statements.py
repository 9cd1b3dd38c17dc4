"""One statement in several wordings, and what only looks like it."""

from __future__ import annotations

import pytest

from ledger.builder import Said, build
from sitrep.merge.statements import judge_statements, statement_keys
from sitrep.merge.told import ToldStatement, condense

SAYING = "the bridge will be open to lorries again before the first of the month"


def told(content: str, speaker: str | None = "Samir Haddad", publisher: str = "Gazette") -> ToldStatement:
    text = f"{speaker or 'Somebody'} spoke to {publisher}: “{content}.”"
    (statement,) = condense(
        build(text, publisher=publisher, statements=(Said((content,), speaker),))
    ).statements
    return statement


@pytest.mark.parametrize(
    ("other", "speaker", "verdict"),
    [
        (SAYING, "Samir Haddad", "same"),
        (SAYING.capitalize(), "Haddad", "same"),
        (f"{SAYING}, if it does not rain", "Samir Haddad", "same"),
        ("the bridge will be open to lorries again before", "Samir Haddad", "same"),
        ("the bridge will be open to lorries again when the council wishes", "Samir Haddad", "unsure"),
        (SAYING, "Lina Khoury", None),
        (SAYING, None, None),
        ("nobody has asked for the bridge to be opened before the winter", "Samir Haddad", None),
        (SAYING.replace("the first", "1"), "Samir Haddad", None),
    ],
)
def test_what_is_one_statement_with_another(other: str, speaker: str | None, verdict: str | None) -> None:
    judgement = judge_statements(told(SAYING), told(other, speaker, "Courier"))
    assert (judgement.verdict if judgement else None) == verdict


def test_few_words_are_another_statement_each_time() -> None:
    assert judge_statements(told("we will"), told("we will", publisher="Courier")) is None
    assert list(statement_keys(told("we will"))) == []


def test_numbers_that_differ_make_two_statements() -> None:
    one = told("the toll had risen to 163 by the evening of that day")
    other = told("the toll had risen to 171 by the evening of that day", publisher="Courier")
    assert judge_statements(one, other) is None


def test_a_passage_in_common_is_found_by_a_key_in_common() -> None:
    longer = told(f"we have said it before and say it again, {SAYING}, whatever is written elsewhere")
    assert set(statement_keys(told(SAYING))) & set(statement_keys(longer))
