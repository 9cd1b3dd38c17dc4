"""Messages, PDF, Word documents and lists: what is text, what is metadata, and what is refused."""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.made import FERRY, docx, eml, page, pdf, zipped
from sitrep.errors import InputError, MissingExtra
from sitrep.intake import Failure, reports
from sitrep.intake.docx import document
from sitrep.intake.feedparsing import feed
from sitrep.intake.kinds import kind_of
from sitrep.intake.lists import Listed, table
from sitrep.intake.mail import message
from sitrep.intake.pdf import pages
from sitrep.record.report import Report


def read(path: Path, data: bytes) -> Report | Failure:
    path.write_bytes(data)
    (found,) = reports([path])
    return found


@pytest.mark.parametrize("name", ["a.eml", "a.txt"])
def test_a_message_tells_subject_sender_and_date(tmp_path: Path, name: str) -> None:
    found = read(tmp_path / name, eml())
    assert isinstance(found, Report)
    assert (found.title, found.publisher) == ("Ferry sinks near Café", "Harbour Post")
    assert (found.published, found.published_from) == ("2021-05-04T10:00:00+01:00", "metadata")
    assert found.text == FERRY


def test_a_message_that_is_a_page_gives_its_article(tmp_path: Path) -> None:
    found = read(tmp_path / "a.eml", eml(page().decode(), kind="html"))
    assert isinstance(found, Report)
    assert (found.title, found.text) == ("Ferry sinks near Café", FERRY)


def test_the_plain_part_of_a_message_comes_before_the_page(tmp_path: Path) -> None:
    parts = "".join(
        f"--x\r\nContent-Type: text/{kind}; charset=iso-8859-1\r\n\r\n{text}\r\n"
        for kind, text in (("plain", FERRY), ("html", "<p>Another.</p>"))
    )
    head = "From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n"
    found = read(tmp_path / "a.eml", f"{head}{parts}--x--\r\n".encode())
    assert isinstance(found, Report)
    assert (found.publisher, found.text) == ("a@b.example", FERRY)


def test_a_text_that_begins_like_a_letter_is_no_message() -> None:
    assert kind_of(f"From: the ministry\nDate: 4 May 2021\n\n{FERRY}".encode(), ".txt") == "text"


def test_a_pdf_gives_the_text_of_its_pages(tmp_path: Path) -> None:
    found = read(tmp_path / "a.pdf", pdf("A ferry capsized near Lagos.", "", "Nine are missing."))
    assert isinstance(found, Report)
    assert found.text == "A ferry capsized near Lagos.\n\n\n\nNine are missing."


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("scan.pdf", pdf(""), "is a PDF without text, such as a scan"),
        ("cut.pdf", pdf("A ferry.")[:60], "is a PDF that cannot be read"),
        ("a.docx", zipped({"word/document.xml": b"<w:document"}), "is a Word document that cannot be read"),
        ("b.docx", docx(), "is a Word document without text"),
        ("c.docx", zipped({"a.txt": b"a"}), "of these a Word document (docx) or a WACZ was expected"),
        ("d.docx", b"PK\x03\x04 cut", "is a zip or office file that cannot be opened"),
        ("e.eml", eml("", kind="plain"), "the message holds no text"),
        (
            "f.csv",
            b"name,age\na,b\n",
            "no column of addresses or texts, such as url or text; it has name, age",
        ),
        ("g.gz", b"\x1f\x8b\x08\x00", "is a gzip file"),
    ],
)
def test_a_document_that_gives_nothing_is_told(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    found = read(tmp_path / name, data)
    assert isinstance(found, Failure)
    assert reason in found.reason


def test_a_pdf_without_its_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(MissingExtra, match=r"pip install 'sitrep\[pdf\]'"):
        pages(pdf("A ferry."))


def test_a_word_document_gives_paragraphs_and_title(tmp_path: Path) -> None:
    found = read(tmp_path / "a.docx", docx(FERRY, "", "Divers &amp; boats searched."))
    assert isinstance(found, Report)
    assert (found.title, found.text) == ("Ferry sinks", f"{FERRY}\n\nDivers & boats searched.")


def test_a_word_document_of_a_gigabyte_or_with_entities_is_refused(tmp_path: Path) -> None:
    bomb = zipped({"word/document.xml": b" " * 101_000_000}, method=zipfile.ZIP_DEFLATED)
    found = read(tmp_path / "a.docx", bomb)
    assert isinstance(found, Failure)
    assert "larger than 100 MB inside" in found.reason
    laughs = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d SYSTEM "file:///etc/passwd">]><a>&b;&d;</a>'
    assert isinstance(read(tmp_path / "b.docx", zipped({"word/document.xml": laughs})), Failure)


GDELT = (
    '\ufeff"URL","MobileURL","Date","Title"\n"http://a.example/1","","2021-05-04 10:20:00","Ferry, sunk"\n'
)
CLOUD = (
    "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
    "1,2021-05-05,en,Harbour Post,harbour.example,2021-05-04,Ferry,http://a.example/1\n"
)
SHEET = (
    "Link\tArchive status\tArchive location\tUpload timestamp\tUpload title\tTextual Content\n"
    f"http://a.example/1\tdone\tx\t2021-05-04T10:20:00Z\tFerry\t{FERRY}\n"
)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (GDELT, Listed("w, line 2", "http://a.example/1", "Ferry, sunk", "2021-05-04 10:20:00")),
        (CLOUD, Listed("w, line 2", "http://a.example/1", "Ferry", "2021-05-04", "Harbour Post", "en")),
        (SHEET, Listed("w, line 2", "http://a.example/1", "Ferry", "2021-05-04T10:20:00Z", text=FERRY)),
        (
            "Headline; Story URL\nFerry; http://a.example/1\n",
            Listed("w, line 2", "http://a.example/1", "Ferry"),
        ),
    ],
)
def test_a_table_is_understood_by_the_names_of_its_columns(text: str, row: Listed) -> None:
    assert list(table(text, "w")) == [row]
    assert kind_of(text.encode(), "") == "table"


@pytest.fixture
def usual_limit() -> Iterator[None]:
    """Python's own limit of a cell, which libraries that other tests load set anew for the whole process."""
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)


@pytest.mark.usefixtures("usual_limit")
def test_a_row_with_nothing_and_one_that_breaks_the_table_are_told() -> None:
    found = list(table('url,title\n,Ferry\n\nhttp://a.example/1\n"' + "a" * 200_000, "w"))
    assert [str(item) if isinstance(item, Failure) else item.url for item in found] == [
        "w, line 2: the row has neither an address nor a text",
        "http://a.example/1",
        "w, line 5: is no table from here on: field larger than field limit (131072)",
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_a_row_with_a_text_in_it_is_a_report(tmp_path: Path, name: str) -> None:
    found = read(tmp_path / name, SHEET.encode("utf-16"))
    assert isinstance(found, Report)
    assert (found.text, found.url, found.title) == (FERRY, "http://a.example/1", "Ferry")
    assert found.published == "2021-05-04T10:20:00+00:00"


def test_a_row_whose_date_is_none_is_told(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", f'text,date\n"{FERRY}",04/05/2021\n'.encode())
    assert isinstance(found, Failure)
    assert "line 2" in found.where
    assert "may be day or month first" in found.reason


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("http://a.example/1\nhttps://b.example/2\n", "addresses"),
        ("# the first\nhttp://a.example/1\n\nhttp://b.exa", "addresses"),
        ("http://a.example/1 says that a ferry sank.\n", "text"),
        ("See\nhttp://a.example/1\n", "text"),
        ("Text, he said, was sent.\nAnother line.\n", "text"),
        ('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0">', "feed"),
        ('<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        ('<?xml version="1.0"?>\n<?xml-stylesheet href="a"?>\n<rdf:RDF xmlns="x">', "feed"),
        ("<!-- a --><!-- b --><html><rss>", "html"),
        ("The <rss> element.", "text"),
        ("%PDF-1.7", "pdf"),
        ("WARC/1.1\r\n", "warc"),
        ("filedesc://a.arc 0.0.0.0 20210504 text/plain 10\n", "arc"),
    ],
)
def test_kinds(opening: str, kind: str) -> None:
    assert kind_of(opening.encode(), "") == kind


def test_a_page_that_opens_with_many_comments_is_told_at_once() -> None:
    assert kind_of(b"<!---->" * 9000 + b"x", ".txt") == "text"
    assert kind_of(b"<!--" * 16000, ".html") == "html"
    assert kind_of(b"a:" + b"\n a:" * 16000, ".txt") == "text"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode), st.sampled_from("epfd"))
def test_any_bytes_as_a_document_are_told_or_refused(data: bytes, kind: str) -> None:
    parsers = {"e": message, "p": pages, "f": feed, "d": document}
    opening = {"e": b"From: ", "p": b"%PDF-1.4\n", "f": b"<rss><channel>", "d": b"PK\x03\x04"}[kind]
    try:
        found = parsers[kind](opening + data)
    except InputError as fault:
        found = {"fault": str(fault)}
    assert found


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200) | st.text(alphabet='url,text\n"\t;\r\x00', max_size=80))
def test_any_text_as_a_table_is_rows_or_failures(text: str) -> None:
    for found in table(f"url,text\n{text}", "w"):
        assert found.where.startswith("w, line")


def test_a_feed_is_never_a_path(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<rss version='2.0'><channel><item><title>secret</title></item></channel></rss>")
    for body in (str(secret).encode(), secret.as_uri().encode()):
        with pytest.raises(InputError, match="no RSS or Atom feed"):
            feed(body)
    assert feed(io.BytesIO(secret.read_bytes()).read())["entries"][0]["title"] == "secret"
