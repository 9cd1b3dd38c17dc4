"""The process that takes documents apart: it lives on, is stopped in time, and its end costs one document."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from intake.made import FERRY, docx, page
from sitrep.errors import InputError
from sitrep.intake import from_html
from sitrep.intake.apart import Apart
from sitrep.intake.html import draft_of_html

UNTOLD: dict[str, str | None] = {"url": None}


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    found = Apart()
    yield found
    found.close()


def pid(apart: Apart) -> int:
    assert apart._process is not None
    return apart._process.pid


def test_one_process_serves_many_documents(apart: Apart) -> None:
    assert apart.ask("html", page(), 20.0, UNTOLD)["text"] == FERRY
    first = pid(apart)
    assert apart.ask("docx", docx(FERRY), 20.0, {})["text"] == FERRY
    with pytest.raises(InputError, match="is a Word document that cannot be read"):
        apart.ask("docx", b"", 20.0, {})
    assert pid(apart) == first


def test_a_document_that_takes_too_long_costs_no_other(apart: Apart) -> None:
    slow = '<script type="application/ld+json">' + '"author": {"@type": ' * 9000 + "</script>"
    begun = time.monotonic()
    with pytest.raises(InputError, match=r"could not be taken apart within 0\.5 s"):
        apart.ask("html", page(head=slow), 0.5, UNTOLD)
    assert apart.ask("html", page(), 20.0, UNTOLD)["text"] == FERRY
    assert time.monotonic() - begun < 15


def test_a_process_that_dies_is_started_anew(apart: Apart) -> None:
    apart.ask("html", page(), 20.0, UNTOLD)
    os.kill(pid(apart), signal.SIGKILL)
    time.sleep(0.2)
    assert apart.ask("html", page(), 20.0, UNTOLD)["text"] == FERRY


def test_an_interrupt_of_the_terminal_does_not_reach_it(apart: Apart) -> None:
    apart.ask("html", page(), 20.0, UNTOLD)
    os.kill(pid(apart), signal.SIGINT)
    first = pid(apart)
    assert apart.ask("html", page(), 20.0, UNTOLD)["text"] == FERRY
    assert pid(apart) == first


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_memory_ends_at_the_limit() -> None:
    code = "from sitrep.intake.worker import _limit; _limit(); print(len(bytearray({} << 20)))"
    for size, status in ((100, 0), (2100, 1)):
        ended = subprocess.run([sys.executable, "-c", code.format(size)], capture_output=True, text=True)
        assert ended.returncode == status
        assert status == 0 or "MemoryError" in ended.stderr


def test_threads_share_it(apart: Apart) -> None:
    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda n: apart.ask("html", page(f"T{n}"), 20.0, UNTOLD)["title"], range(8)))
    assert texts == [f"T{n}" for n in range(8)]


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("<b>x" * 100_000, "no article|within 2 s"),
        ("<div>" * 200_000, "no article|within 2 s"),
        ("".join(f"<a href='/{n}'>link</a>" for n in range(300_000)), "within 2 s|no article"),
    ],
    ids=["100,000 unclosed tags", "200,000 nested parts", "300,000 links"],
)
def test_a_page_made_to_be_slow_ends_in_one_line(body: str, outcome: str) -> None:
    begun = time.monotonic()
    with pytest.raises(InputError, match=outcome) as fault:
        draft_of_html(f"<html><body>{body}".encode(), timeout_s=2.0)
    assert time.monotonic() - begun < 10
    assert "\n" not in str(fault.value)


def test_a_title_of_100_000_characters_does_no_harm() -> None:
    begun = time.monotonic()
    report = from_html(page("ferry " * 17_000))
    assert report.text.endswith(FERRY)
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("charset", ["idna", "punycode", "undefined", "unicode_escape", "hex", "klingon"])
def test_a_character_set_that_no_page_is_in_is_refused(charset: str) -> None:
    with pytest.raises(InputError, match=f"character set {charset}, which is not known"):
        from_html(page().replace(b"utf-8", charset.encode()))
