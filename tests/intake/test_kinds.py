"""What a file holds, told by how it begins."""

from __future__ import annotations

import pytest

from sitrep.intake.kinds import kind_of

ROW = '{"text": "A ferry sank."}'


@pytest.mark.parametrize(
    ("opening", "suffix", "kind"),
    [
        ("A ferry sank.", ".txt", "text"),
        ("---\ntitle: Ferry\n---\nA ferry sank.", "", "text"),
        ("[A ferry](https://f.example) sank.", ".md", "text"),
        ("{sic} A ferry sank.", "", "text"),
        ("if a < b then", ".html", "text"),
        ("<!DOCTYPE html><html>", ".txt", "html"),
        ("<!-- saved --> <HTML lang='en'>", "", "html"),
        ('<?xml version="1.0"?>\n<html xmlns="x">', "", "html"),
        ("<p>A ferry sank.</p>", ".htm", "html"),
        ("<p>A ferry sank.</p>", ".md", "text"),
        (f"{ROW}\n{ROW}", ".txt", "lines"),
        (f"[{ROW}]", ".jsonl", "lines"),
        (f"[\n{ROW}\n]", ".jsonl", "json"),
        ('{\n "text": "A ferry sank."\n}', "", "json"),
        ("not JSON at all", ".jsonl", "lines"),
        ("not JSON at all", ".json", "json"),
        ("", ".txt", "text"),
    ],
)
def test_kind(opening: str, suffix: str, kind: str) -> None:
    assert kind_of(opening.encode(), suffix) == kind
    assert kind_of(f"\ufeff\n {opening}".encode(), suffix) == kind
    assert kind_of(opening.encode("utf-16"), suffix) == kind


def test_a_first_look_may_end_inside_a_character() -> None:
    assert kind_of("<html><p>é".encode()[:-1], "") == "html"
