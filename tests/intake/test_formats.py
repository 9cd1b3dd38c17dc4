"""One report in each format: what is body, what is metadata, and what is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.errors import InputError
from sitrep.intake import from_html, from_jsonl, from_markdown, from_text
from sitrep.intake.html import draft_of_html
from sitrep.intake.text import canonical

FERRY = (
    "A ferry capsized near Lagos on Monday, killing 34 passengers, the port authority said. "
    "Nine people were missing."
)
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>Ferry sinks near Lagos - Harbour Post</title>
<meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2021-05-04T10:20:00+01:00">
<link rel="canonical" href="https://harbour.example/ferry"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Ferry sinks near Lagos</h1><p>{FERRY}</p>
<p>Divers were still searching the lagoon after dusk, and the café by the pier took in survivors.</p>
</article>
<footer>Copyright 2019 Harbour Post</footer></body></html>"""


def test_plain_text_is_body_from_first_to_last_word() -> None:
    report = from_text(f"\n\nFerry sinks\r\n\r\n{FERRY}\r\n\n")
    assert report.text == f"Ferry sinks\n\n{FERRY}"
    assert (report.title, report.published, report.published_from) == (None, None, None)
    assert report.language == "en"


def test_a_given_date_comes_before_a_dateline_and_says_so() -> None:
    text = f"LAGOS, May 4, 2021 - {FERRY}"
    assert from_text(text).published == "2021-05-04"
    report = from_text(text, published="5 May 2021", publisher=" Harbour  Post ")
    assert (report.published, report.published_from) == ("2021-05-05", "option")
    assert report.publisher == "Harbour Post"


def test_the_same_report_has_the_same_id_and_another_text_another() -> None:
    assert from_text(FERRY).id == from_text(f"{FERRY}\n").id
    assert from_text(FERRY).id != from_text(f"{FERRY} No.").id
    assert from_text(FERRY).id != from_text(FERRY, publisher="Harbour Post").id


def test_front_matter_is_metadata_and_keeps_its_words() -> None:
    report = from_markdown(
        "---\ntitle: No\npublished: 2021-05-04\npublisher: 12\nlicence: [a, b]\nurl: null\nlanguage: en\n"
        f"---\n\n{FERRY}",
        published="2020-01-01",
        url="https://harbour.example/f",
    )
    assert (report.title, report.publisher, report.language) == ("No", "12", "en")
    assert (report.published, report.published_from) == ("2021-05-04", "front matter")
    assert (report.url, report.text) == ("https://harbour.example/f", FERRY)


def test_a_rule_is_not_front_matter() -> None:
    report = from_markdown(f"---\n{FERRY}\n---\nMore follows.")
    assert report.text.startswith("---")
    assert from_markdown(f"{FERRY}\n\n---\ntitle: x\n---\n").title is None


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("---\ntitle: Blast: ten dead\n---\nText.", "front matter, line 2: mapping values"),
        ("---\ntitle: a\nurl: [b\n---\nText.", "front matter, line"),
        ("---\ntitle: a\n\nText without an end.", "never closed"),
        ("---\ntitle: [a, b]\n---\nText.", "title holds a list"),
        ("---\npublished: 2021-02-30\n---\nText.", "published: 2021-02-30 is not a date"),
    ],
)
def test_broken_front_matter_is_refused(head: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        from_markdown(head)


def test_a_page_gives_article_title_site_and_date() -> None:
    report = from_html(PAGE.encode())
    assert report.text.startswith(FERRY)
    assert report.text.count("\n\n") == 1
    assert "Home" not in report.text
    assert (report.title, report.publisher) == ("Ferry sinks near Lagos", "Harbour Post")
    assert (report.published, report.published_from) == ("2021-05-04", "metadata")
    assert report.url == "https://harbour.example/ferry"


def test_a_page_is_decoded_as_it_declares() -> None:
    report = from_html(PAGE.replace("utf-8", "iso-8859-1").encode("latin-1"))
    assert "the café by the pier" in report.text
    with pytest.raises(InputError, match="does not decode as utf-8"):
        from_html(PAGE.encode("latin-1"))
    with pytest.raises(InputError, match="character set klingon"):
        from_html(PAGE.replace("utf-8", "klingon").encode())
    with pytest.raises(InputError, match=r"byte \d+ .* does not decode"):
        from_html(PAGE.replace('<meta charset="utf-8">', "").encode("latin-1"))


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav></body>",
    ],
)
def test_a_page_without_an_article_is_refused(page: str) -> None:
    with pytest.raises(InputError, match="no article"):
        from_html(page.encode())


def test_a_page_made_to_be_slow_is_stopped() -> None:
    attributes = " ".join(f"a{n}=1" for n in range(120_000))
    with pytest.raises(InputError, match=r"within 0\.5 s"):
        draft_of_html(f"<html><body><p {attributes}>{FERRY}</p>".encode(), timeout_s=0.5)


def test_a_large_page_is_read_apart_from_the_program() -> None:
    report = from_html(PAGE.replace("<footer>", f"<!--{'x' * 500_000}--><footer>").encode())
    assert report.text.startswith(FERRY)


def test_json_lines_understand_both_names_of_each_key() -> None:
    lines = [
        {"id": 1, "date": "2021-05-04", "event_text": FERRY, "source": "Harbour Post", "title": "Ferry"},
        {"text": FERRY, "published": "5 May 2021", "publisher": "Wire", "url": "https://w.example"},
    ]
    first, second = from_jsonl("\n\n".join(map(json.dumps, lines)))
    assert (first.published, first.published_from, first.publisher) == (
        "2021-05-04",
        "metadata",
        "Harbour Post",
    )
    assert (second.published, second.publisher, second.url) == ("2021-05-05", "Wire", "https://w.example")
    assert first.text == second.text == FERRY


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "a', "line 2: is not JSON"),
        ('{"title": "a"}', "line 2: the object has no text"),
        ('{"text": ["a"]}', "line 2: text is a list"),
        ('"a"', "line 2: an object .* was expected, not a text"),
        ('{"text": "a", "date": "2021-02-30"}', "line 2: published: 2021-02-30 is not a date"),
        ("[" * 100_000, "line 2: is not JSON"),
    ],
)
def test_a_line_that_is_no_report_is_named(line: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        from_jsonl(f'{{"text": "{FERRY}"}}\n{line}')


@pytest.mark.parametrize(("text", "reason"), [(" \n", "is empty"), ("12 345 !", "no letters")])
def test_a_text_of_nothing_is_refused(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        from_text(text)


def test_a_text_over_20_mb_is_refused() -> None:
    with pytest.raises(InputError, match="at most 20 MB"):
        from_text("é" * 10_000_001)


def test_a_surrogate_that_no_file_can_hold_is_replaced() -> None:
    (report,) = from_jsonl('{"text": "The \\ud800 bridge", "title": "a\\udfff"}')
    assert (report.text, report.title) == ("The \ufffd bridge", "a\ufffd")


@given(st.text())
def test_canonical_text_stays_as_it_is(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once
    assert "\r" not in once
    assert once.encode("utf-8").decode("utf-8") == once


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_inner_characters_are_not_altered(text: str) -> None:
    assert canonical(f"a{text}z") == f"a{text}z"
