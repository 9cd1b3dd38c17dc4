"""Adding from the network: pages are kept as they came, feeds followed, and what failed is tried again."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from sitrep.export import export
from sitrep.ledger import Ledger

PAGE = """<!doctype html><html><head><title>Ferry sinks</title></head><body><article><h1>Ferry sinks</h1>
<p>A ferry capsized near Lagos on Monday, killing 34 passengers, the port authority said. Nine people were
still missing after dusk, and boats searched the lagoon through the night.</p></article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour News</title>
<item><title>Ferry sinks</title><link>{root}/ferry.html</link>
<pubDate>Mon, 03 May 2021 18:00:00 GMT</pubDate></item>
<item><title>Gone</title><link>{root}/gone.html</link></item></channel></rss>"""


@pytest.fixture
def site() -> Iterator[tuple[str, dict[str, bytes]]]:
    """The address of a web site on loopback, and what it serves by path."""
    pages: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path)
            self.send_response(404 if body is None else 200)
            kind = "application/rss+xml" if self.path.endswith(".xml") else "text/html"
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", pages
    server.shutdown()
    server.server_close()


def test_a_page_is_filed_and_kept_as_it_came(sitrep: Any, site: Any, tmp_path: Path) -> None:
    root, pages = site
    pages["/ferry.html"] = PAGE.encode()
    path = tmp_path / "a.ledger"
    done = sitrep("add", path, f"{root}/ferry.html", "--reader", "rules", "--allow-private")
    assert (done.status, done.out.split(",")[0]) == (0, "1 read")
    with Ledger.open(path) as ledger:
        ((report, page),) = ledger.pages()
        assert ledger.state().reports[0].id == report
        assert page.body == pages["/ferry.html"]
        assert page.sha256 == hashlib.sha256(page.body).hexdigest()
        assert ledger.check() == []
        with ZipFile(BytesIO(export(ledger, "bundle"))) as bundle:
            assert bundle.read(f"pages/{report}-{page.sha256[:16]}") == page.body
            assert page.sha256 in bundle.read("pages.csv").decode()
        ledger.erase(report)
        assert ledger.pages() == []
        ledger.keep({report: page})
        assert ledger.pages() == []


def test_an_address_of_this_machine_is_refused_unless_it_is_meant(
    sitrep: Any, site: Any, tmp_path: Path
) -> None:
    root, pages = site
    pages["/ferry.html"] = PAGE.encode()
    done = sitrep("add", tmp_path / "a.ledger", f"{root}/ferry.html", "--reader", "rules")
    assert done.status == 1
    assert "ferry.html: " in done.err
    assert len(done.err.splitlines()) == 1


def test_what_a_feed_lacks_is_told_and_tried_again(sitrep: Any, site: Any, tmp_path: Path) -> None:
    root, pages = site
    pages["/feed.xml"] = FEED.format(root=root).encode()
    pages["/ferry.html"] = PAGE.encode()
    path = tmp_path / "a.ledger"
    options = ("--reader", "rules", "--allow-private")
    done = sitrep("add", path, f"{root}/feed.xml", *options)
    assert done.status == 1
    assert "1 read, 1 new, 0 reprints, 0 known already, 1 failed" in done.out
    assert f"{root}/gone.html: " in done.err
    pages["/gone.html"] = PAGE.replace("34", "35").replace("Lagos", "Ibadan").encode()
    again = sitrep("add", path, "--retry", *options)
    assert again.status == 0
    assert "1 read, 1 new" in again.out
    assert "0 read" in sitrep("add", path, "--retry", *options).out


def test_pages_go_along_when_ledgers_are_joined(sitrep: Any, site: Any, tmp_path: Path) -> None:
    root, pages = site
    pages["/ferry.html"] = PAGE.encode()
    sitrep("add", tmp_path / "a.ledger", f"{root}/ferry.html", "--reader", "rules", "--allow-private")
    with Ledger.open(tmp_path / "b.ledger", create=True) as ledger:
        ledger.join([tmp_path / "a.ledger"])
        ((_, page),) = ledger.pages()
    assert page.body == pages["/ferry.html"]


def test_nothing_to_add_is_wrong_usage(sitrep: Any, tmp_path: Path) -> None:
    assert sitrep("add", tmp_path / "a.ledger").status == 2
    assert not (tmp_path / "a.ledger").exists()
