"""``check`` proves the tables, and finds whatever was tampered with."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from ledger.crisis import crisis
from sitrep.ledger import Failed, Ledger


@pytest.fixture
def filed(path: Path, ledger: Ledger) -> Ledger:
    ledger.add(crisis(), [Failed("broken.txt", "empty")])
    return ledger


def tamper(path: Path, *acts: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER entries_are_never_changed")
    connection.execute("DROP TRIGGER entries_are_never_deleted")
    for act in acts:
        assert connection.execute(act).rowcount != 0
    connection.commit()
    connection.close()


def test_a_whole_ledger_has_no_faults(filed: Ledger) -> None:
    assert filed.check() == []


@pytest.mark.parametrize(
    ("act", "fault"),
    [
        (
            "UPDATE series SET low = 31 WHERE low = 34",
            "table series is not what the entries come to: 31 where 34",
        ),
        (
            "UPDATE series SET versions = replace(versions, 'disputes', 'repeats') WHERE disputed = 1",
            "table series",
        ),
        ("UPDATE events SET independent = 14 WHERE independent = 3", "table events"),
        ("UPDATE events SET place = '{}' WHERE place IS NOT NULL", "table events"),
        ("UPDATE series SET disputed = 0 WHERE disputed = 1", "table series"),
        ("UPDATE events SET items = replace(items, 'Beirut', 'Tripoli')", "table events"),
        ("UPDATE reports SET reprint_of = NULL", "table reports"),
        ("UPDATE statements SET content = 'We will not'", "table statements"),
        ("UPDATE actors SET country = 'FRA' WHERE country = 'LBN'", "table actors"),
        ("UPDATE told SET leads_to = 'x' WHERE kind = 'event'", "table told"),
        ("UPDATE told SET data = replace(data, '135', '136') WHERE kind = 'figure'", "table told"),
        ("DELETE FROM statements", "table statements is not .*: a row is missing"),
        ("DELETE FROM links WHERE verdict = 'same'", "table links is not .*"),
        ("DELETE FROM keys WHERE n = 1", "table keys is not .*"),
        (
            "INSERT INTO conflicts VALUES ('[]', 'made up')",
            "table conflicts is not .*: there is a row too many",
        ),
        (
            "UPDATE entries SET payload = replace(payload, 'at least 30', 'at least 31')",
            "entry 1 was changed",
        ),
        ("UPDATE entries SET filed_at = '2001-01-01' WHERE sequence = 2", "entry 2 was changed"),
        (
            'UPDATE entries SET payload = replace(payload, \'"quote":"30"\', \'"quote":"31"\')',
            "the span quotes",
        ),
        ("UPDATE entries SET payload = '{' WHERE sequence = 3", "entry 3: the entry filed .* cannot be read"),
        ("UPDATE entries SET id = 'r-0' WHERE sequence = 1", "entry 1 is filed under r-0"),
        ("DELETE FROM entries WHERE sequence = 1", "table reports"),
        ("DELETE FROM report_search WHERE rowid = 1", "report_search covers 5 rows of 6"),
    ],
)
def test_tampering_is_found(filed: Ledger, path: Path, act: str, fault: str) -> None:
    tamper(path, act)
    assert any(re.search(fault, found) for found in filed.check()), filed.check()


def test_a_file_overwritten_in_the_middle_is_damaged(filed: Ledger, path: Path) -> None:
    filed.close()
    data = bytearray(path.read_bytes())
    data[8192:12288] = b"\x55" * 4096
    path.write_bytes(data)
    with Ledger.open(path) as ledger:
        assert ledger.check()
