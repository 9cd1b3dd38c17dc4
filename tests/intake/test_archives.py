"""Web archives, whole and broken: which pages come out, from where reading goes on, and what ends in time."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.made import arc, page, record, wacz, warc, zipped
from sitrep.intake import Failure, reports
from sitrep.intake.arc import arc_captures
from sitrep.intake.archives import Capture, warc_captures
from sitrep.intake.wacz import wacz_captures
from sitrep.record.report import Report

URLS = [f"http://harbour.example/{n}" for n in range(4)]
PAGES = [record(url) for url in URLS]


def urls(found: Iterable[Capture | Failure]) -> list[str | None]:
    return [item.url for item in found if isinstance(item, Capture)]


def faults(found: Iterable[Capture | Failure]) -> list[str]:
    return [item.reason for item in found if isinstance(item, Failure)]


def read(data: bytes, start: int = 0) -> list[Capture | Failure]:
    return list(warc_captures(io.BytesIO(data), "a.warc", start=start))


@pytest.mark.parametrize("packed", [False, True])
def test_pages_come_with_address_date_and_offset(packed: bool) -> None:
    found = read(warc(*PAGES, packed=packed))
    assert urls(found) == URLS
    first = found[0]
    assert isinstance(first, Capture)
    assert (first.offset, first.retrieved, first.charset) == (0, "2021-05-04T10:20:00+00:00", "utf-8")
    assert first.body == page(URLS[0])


@pytest.mark.parametrize("packed", [False, True])
def test_reading_goes_on_from_an_offset(packed: bool) -> None:
    data = warc(*PAGES, packed=packed)
    offsets = [item.offset for item in read(data) if isinstance(item, Capture)]
    for n, offset in enumerate(offsets):
        assert urls(read(data, start=offset)) == URLS[n:]


def test_what_is_no_page_is_passed_over() -> None:
    found = read(
        warc(
            record("http://a.example/warcinfo", kind="warcinfo"),
            record("http://a.example/request", kind="request"),
            record("http://a.example/revisit", kind="revisit"),
            record("http://a.example/gone", status="404 Not Found"),
            record("http://a.example/away", status="302 Found"),
            record("http://a.example/image", headers="Content-Type: image/png"),
            record("http://a.example/text", headers="Content-Type: text/plain; charset=utf-8"),
            record("http://a.example/none", headers="X-Nothing: 1"),
        )
    )
    assert urls(found) == ["http://a.example/text", "http://a.example/none"]
    assert faults(found) == []


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("cut", [1, 30, 200])
def test_of_an_archive_cut_short_the_whole_pages_are_read_and_the_rest_is_told(
    packed: bool, cut: int
) -> None:
    found = read(warc(*PAGES, packed=packed)[:-cut])
    assert urls(found)[:3] == URLS[:3]
    assert len(faults(found)) >= 1
    assert any("cut short" in reason or "breaks off" in reason for reason in faults(found))


def test_an_archive_that_breaks_off_in_a_head_is_told() -> None:
    whole = warc(*PAGES[:2])
    found = read(whole + warc(PAGES[2])[:8])
    assert urls(found) == URLS[:2]
    assert faults(found) == [
        f"breaks off after the record at byte {len(warc(PAGES[0]))}; what was whole until there is read"
    ]


def test_one_gzip_around_all_records_is_read_and_its_end_seen() -> None:
    data = gzip.compress(warc(*PAGES, packed=False))
    assert (urls(read(data)), faults(read(data))) == (URLS, [])
    assert faults(read(data[:-30])) != []


def test_a_broken_middle_is_told_with_its_place() -> None:
    data = warc(*PAGES[:2]) + b"nothing like it" + warc(*PAGES[2:])
    found = read(data)
    assert urls(found) == URLS[:2]
    assert faults(found)[0].startswith("cannot be read on after the record at byte ")


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Encoding: gzip", gzip.compress(page())),
        ("Content-Encoding: deflate", zlib.compress(page())),
        ("Content-Encoding: gzip", page()),
        ("Content-Encoding: br", page()),
        ("Transfer-Encoding: chunked", b"5;x=y\r\n" + page()[:5] + b"\r\nffff\r\n" + page()[5:]),
        ("Transfer-Encoding: chunked", page()),
    ],
)
def test_a_body_is_told_as_it_was_meant(headers: str, body: bytes) -> None:
    (found,) = read(warc(record(URLS[0], body, headers=f"Content-Type: text/html\r\n{headers}")))
    assert isinstance(found, Capture)
    assert found.body == page()


def test_a_page_that_the_crawler_cut_is_told() -> None:
    found = read(warc(record(URLS[0], extra="WARC-Truncated: length\r\n"), PAGES[1]))
    assert (urls(found), faults(found)) == (URLS[1:2], ["the captured page is cut short (length)"])


def test_bombs_are_capped_and_the_next_page_is_read() -> None:
    plain = record("http://a.example/plain", b"0" * 30_000_000)
    inner = record(
        "http://a.example/inner",
        gzip.compress(b"0" * 100_000_000),
        headers="Content-Type: text/html\r\nContent-Encoding: gzip",
    )
    found = read(warc(plain, inner, PAGES[0]))
    assert urls(found) == URLS[:1]
    assert faults(found) == ["is larger than 20 MB, the most that is read"] * 2


def test_names_from_an_archive_cannot_steer_a_terminal() -> None:
    (found,) = read(warc(record("http://a.example/\x1b[31m", extra="WARC-Truncated: time\r\n")))
    assert "\x1b" not in str(found)


@pytest.mark.parametrize("packed", [False, True])
def test_the_older_form_is_read_likewise(packed: bool) -> None:
    pages = [(url, page(url)) for url in URLS]
    data = arc(*pages, packed=packed)
    found = list(arc_captures(io.BytesIO(data), "a.arc"))
    assert urls(found) == URLS
    assert faults(found) == []
    second = found[1]
    assert isinstance(second, Capture)
    assert (second.retrieved, second.body) == ("2021-05-04T10:20:00+00:00", page(URLS[1]))
    assert urls(arc_captures(io.BytesIO(data), "a.arc", start=second.offset)) == URLS[1:]
    cut = list(arc_captures(io.BytesIO(data[:-40]), "a.arc"))
    assert urls(cut) == URLS[:3]
    assert faults(cut)[0].endswith("it breaks off")


def test_a_wacz_gives_the_pages_of_all_its_archives_and_goes_on_from_an_offset() -> None:
    data = wacz(
        **{
            "archive/a.warc.gz": warc(*PAGES[:2]),
            "pages/pages.jsonl": b"{}",
            "archive/../../b.warc": warc(*PAGES[2:], packed=False),
            "archive/c.wacz": wacz(),
        }
    )
    found = list(wacz_captures(io.BytesIO(data), "a.wacz"))
    assert urls(found) == URLS
    assert faults(found) == ["is a zip within a zip, which is not opened"]
    offsets = [item.offset for item in found if isinstance(item, Capture)]
    assert offsets == sorted(offsets)
    for n, offset in enumerate(offsets):
        assert urls(wacz_captures(io.BytesIO(data), "a.wacz", start=offset)) == URLS[n:]


def test_a_zip_bomb_is_refused() -> None:
    bomb = zipped({"archive/a.warc": b"0" * 50_000_000}, method=zipfile.ZIP_DEFLATED)
    assert faults(wacz_captures(io.BytesIO(bomb), "a.wacz")) == [
        "the zip says it holds more than 100 times its own size"
    ]


def test_a_zip_that_lies_about_sizes_is_read_no_further_than_it_says() -> None:
    data = bytearray(zipped({"archive/a.warc": warc(*PAGES, packed=False)}))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (100).to_bytes(4, "little")
    found = list(wacz_captures(io.BytesIO(bytes(data)), "a.wacz"))
    assert urls(found) == []
    assert len(faults(found)) >= 1


def test_a_wacz_without_archives_and_one_that_is_no_zip_are_told() -> None:
    assert faults(wacz_captures(io.BytesIO(wacz()), "a.wacz")) == ["the WACZ holds no web archive"]
    assert "cannot be opened" in faults(wacz_captures(io.BytesIO(b"PK\x03\x04"), "a.wacz"))[0]


def test_archives_of_all_forms_become_reports(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(
        warc(*PAGES[:2], record("http://a.example/robots.txt", b"User-agent: *"))
    )
    (tmp_path / "b.arc.gz").write_bytes(arc((URLS[2], page("Third"))))
    (tmp_path / "c.wacz").write_bytes(wacz(**{"archive/a.warc.gz": warc(PAGES[3])}))
    found = list(reports([tmp_path]))
    assert [report.url for report in found if isinstance(report, Report)] == URLS
    assert {report.retrieved for report in found if isinstance(report, Report)} == {
        "2021-05-04T10:20:00+00:00"
    }
    assert len(found) == 4


def test_a_page_in_an_archive_does_not_speak_for_another_site() -> None:
    head = '<link rel="canonical" href="https://{}/ferry"><meta property="og:url" content="https://{}/ferry">'
    for host, told in (("www.harbour.example", True), ("wire.example", False)):
        body = page(head=head.format(host, host))
        data = io.BytesIO(warc(record("http://harbour.example/1", body)))
        data.name = "a.warc"
        (capture,) = warc_captures(data, "a.warc")
        assert isinstance(capture, Capture)
        (report,) = _reports(capture)
        assert (report.url == f"https://{host}/ferry") is told


def _reports(capture: Capture) -> list[Report]:
    from sitrep.intake.draft import Defaults
    from sitrep.intake.reading import _of_captures

    return [item for item in _of_captures([capture], Defaults()) if isinstance(item, Report)]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_bytes_are_captures_or_failures(data: st.DataObject) -> None:
    whole = bytearray(warc(*PAGES[:2], packed=data.draw(st.booleans())))
    for _ in range(data.draw(st.integers(0, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    broken = bytes(whole[data.draw(st.integers(0, 20)) :]) + data.draw(st.binary(max_size=20))
    for captures in (warc_captures, arc_captures, wacz_captures):
        for found in captures(io.BytesIO(broken), "a"):
            assert isinstance(found, Capture) or "\n" not in str(found)
