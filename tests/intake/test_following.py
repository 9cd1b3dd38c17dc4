"""Addresses, feeds and lists over a real server: what is fetched, what is kept, what is told of the rest."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from intake.made import FERRY, page, pdf, rss, warc
from intake.made import record as captured
from intake.web import Web
from sitrep.intake import Failure, reports
from sitrep.intake.feeds import Entry, entries
from sitrep.intake.page import Page
from sitrep.record.report import Report


class Reading:
    """What one call gave."""

    def __init__(self, web: Web, *inputs: str | Path, fetcher: Any = None, **options: str) -> None:
        self.pages: list[Page] = []
        self.fetcher = fetcher or web.fetcher()
        found = list(reports(inputs, fetcher=self.fetcher, keep=self.pages.append, **options))
        self.reports = [item for item in found if isinstance(item, Report)]
        self.failures = [item for item in found if isinstance(item, Failure)]


def test_an_address_becomes_a_report_and_its_page_is_kept(web: Web) -> None:
    web.serve("/a", b"", 302, Location="/ferry")
    web.serve("/ferry", page(), ETag='"1"')
    found = Reading(web, web.url("/a"))
    (report,) = found.reports
    assert (report.title, report.text, report.url) == ("Ferry sinks", FERRY, web.url("/ferry"))
    assert report.retrieved == found.pages[0].fetched_at
    assert [kept.body for kept in found.pages] == [page()]
    again = Reading(web, web.url("/a"), fetcher=found.fetcher)
    assert (again.reports, again.failures, again.pages) == ([], [], [])


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://harbour.example/a", "javascript:alert(1)"])
def test_an_address_that_is_not_fetched_is_told(web: Web, url: str) -> None:
    found = Reading(web, url)
    assert "only http and https are fetched" in found.failures[0].reason


@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n", "image/png", "is a PNG image"),
        (b"", "text/html", "is empty"),
        (b"\x00" * 500, "text/html", "is a binary file"),
        (b"<html><body>\x00" + b" " * 90 + b"</body></html>", "text/html", "no article"),
        (b"<html><body><p>caf\xe9 " + b"x" * 80 + b".</p>", "text/html", "does not decode"),
        (page(), "text/html; charset=klingon", ""),
        (gzip.compress(page()), "application/gzip", "is a gzip file"),
    ],
)
def test_a_page_that_is_no_article_is_told(web: Web, body: bytes, kind: str, reason: str) -> None:
    web.serve("/a", body, Content_Type=kind)
    found = Reading(web, web.url("/a"))
    if reason:
        assert reason in found.failures[0].reason
        assert (found.failures[0].where, found.pages) == (web.url("/a"), [])
    else:
        assert len(found.reports) == 1


def test_the_character_set_of_the_server_comes_first(web: Web) -> None:
    text = "A fire at the café near Zürich killed four people on Monday, the police said."
    web.serve(
        "/a", page(text=text).decode().encode("windows-1252"), Content_Type="text/html; charset=iso-8859-1"
    )
    (report,) = Reading(web, web.url("/a")).reports
    assert report.text == text


def test_other_kinds_behind_an_address_are_read(web: Web) -> None:
    web.serve("/a.pdf", pdf("A ferry capsized near Lagos on Monday."), Content_Type="application/pdf")
    web.serve("/a.warc.gz", warc(captured("http://other.example/1")), Content_Type="application/warc")
    web.serve("/a.txt", f"LAGOS, May 4, 2021 - {FERRY}".encode(), Content_Type="text/plain")
    found = Reading(web, *(web.url(path) for path in ("/a.pdf", "/a.warc.gz", "/a.txt")))
    assert [report.url for report in found.reports] == [
        web.url("/a.pdf"),
        "http://other.example/1",
        web.url("/a.txt"),
    ]
    assert len(found.pages) == 3


def test_a_feed_leads_to_its_articles_and_fills_what_they_lack(web: Web) -> None:
    links = ["/1", web.url("/2", "other.example"), "javascript:alert(1)", "file:///etc/passwd", "/1", "/gone"]
    web.serve("/feed", rss(*links), Content_Type="application/rss+xml")
    web.serve("/1", page("One").replace(b"<title>One</title>", b"").replace(b"<h1>One</h1>", b""))
    web.serve("/2", page("Two"))
    found = Reading(web, web.url("/feed"))
    assert [(report.title, report.publisher) for report in found.reports] == [
        ("Item 0", "Harbour Post"),
        ("Two", "Harbour Post"),
    ]
    assert found.reports[0].published == "2021-05-04T10:00:00+00:00"
    assert found.reports[0].published_from == "metadata"
    assert [str(failure) for failure in found.failures] == [
        f"{web.url('/feed')}, entry 3: its link is a javascript: address; only http and https are fetched",
        f"{web.url('/feed')}, entry 4: its link is a file: address; only http and https are fetched",
        f"{web.url('/gone')}: the server answers 404 Not Found",
    ]
    assert web.paths() == ["/feed", "/1", "/2", "/gone"]
    assert len(found.pages) == 2


def test_a_feed_asked_again_costs_only_what_is_new(web: Web) -> None:
    web.serve("/feed", rss("/1"), ETag='"1"')
    web.serve("/1", page())
    first = Reading(web, web.url("/feed"))
    assert len(first.reports) == 1
    assert Reading(web, web.url("/feed"), fetcher=first.fetcher).reports == []
    web.serve("/feed", rss("/1", "/2"), ETag='"2"')
    web.serve("/2", page("Two"))
    again = Reading(web, web.url("/feed"), fetcher=first.fetcher)
    assert [report.title for report in again.reports] == ["Two"]
    assert web.paths() == ["/feed", "/1", "/feed", "/feed", "/2"]


def test_a_feed_whose_body_is_a_path_reads_no_file(web: Web, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    web.serve("/feed", str(secret).encode(), Content_Type="application/rss+xml")
    found = Reading(web, web.url("/feed"))
    assert [report.text for report in found.reports] == [str(secret)]


def test_a_feed_behind_a_feed_is_not_followed(web: Web) -> None:
    web.serve("/feed", rss("/feed"))
    found = Reading(web, web.url("/feed"))
    assert found.failures == [
        Failure(web.url("/feed"), "is a feed where a page was expected; name it by itself")
    ]


def test_a_feed_from_a_file_and_a_list_are_followed_where_they_are_named(web: Web, tmp_path: Path) -> None:
    web.serve("/1", page("One"))
    web.serve("/2", page("Two"))
    (tmp_path / "a.rss").write_bytes(rss(web.url("/1")))
    (tmp_path / "b.txt").write_text(f"# seen today\n{web.url('/2')}\n")
    (tmp_path / "c.csv").write_text(f'title,link,text\n,{web.url("/1")},\nFerry,,"{FERRY}"\n')
    found = Reading(web, *sorted(tmp_path.iterdir()))
    assert [report.title for report in found.reports] == ["One", "Two", "One", "Ferry"]
    assert found.failures == []


def test_in_a_folder_nothing_is_fetched(web: Web, tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_bytes(rss(web.url("/1")))
    (tmp_path / "b.txt").write_text(f"{web.url('/2')}\n{web.url('/3')}\n")
    (tmp_path / "c.csv").write_text(f'title,link,text\n,{web.url("/1")},\nFerry,,"{FERRY}"\n')
    found = Reading(web, tmp_path)
    assert [report.title for report in found.reports] == ["Ferry"]
    only = "which is done only where the file itself is named"
    assert [failure.reason for failure in found.failures] == [
        f"is a feed of pages to fetch, {only}",
        f"lists 2 to fetch, {only}",
        f"lists 1 to fetch, {only}",
    ]
    assert web.asked == []


def test_an_address_of_a_page_in_front_of_another_site_does_not_count(web: Web) -> None:
    web.serve("/a", page(head='<link rel="canonical" href="https://wire.example/ferry">'))
    (report,) = Reading(web, web.url("/a")).reports
    assert report.url == web.url("/a")


def test_entries_without_links_and_feeds_without_entries_are_told() -> None:
    found = list(entries(b"<rss version='2.0'><channel><item><title>a</title></item></channel></rss>", "f"))
    assert found == [Failure("f, entry 1", "the entry has no link")]
    assert list(entries(rss(), "f")) == [Failure("f", "the feed holds no entries")]


def test_an_atom_entry_tells_all_it_knows() -> None:
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>Ferry</title>
    <link href="/1"/><author><name>Ada</name></author><published>2021-05-04T10:00:00+02:00</published>
    <updated>2021-05-05T10:00:00Z</updated><source><title>Harbour Post</title></source></entry></feed>"""
    assert list(entries(atom, "f", base="http://harbour.example/feed")) == [
        Entry(
            "http://harbour.example/1",
            "Ferry",
            "Ada",
            "Harbour Post",
            "2021-05-04T08:00:00+00:00",
            "2021-05-05T10:00:00+00:00",
        )
    ]


def test_a_billion_laughs_in_a_feed_end_in_words(web: Web) -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{laughs}]>'
    web.serve("/feed", f'{head}<rss version="2.0"><channel><title>&a9;'.encode())
    found = Reading(web, web.url("/feed"))
    assert found.failures == [
        Failure(web.url("/feed"), "the feed declares entities, which no feed needs and some blow up")
    ]
