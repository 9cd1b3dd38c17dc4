"""The number of a chunk comes in, and a file with what came of it goes out: what a worker of merging does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Literal, NamedTuple, cast

from sitrep.batch.bench import Bench
from sitrep.batch.dataset import write_rows
from sitrep.merge.clusters import cluster
from sitrep.merge.judgement import Judgement, Verdict
from sitrep.merge.same_event import judge, tells_apart
from sitrep.merge.told import Telling

__all__ = ["Step", "gather_chunk", "judge_chunk", "made_path"]

Step = Literal["judged", "gathered"]
"""The folder in which a chunk's file lies."""
_JUDGED = (("a", "b", "verdict", "weight", "evidence"), ("int64", "int64", "string", "double", "list"))
_GATHERED = (("n", "happening"), ("int64", "int64"))


class Link(NamedTuple):
    """Two tellings by number, and what holding them against each other came to."""

    a: int
    b: int
    verdict: Verdict
    weight: float


def made_path(folder: Path, step: Step, chunk: int) -> Path:
    """Where what came of a chunk is written."""
    return folder / step / f"{chunk:06d}.parquet"


def judge_chunk(folder: Path, chunk: int) -> None:
    """Judge the pairs of a chunk, and keep those that may be one."""
    with Bench.open(folder) as bench:
        pairs = bench.rows("SELECT a, b FROM pairs WHERE chunk = ? ORDER BY a, b", chunk)
        tellings = bench.tellings({number for pair in pairs for number in pair})
    rows = [
        (a, b, judgement.verdict, judgement.weight, list(judgement.evidence))
        for a, b in pairs
        if (judgement := judge(*_sorted(tellings[a], tellings[b]))).verdict != "different"
    ]
    write_rows(made_path(folder, "judged", chunk), *_JUDGED, rows)


def gather_chunk(folder: Path, chunk: int) -> None:
    """Gather the tellings of a chunk, which holds whole ties, so that no two of one contradict each other."""
    with Bench.open(folder) as bench:
        members = bench.rows("SELECT tie, n FROM members WHERE chunk = ? ORDER BY tie, n", chunk)
        sql = "SELECT a, b, verdict, weight FROM links JOIN members ON a = n WHERE chunk = ?"
        links = defaultdict(list)
        for a, b, verdict, weight in bench.rows(sql, chunk):
            links[a].append(Link(a, b, cast(Verdict, verdict), weight))
        tellings = bench.tellings([number for _, number in members])
    rows = []
    for _, group in groupby(members, key=lambda row: row[0]):
        numbers = [number for _, number in group]
        inside = [link for number in numbers for link in links[number]]
        rows += [(number, one[0]) for one in _gathered(numbers, inside, tellings) for number in one]
    write_rows(made_path(folder, "gathered", chunk), *_GATHERED, rows)


def _gathered(
    numbers: Sequence[int], links: Sequence[Link], tellings: dict[int, Telling]
) -> Iterator[list[int]]:
    ids = {tellings[number].id: number for number in numbers}
    names = {number: name for name, number in ids.items()}
    linked = {(link.a, link.b) for link in links}
    judgements = [
        Judgement(min(a, b), max(a, b), link.verdict, (), link.weight)
        for link in links
        if (a := names[link.a]) and (b := names.get(link.b))
    ]

    def differ(x: str, y: str) -> bool:
        a, b = sorted((ids[x], ids[y]))
        return (a, b) not in linked and tells_apart(*_sorted(tellings[a], tellings[b]))

    for group in cluster([names[number] for number in numbers], judgements, differ):
        yield [ids[name] for name in group]


def _sorted(a: Telling, b: Telling) -> tuple[Telling, Telling]:
    """Either way round the same, and the same on every machine."""
    return (a, b) if a.id < b.id else (b, a)
