"""Reports come in, and what the safe ways of reading pages and archives cost beside the bare ones goes out.

    python benchmarks/intake.py FOLDER [--pages N] [--megabytes N] [--runs N]

Pages are made from the texts of FOLDER, wrapped in what surrounds an article on a news site. Each measure
stands beside its bare counterpart of the same run, as times of one machine say little.
"""

from __future__ import annotations

import argparse
import gc
import html
import itertools
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType

from sitrep.intake import Failure, reports
from sitrep.intake.archives import warc_captures
from sitrep.intake.extraction import extract
from sitrep.intake.html import draft_of_html
from sitrep.record import Report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="reports to make pages of")
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--megabytes", type=int, default=400, help="of HTML in the archive")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    found = [item for item in reports([options.folder]) if isinstance(item, Report)]
    pages = [page(report, found) for report in found[: options.pages]]
    size = statistics.mean(len(data) for data in pages)
    print(f"{len(pages)} pages of {size / 1000:.0f} kB on average\n")
    print("| measure | bare | sitrep | ratio |\n|---|--:|--:|--:|")
    bare, ours = interleaved(lambda: extraction(pages), lambda: apart(pages), options.runs)
    row("pages extracted a second: in process, apart", len(pages), bare, ours)
    bare, ours = busy(pages, options.runs)
    row("the same a second of work of all processes", len(pages) * options.runs, bare, ours)
    bare, ours = cold(pages[0], options.runs)
    row("one page from a cold start, a second: in process, apart", 1, bare, ours)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "large.warc.gz")
        count = write_archive(path, pages, options.megabytes * 1_000_000)
        bare, ours = interleaved(lambda: fast(path), lambda: captured(path), options.runs)
        row("records a second: fastwarc, captures", count, bare, ours)
        print(
            f"\n{path.stat().st_size / 1e6:.0f} MB of WARC, {count} records of {options.megabytes} MB of HTML"
        )
        print(
            f"peak memory of a process that reads it: {peak(path)} MiB; of one that only starts: {peak()} MiB"
        )


def page(report: Report, others: list[Report]) -> bytes:
    """What a news site sends: metadata, menus, scripts, teasers and a foot around one article."""
    start = int(report.id[-6:], 16)
    teasers = "".join(
        f'<li><a href="/{n}"><img src="/{n}.jpg" alt=""><h3>{html.escape(other.title or "")}</h3>'
        f"</a><p>{html.escape(other.text[:140])}…</p></li>"
        for n, other in enumerate(others[(start + k) % len(others)] for k in range(30))
    )
    body = "".join(f"<p>{html.escape(part)}</p>" for part in report.text.split("\n\n"))
    menu = "".join(f'<li><a href="/section/{n}">Section {n}</a></li>' for n in range(60))
    script = "".join(
        f'window.q=window.q||[];q.push({{"slot":"ad-{n}","size":[300,250]}});' for n in range(400)
    )
    title = html.escape(report.title or "")
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - Harbour Post</title>'
        f'<meta property="og:site_name" content="Harbour Post"><meta property="og:title" content="{title}">'
        f'<meta property="article:published_time" content="{report.published or "2021-05-04"}">'
        f"<script>{script}</script><style>{'.a{color:red}' * 500}</style></head><body><header><nav><ul>{menu}"
        f"</ul></nav></header><main><article><h1>{title}</h1><div class='byline'>By Ada</div>{body}</article>"
        f"<aside><ul>{teasers}</ul></aside></main><footer><ul>{menu}</ul><p>Harbour Post</p></footer>"
        f"<script>{script}</script></body></html>"
    ).encode()


def extraction(pages: list[bytes]) -> int:
    return sum(extract(data.decode(), None)["text"] is not None for data in pages)


def apart(pages: list[bytes]) -> int:
    return sum(bool(draft_of_html(data).text) for data in pages)


def busy(pages: list[bytes], runs: int) -> tuple[list[float], list[float]]:
    """Seconds of work for ``runs`` rounds, of this process and of the one beside it, without their start."""
    start = time.process_time()
    for _ in range(runs):
        extraction(pages)
    bare = time.process_time() - start
    code = (
        "import pickle, resource, sys; sys.path.insert(0, sys.argv[1]); import intake\n"
        "from sitrep.intake import apart\n"
        "pages, rounds = pickle.load(sys.stdin.buffer)\n"
        "for _ in range(rounds): intake.apart(pages)\n"
        "import os; apart._apart(os.getpid()).close()\n"
        "used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]\n"
        "print(sum(row.ru_utime + row.ru_stime for row in used))"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent)]
    spent = [
        float(subprocess.run(command, input=pickle.dumps((pages, n)), capture_output=True, check=True).stdout)
        for n in (1, runs + 1)
    ]
    return [bare], [spent[1] - spent[0]]


def interleaved(
    bare: Callable[[], int], ours: Callable[[], int], runs: int
) -> tuple[list[float], list[float]]:
    """Seconds of both, in turn, after one round that is not counted; both must find as much."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs + 1):
        found = set()
        for kept, work in zip(times, (bare, ours), strict=True):
            gc.collect()
            start = time.perf_counter()
            found.add(work())
            kept.append(time.perf_counter() - start)
        assert len(found) == 1, found
    return times[0][1:], times[1][1:]


def cold(data: bytes, runs: int) -> tuple[list[float], list[float]]:
    """Seconds from the start of Python to the article of one page."""
    beside = "import sys; from sitrep.intake import from_html; from_html(sys.stdin.buffer.read())"
    inside = (
        "import sitrep.intake.html as pages; from sitrep.intake.extraction import article; "
        f"pages.ask = lambda kind, data, **options: article(data, url=None); {beside}"
    )

    def started(code: str) -> Callable[[], int]:
        return lambda: subprocess.run([sys.executable, "-c", code], input=data, check=True).returncode

    return interleaved(started(inside), started(beside), runs)


def write_archive(path: Path, pages: list[bytes], size: int) -> int:
    """A WARC, each record a gzip member of its own; returns how many there are."""
    written = count = 0
    with path.open("wb") as archive:
        for number, data in enumerate(itertools.cycle(pages)):
            if written >= size:
                return count
            archive.write(packed(f"http://harbour.example/{number}", data))
            written += len(data)
            count += 1
    return count


def packed(url: str, data: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + data
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-05-04T10:20:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return packer.compress(head.encode() + http + b"\r\n\r\n") + packer.flush()


def fast(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(
            len(record.reader.read()) > 0
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response)
        )


def captured(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(not isinstance(found, Failure) for found in warc_captures(stream, "a"))


def peak(path: Path | None = None) -> int:
    """MiB of a process that reads the archive, or that loads what it takes and reads nothing."""
    work = f"import intake; from pathlib import Path; intake.captured(Path({str(path)!r}))" if path else ""
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import intake; {work or 0}"
    tail = "; import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    ended = subprocess.run([sys.executable, "-c", code + tail], capture_output=True, text=True, check=True)
    return int(ended.stdout)


def row(name: str, count: int, bare: list[float], ours: list[float]) -> None:
    first, second = (count / statistics.median(times) for times in (bare, ours))
    ratio = statistics.median(b / o for b, o in zip(bare, ours, strict=True))
    print(f"| {name} | {first:.3g} | {second:.3g} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
