"""A document comes in, and Markdown, HTML or JSON of it goes out."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from sitrep.record.codec import encode
from sitrep.views.wording import day_in_words, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitrep.views.citations import Citation
    from sitrep.views.document import Document, Line, Section

__all__ = ["FORMATS", "to_html", "to_json", "to_markdown"]

_QUOTE = 240  # characters of a passage that a footnote shows


def to_markdown(document: Document) -> str:
    """A document as Markdown with footnotes."""
    lines = [f"# {document.title}", "", document.basis, ""]
    for section in document.sections:
        lines += [f"## {section.title}", "", *_markdown_lines(section)]
        if section.more:
            lines.append(f"- … and {section.more} more")
        lines.append("")
    lines += [f"[^{c.number}]: {_origin(c)}: “{shortened(c.quote, _QUOTE)}”" for c in document.citations]
    return "\n".join(lines) + "\n"


def _markdown_lines(section: Section) -> Iterator[str]:
    for day, lines in _by_day(section):
        if day is not None:
            yield f"- **{day}**"
        indent = "  " if day is not None else ""
        for line in lines:
            mark = f" `{line.id}`" if line.id else ""
            yield f"{indent}- {line.text}{mark} " + "".join(f"[^{note}]" for note in line.notes)


def _by_day(section: Section) -> Iterator[tuple[str | None, list[Line]]]:
    if not section.by_day:
        yield None, list(section.lines)
        return
    for day, lines in groupby(section.lines, key=lambda line: line.day):
        yield day_in_words(day), list(lines)


def _origin(citation: Citation) -> str:
    parts = (citation.publisher, citation.title, citation.published, f"{citation.start}–{citation.end}")
    origin = ", ".join(part for part in parts if part)
    return f"{origin}, {citation.url}" if citation.url else origin


def to_html(document: Document) -> str:
    """A document as one self-contained HTML page; all text of reports is escaped."""
    body = [f"<h1>{escape(document.title)}</h1>", f"<p>{escape(document.basis)}</p>"]
    for section in document.sections:
        body += [f"<h2>{escape(section.title)}</h2>", *_html_lines(section)]
        if section.more:
            body.append(f"<p>… and {section.more} more</p>")
    body.append("<h2>Footnotes</h2><ol>")
    body += [_html_note(citation) for citation in document.citations]
    body.append("</ol>")
    return _PAGE.format(title=escape(document.title), body="\n".join(body))


def _html_lines(section: Section) -> Iterator[str]:
    for day, lines in _by_day(section):
        if day is not None:
            yield f"<h3>{escape(day)}</h3>"
        yield "<ul>"
        for line in lines:
            notes = "".join(f'<sup><a href="#n{n}">{n}</a></sup>' for n in line.notes)
            mark = f" <code>{escape(line.id)}</code>" if line.id else ""
            yield f"<li>{_emphasised(escape(line.text))}{mark} {notes}</li>"
        yield "</ul>"


def _emphasised(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)


def _html_note(citation: Citation) -> str:
    origin = escape(_origin(citation))
    return f'<li id="n{citation.number}">{origin}: <q>{escape(shortened(citation.quote, _QUOTE))}</q></li>'


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }}
h1 {{ font-size: 1.6rem; }} h2 {{ font-size: 1.2rem; border-bottom: 1px solid #ccc; margin-top: 2rem; }}
h3 {{ font-size: 1rem; margin-bottom: .2rem; }} li {{ margin: .3rem 0; }}
code {{ font-size: .75rem; color: #777; white-space: nowrap; }}
ol {{ font-size: .85rem; color: #444; }} sup a {{ text-decoration: none; padding: 0 .1rem; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def to_json(document: Document) -> str:
    """A document as JSON: title, basis, sections of lines, citations."""
    return encode(document, indent=2) + "\n"


FORMATS: dict[str, Callable[[Document], str]] = {"md": to_markdown, "html": to_html, "json": to_json}
