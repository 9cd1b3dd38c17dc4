"""A dataset comes in, and which of its events are one, by the blocks and the judge of a ledger, goes out.

Nothing is held whole but some numbers for each event. Pairs that share a block are joined by DuckDB, which
spills to the disk; those that plainly contradict each other are left out there. The others are judged in
chunks, each to a file of its own, so that a run that was cut off goes on. What hangs together is found in
one pass over the links, and gathered as in a ledger.

Unlike in a ledger nobody has judged anything, and a reprint stands beside the others as a report of its own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from hashlib import blake2b
from importlib.metadata import version
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sitrep.batch.bench import Bench, require_duckdb
from sitrep.batch.chunks import Step, gather_chunk, judge_chunk, made_path
from sitrep.batch.dataset import Dataset
from sitrep.engine.engine import cores
from sitrep.errors import ResourceError
from sitrep.export import write_file
from sitrep.merge.same_event import DAYS_OFF
from sitrep.record.codec import decode, encode

__all__ = ["Merged", "merge"]

_CHUNK = 20_000  # pairs to judge, or tellings to gather, of a file of work
_WIDEST = 5_000  # tellings of a block; a wider one tells nothing of the story
_PASS = 4_000_000  # keys that are joined at a time

# Numbers first, of narrow rows: a window over whole tellings would put each of them on the disk twice.
_NUMBERED = """
CREATE OR REPLACE TABLE numbered AS
SELECT row_number() OVER (ORDER BY standing, event) AS n, event FROM read_parquet(?)"""
_RANKED = """
CREATE OR REPLACE TABLE ranked AS
SELECT row_number() OVER (ORDER BY min(string_split(standing, chr(9))[1]), report) AS r, report
FROM read_parquet(?) GROUP BY report"""
_TELLINGS = """
CREATE OR REPLACE TABLE tellings AS
SELECT n, r, event, kind, country, first, last, deed, data
FROM read_parquet(?) JOIN numbered USING (event) JOIN ranked USING (report) ORDER BY n"""
_BACKGROUNDS = """
CREATE OR REPLACE TABLE backgrounds AS
SELECT r, data FROM read_parquet(?) JOIN ranked USING (report) ORDER BY r"""
_KEYS = """
CREATE OR REPLACE TABLE keys AS
SELECT k.key, t.n, t.country, t.first, t.last, t.deed
FROM read_parquet(?) k JOIN tellings t USING (event) ORDER BY k.key"""
_WIDE = "CREATE OR REPLACE TABLE wide AS SELECT key FROM keys GROUP BY key HAVING count(*) > ?"
_JOIN = f"""
INSERT INTO found SELECT DISTINCT a.n, b.n
FROM keys a JOIN keys b ON a.key = b.key AND a.n < b.n
WHERE a.key BETWEEN ? AND ? AND b.key BETWEEN ? AND ? AND a.key NOT IN (SELECT key FROM wide)
    AND (a.country IS NULL OR b.country IS NULL OR a.country = b.country)
    AND (a.first IS NULL OR b.first IS NULL
        OR greatest(a.first - b.last, b.first - a.last) <= {DAYS_OFF})
    AND (a.deed = b.deed OR a.deed = '' OR b.deed = '')"""
_PAIRS = """
CREATE OR REPLACE TABLE pairs AS
SELECT a, b, (row_number() OVER (ORDER BY a, b) - 1) // ? AS chunk FROM (SELECT DISTINCT a, b FROM found)
ORDER BY a, b"""
_EVENTS = """
COPY (SELECT printf('e-%016x', t.event) AS event, printf('e-%016x', first.event) AS happening
    FROM tellings t LEFT JOIN read_parquet(?) g ON t.n = g.n
    JOIN tellings first ON first.n = coalesce(g.happening, t.n) ORDER BY t.n)
TO '{}' (FORMAT parquet, COMPRESSION zstd)"""
_LINKS = """
COPY (SELECT printf('e-%016x', x.event) AS a, printf('e-%016x', y.event) AS b, l.verdict, l.weight, l.evidence
    FROM links l JOIN tellings x ON l.a = x.n JOIN tellings y ON l.b = y.n ORDER BY l.a, l.b)
TO '{}' (FORMAT parquet, COMPRESSION zstd)"""


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging came to: tellings in how many events, pairs compared, those linked and those left open.

    ``wide_blocks`` are those of too many tellings to be compared with each other.
    """

    tellings: int
    events: int
    pairs: int
    same: int
    unsure: int
    wide_blocks: int


def merge(dataset: Dataset, *, jobs: int | None = None) -> Merged:
    """Find which events of ``dataset`` are one; ``merged`` gets ``events.parquet`` and ``links.parquet``.

    The first has, for each event, the ``happening``: the first event that tells of the same. The second has
    each pair that is judged ``same`` or ``unsure``, with weight and evidence. Nothing is done where the
    dataset was merged already, and what a run that was cut off has judged is not judged again.
    :class:`~sitrep.errors.MissingExtra` where DuckDB or SciPy is missing; :class:`ResourceError` where the
    disk is full or a worker died.
    """
    require_duckdb()
    out = dataset.folder / "merged"
    digest = _digest(dataset)
    told = out / f"{digest}.json"
    if told.exists():
        return decode(told.read_bytes(), Merged)
    work = dataset.folder / f"merging-{digest}"
    for other in dataset.folder.glob("merging-*"):
        if other != work:
            shutil.rmtree(other)
    work.mkdir(exist_ok=True)
    merged = _merge(dataset, work, out, jobs or cores())
    for former in out.glob("*.json"):
        former.unlink()
    write_file(told, encode(asdict(merged)) + "\n")
    shutil.rmtree(work)
    return merged


def _digest(dataset: Dataset) -> str:
    """A digest of all that what merging comes to hangs on."""
    names = [version("sitrep"), *(part.name for part in dataset.parts())]
    return blake2b("\n".join(names).encode(), digest_size=8).hexdigest()


def _merge(dataset: Dataset, work: Path, out: Path, jobs: int) -> Merged:
    is_paired = work / "paired"
    if not is_paired.exists():
        with Bench.open(work, is_written=True, threads=jobs) as bench:
            _pair(bench, dataset)
        is_paired.touch()
    with Bench.open(work) as bench:
        chunks = bench.one("SELECT coalesce(max(chunk) + 1, 0) FROM pairs")
    _all_chunks(work, "judged", judge_chunk, chunks, jobs)
    with Bench.open(work, is_written=True, threads=jobs) as bench:
        _tie(bench, work, chunks)
        chunks = bench.one("SELECT coalesce(max(chunk) + 1, 0) FROM members")
    shutil.rmtree(work / "gathered", ignore_errors=True)
    _all_chunks(work, "gathered", gather_chunk, chunks, jobs)
    out.mkdir(exist_ok=True)
    with Bench.open(work, is_written=True, threads=jobs) as bench:
        return _write(bench, work, out, chunks)


def _pair(bench: Bench, dataset: Dataset) -> None:
    """Number the tellings as they stand, and put down the pairs to judge."""
    tellings, backgrounds, keys = (
        [str(path) for path in dataset.files(table)] for table in ("tellings", "backgrounds", "keys")
    )
    bench.run("CREATE OR REPLACE TABLE found (a BIGINT, b BIGINT)")
    if tellings:
        bench.run(_NUMBERED, tellings)
        bench.run(_RANKED, tellings)
        bench.run(_TELLINGS, tellings)
        bench.run(_BACKGROUNDS, backgrounds)
        bench.run("DROP TABLE numbered")
        bench.run("DROP TABLE ranked")
        bench.run(_KEYS, keys)
        bench.run(_WIDE, _WIDEST)
        passes = 1 + bench.one("SELECT count(*) FROM keys") // _PASS
        edges = [round(2**64 * number / passes) - 2**63 for number in range(passes + 1)]
        for low, high in pairwise(edges):
            bench.run(_JOIN, low, high - 1, low, high - 1)
        bench.run("DROP TABLE keys")
    else:
        bench.run("CREATE OR REPLACE TABLE tellings (n BIGINT, event UBIGINT)")
        bench.run("CREATE OR REPLACE TABLE wide (key UBIGINT)")
    bench.run(_PAIRS, _CHUNK)
    bench.run("DROP TABLE found")


def _tie(bench: Bench, work: Path, chunks: int) -> None:
    """Read the links, and put down what hangs together by those of sameness, by the chunk in which it is."""
    columns = "a BIGINT, b BIGINT, verdict VARCHAR, weight DOUBLE, evidence VARCHAR[]"
    bench.run(f"CREATE OR REPLACE TABLE links ({columns})")
    if chunks:
        files = [str(made_path(work, "judged", chunk)) for chunk in range(chunks)]
        bench.run("INSERT INTO links SELECT * FROM read_parquet(?) ORDER BY a, b", files)
    same = bench.connection.execute("SELECT a, b FROM links WHERE verdict = 'same'").fetchnumpy()
    count = bench.one("SELECT count(*) FROM tellings")
    tie, number, chunk = _tied(np.asarray(same["a"]), np.asarray(same["b"]), count)
    bench.connection.register("tied", {"tie": tie, "n": number, "chunk": chunk})
    bench.run("CREATE OR REPLACE TABLE members AS SELECT * FROM tied ORDER BY chunk, tie, n")


def _tied(
    a: npt.NDArray[np.int64], b: npt.NDArray[np.int64], count: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """What hangs together of numbers from 1 to ``count``: of each tie its members, and their chunk."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not len(a):
        nothing = np.zeros(0, np.int64)
        return nothing, nothing, nothing
    links = coo_array((np.ones(len(a), np.int8), (a - 1, b - 1)), shape=(count, count))
    _, ties = connected_components(links, directed=False)
    numbers = np.flatnonzero(np.bincount(ties)[ties] > 1)
    tied = ties[numbers].astype(np.int64)
    order = np.argsort(tied, kind="stable")
    tied, numbers = tied[order], numbers[order]
    begins = np.maximum.accumulate(np.where(np.diff(tied, prepend=-1) != 0, np.arange(len(tied)), 0))
    return tied, numbers.astype(np.int64) + 1, begins // _CHUNK


def _write(bench: Bench, work: Path, out: Path, chunks: int) -> Merged:
    files = [str(made_path(work, "gathered", chunk)) for chunk in range(chunks)]
    if not files:
        files = [str(work / "none.parquet")]
        bench.run(f"COPY (SELECT 0 AS n, 0 AS happening WHERE false) TO '{files[0]}' (FORMAT parquet)")
    drafts = {name: out / f".{name}.new" for name in ("events.parquet", "links.parquet")}
    bench.run(_EVENTS.format(_quoted(drafts["events.parquet"])), files)
    bench.run(_LINKS.format(_quoted(drafts["links.parquet"])))
    for name, draft in drafts.items():
        draft.replace(out / name)
    return Merged(
        tellings=bench.one("SELECT count(*) FROM tellings"),
        events=bench.one(
            "SELECT count(DISTINCT happening) FROM read_parquet(?)", str(out / "events.parquet")
        ),
        pairs=bench.one("SELECT count(*) FROM pairs"),
        same=bench.one("SELECT count(*) FROM links WHERE verdict = 'same'"),
        unsure=bench.one("SELECT count(*) FROM links WHERE verdict = 'unsure'"),
        wide_blocks=bench.one("SELECT count(*) FROM wide"),
    )


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _all_chunks(work: Path, step: Step, do: Callable[[Path, int], None], chunks: int, jobs: int) -> None:
    """Do what is not done yet of the chunks of a step."""
    (work / step).mkdir(exist_ok=True)
    left = [chunk for chunk in range(chunks) if not made_path(work, step, chunk).exists()]
    if jobs == 1 or len(left) <= 1:
        for chunk in left:
            do(work, chunk)
        return
    try:
        with ProcessPoolExecutor(min(jobs, len(left)), mp_context=get_context("spawn")) as pool:
            for _ in pool.map(do, [work] * len(left), left):
                pass
    except BrokenProcessPool:
        raise ResourceError("a process that merged was killed; the same command goes on from there") from None
