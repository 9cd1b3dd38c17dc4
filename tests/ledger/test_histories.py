"""Whatever was filed, in whatever order: the tables are what the log comes to, and undo restores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from random import Random

import pytest

from ledger.histories import History, make_act, make_reports, reread
from sitrep.ledger import Filed, Undone
from sitrep.ledger.fold import empty_memory, insert, rebuild
from sitrep.record import Record


def test_what_is_filed_bit_by_bit_comes_to_what_all_of_it_comes_to(seed: int) -> None:
    random = Random(seed)
    history = History()
    reports = make_reports(random, random.randint(2, 7))
    records: dict[str, list[Record]] = defaultdict(list)
    for record in reports:
        records[record.report.id].append(record)
    left = list(reports)
    while left or random.random() < 0.5:
        if left and random.random() < 0.6:
            size = random.randint(1, 3)
            history.file(*map(Filed, left[:size]))
            left = left[size:]
        elif history.log and random.random() < 0.2:
            filed = [entry.entry.record for entry in history.log if isinstance(entry.entry, Filed)]
            if filed and random.random() < 0.3:
                history.erase(random.choice(filed).report.id)
            elif filed:
                read = reread(random, random.choice(filed), str(random.randint(1, 3)))
                records[read.report.id].append(read)
                history.file(Filed(read))
        elif (act := make_act(random, history)) is not None:
            history.file(act)
    anew = History(empty_memory())
    log = list(history.log)
    random.shuffle(log)
    for logged in log:
        insert(anew.connection, logged.entry, logged.filed_at)
    rebuild(anew.connection)
    for name, rows in history.tables().items():
        assert rows == anew.tables()[name], name
    assert history.state() == anew.state()
    _each_row_cites_a_live_item(history, records)


def test_undoing_every_act_restores_exactly_what_was(seed: int) -> None:
    random = Random(seed)
    history = History()
    history.file(*map(Filed, make_reports(random, random.randint(2, 5))))
    before, acts = history.tables(), []
    for _ in range(random.randint(1, 4)):
        act = make_act(random, history)
        if act is not None and not isinstance(act, Undone):
            acts += history.file(act)
    random.shuffle(acts)
    for act in acts:
        history.file(Undone(act.digest))
    for name, rows in history.tables().items():
        assert rows == before[name], name


def _each_row_cites_a_live_item(history: History, records: Mapping[str, Sequence[Record]]) -> None:
    state = history.state()
    shown = {row.id for row in state.reports}
    for event in state.events:
        assert event.items
        for item in event.items:
            assert item.report in shown
            assert any(e.id == item.event for record in records[item.report] for e in record.events)
            assert item.quote in records[item.report][0].report.text
    for series in state.series:
        assert series.versions
        for version in series.versions:
            assert version.report in shown
            assert version.quote in records[version.report][0].report.text
    for statement in state.statements:
        assert statement.appearances
        assert all(appearance.report in shown for appearance in statement.appearances)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    metafunc.parametrize("seed", range(metafunc.config.getoption("histories")))
