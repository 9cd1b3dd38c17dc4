"""A ledger comes in; how long its desk takes for each kind of page, and what a browser loads, goes out.

    python benchmarks/desk.py LEDGER [--times N]

The desk runs in a process of its own and is asked over loopback, one request after another, with filters and
selections drawn from the ledger. Milliseconds are the server's own, as its Server-Timing says: a client
in Python waits another forty for the last packet.
"""

from __future__ import annotations

import argparse
import http.client
import platform
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

VIEWS = ("events", "timeline", "map", "figures", "statements", "reports")


class Browser:
    """What a browser asks, as far as times go: one connection, a cookie, gzip."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.connection = http.client.HTTPConnection(parts.netloc)
        self.cookie = ""
        self.ask(f"{parts.path}?{parts.query}")

    def ask(self, path: str, **headers: str) -> tuple[bytes, float]:
        """The body of an answer, as it was sent, and the milliseconds it took the server."""
        self.connection.request(
            "GET", path, headers={"Cookie": self.cookie, "Accept-Encoding": "gzip", **headers}
        )
        answer = self.connection.getresponse()
        body = answer.read()
        taken = float((answer.getheader("server-timing") or "dur=0").rpartition("=")[2])
        self.cookie = (answer.getheader("set-cookie") or self.cookie).partition(";")[0]
        if answer.status >= 400:
            raise SystemExit(f"{path}: {answer.status}")
        return body, taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--times", type=int, default=40)
    options = parser.parse_args()
    with desk(options.ledger) as (address, _, opening):
        browser = Browser(address)
        _, first = browser.ask("/events")
        print(f"{platform.platform()}, CPython {platform.python_version()}")
        print(f"answers after {opening:.1f} s; first page, every event read: {first / 1000:.1f} s\n")
        print("| page | median ms | 95th percentile | most | kB sent |\n|---|--:|--:|--:|--:|")
        for name, draw in pages(browser).items():
            found = [browser.ask(draw()) for _ in range(options.times)]
            times = sorted(taken for _, taken in found)
            size = statistics.median(len(body) for body, _ in found) / 1000
            middle, high = statistics.median(times), times[int(len(times) * 0.95)]
            print(f"| {name} | {middle:.0f} | {high:.0f} | {times[-1]:.0f} | {size:.0f} |")
        static = sum(
            len(browser.ask(f"/static/{name}")[0])
            for name in ("desk.css", "drawings.css", "htmx.min.js", "desk.js", "icon.svg")
        )
        print(f"\nbesides, once: styles and scripts of {static / 1000:.0f} kB")


def pages(browser: Browser) -> dict[str, Callable[[], str]]:
    """For each kind of page what draws a path of it."""
    rng = random.Random(7)
    plain, _ = browser.ask("/events", **{"Accept-Encoding": "identity"})
    text = plain.decode()
    types = re.findall(r"href=\"/events\?type=(\w+)\"", text) or ["PROTEST"]
    countries = re.findall(r"href=\"/events\?country=(\w+)\"", text) or ["LBN"]
    events = re.findall(r'id="row-(e-\w+)"', text)
    figures = re.findall(
        r'id="row-(n-\w+)"', browser.ask("/figures", **{"Accept-Encoding": "identity"})[0].decode()
    )
    said = re.findall(
        r'id="row-(s-\w+)"', browser.ask("/statements", **{"Accept-Encoding": "identity"})[0].decode()
    )
    names = re.findall(r"class=\"where\">([^<]+)<", text) or ["Beirut"]
    drawn: dict[str, Callable[[], str]] = {view: (lambda view=view: f"/{view}") for view in VIEWS}  # type: ignore[misc]
    for view in VIEWS[:4]:
        drawn[f"{view}, filtered"] = lambda view=view: (  # type: ignore[misc]
            f"/{view}?type={rng.choice(types)}&country={rng.choice(countries)}"
        )
    drawn |= {
        "events, at any place": lambda: f"/events?at={rng.randrange(0, 10_000)}",
        "events, with words": lambda: f"/events?words={quote(rng.choice(names))}",
        "an event": lambda: f"/events?select={rng.choice(events)}",
        "a figure": lambda: f"/figures?select={rng.choice(figures)}",
        "a statement": lambda: f"/statements?select={rng.choice(said)}",
        "search": lambda: f"/search?q={quote(rng.choice(names))}",
        "go to": lambda: f"/goto?q={quote(rng.choice(names)[:5])}",
        "compare": lambda: f"/compare?a={rng.choice(events)}",
        "pairs": lambda: "/pairs",
        "history": lambda: "/history",
    }
    return drawn


@contextmanager
def desk(ledger: Path) -> Iterator[tuple[str, subprocess.Popen[str], float]]:
    """The desk of ``ledger`` by its address, its process, and the seconds until it answers."""
    command = [sys.executable, "-m", "sitrep.cli", "serve", str(ledger), "--no-browser"]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip(), process, time.perf_counter() - began
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
