"""Paragraphs and footnotes as XML come in, and the files of a Word document's package go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from sitrep.export.cells import printable

__all__ = ["bookmarked", "field", "package", "paragraph", "reference", "run"]

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    f' xmlns:r="{_OFFICE}"'
)  # fmt: skip
_PARTS = {
    "document": ("officeDocument", f"{_WORD}.document.main+xml"),
    "styles": ("styles", f"{_WORD}.styles+xml"),
    "numbering": ("numbering", f"{_WORD}.numbering+xml"),
    "settings": ("settings", f"{_WORD}.settings+xml"),
    "footnotes": ("footnotes", f"{_WORD}.footnotes+xml"),
}


def run(text: str, *, style: str | None = None, is_bold: bool = False) -> str:
    """A stretch of text, in a style of characters or bold; what XML cannot hold is shown as U+FFFD."""
    marks = (f'<w:rStyle w:val="{style}"/>' if style else "") + ("<w:b/>" if is_bold else "")
    marks = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{marks}<w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>'


def reference(number: int) -> str:
    """The mark of the footnote ``number`` in the text."""
    style = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
    return f'<w:r>{style}<w:footnoteReference w:id="{number}"/></w:r>'


def paragraph(runs: str, *, style: str) -> str:
    """A paragraph of ``runs`` in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def bookmarked(xml: str, number: int, name: str) -> str:
    """``xml`` with a bookmark around it, for fields to refer to."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{xml}<w:bookmarkEnd w:id="{number}"/>'


def field(instruction: str, shown: str) -> str:
    """A field that a word processor works out anew; until then ``shown``, a run."""
    return f"<w:fldSimple w:instr={quoteattr(f' {instruction} ')}>{shown}</w:fldSimple>"


def package(
    title: str, body: Sequence[str], footnotes: Sequence[str], links: Mapping[str, str]
) -> dict[str, str]:
    """The files of a document by name, in the order to pack them.

    ``footnotes`` are runs, numbered from 1; ``links`` the addresses by the id that footnotes name them by.
    """
    word = {name: (kind, f"{name}.xml") for name, (kind, _) in _PARTS.items() if name != "document"}
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            {"rId1": ("officeDocument", "word/document.xml"), "rId2": ("core", "docProps/core.xml")}
        ),
        "docProps/core.xml": _core(title),
        "word/document.xml": _document(body),
        "word/_rels/document.xml.rels": _relations(
            {f"rId{n}": part for n, part in enumerate(word.values(), 1)}
        ),
        "word/footnotes.xml": _footnotes(footnotes),
        "word/_rels/footnotes.xml.rels": _relations(
            {name: ("hyperlink", address) for name, address in links.items()}
        ),
        "word/styles.xml": _HEAD + _STYLES.format(spaces=_SPACES),
        "word/numbering.xml": _HEAD + _NUMBERING.format(spaces=_SPACES),
        "word/settings.xml": _HEAD + _SETTINGS.format(spaces=_SPACES),
    }


def _document(body: Sequence[str]) -> str:
    return f"{_HEAD}<w:document {_SPACES}><w:body>{''.join(body)}{_SECTION}</w:body></w:document>"


def _content_types() -> str:
    parts = [(f"/word/{name}.xml", kind) for name, (_, kind) in _PARTS.items()]
    parts.append(("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"))
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
    rels = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{rels}{xml}{overrides}</Types>'


def _relations(found: Mapping[str, tuple[str, str]]) -> str:
    """A file of relations: for each id what it is, and the file or address it leads to."""
    rows = "".join(_relation(name, *one) for name, one in found.items())
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _relation(name: str, kind: str, target: str) -> str:
    types = f"{_PACKAGE}/relationships/metadata/core-properties" if kind == "core" else f"{_OFFICE}/{kind}"
    mode = ' TargetMode="External"' if kind == "hyperlink" else ""
    return f'<Relationship Id="{name}" Type="{types}" Target={quoteattr(target)}{mode}/>'


def _core(title: str) -> str:
    """The properties of the document; with no time in them, so that the same state gives the same bytes."""
    spaces = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    cells = f"<dc:title>{escape(printable(title))}</dc:title><dc:creator>sitrep</dc:creator>"
    return f"{_HEAD}<cp:coreProperties {spaces}>{cells}</cp:coreProperties>"


def _footnotes(footnotes: Sequence[str]) -> str:
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    notes = [
        f'<w:footnote w:id="{number}">{paragraph(mark + run(" ") + runs, style="FootnoteText")}</w:footnote>'
        for number, runs in enumerate(footnotes, 1)
    ]
    return f"{_HEAD}<w:footnotes {_SPACES}>{_SEPARATORS}{''.join(notes)}</w:footnotes>"


_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)
_SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567"'
    ' w:gutter="0"/></w:sectPr>'
)
_SETTINGS = (
    '<w:settings {spaces}><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    "</w:settings>"
)
_NUMBERING = (
    '<w:numbering {spaces}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="260"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def _style(kind: str, name: str, shown: str, *, paragraphs: str = "", letters: str = "") -> str:
    base = '<w:basedOn w:val="Normal"/>' if kind == "paragraph" and name != "Normal" else ""
    following = '<w:next w:val="Normal"/>' if name.startswith("Heading") else ""
    default = ' w:default="1"' if name == "Normal" else ""
    cells = f"<w:pPr>{paragraphs}</w:pPr>" if paragraphs else ""
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{name}"><w:name w:val="{shown}"/>{base}{following}'
        f"<w:qFormat/>{cells}<w:rPr>{letters}</w:rPr></w:style>"
    )


def _heading(level: int, half_points: int, before: int) -> str:
    spacing = f'<w:spacing w:before="{before}" w:after="60"/>'
    return _style(
        "paragraph",
        f"Heading{level}",
        f"heading {level}",
        paragraphs=f'<w:keepNext/>{spacing}<w:outlineLvl w:val="{level - 1}"/>',
        letters=f'<w:b/><w:color w:val="1F3A5F"/><w:sz w:val="{half_points}"/>',
    )


_STYLES = (
    "<w:styles {spaces}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/><w:sz w:val="21"/>'
    '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + _style("paragraph", "Normal", "Normal", paragraphs='<w:spacing w:after="80"/>')
    + _style(
        "paragraph",
        "Title",
        "Title",
        paragraphs='<w:spacing w:after="120"/>',
        letters='<w:b/><w:color w:val="1F3A5F"/><w:sz w:val="40"/>',
    )
    + _heading(1, 28, 320)
    + _heading(2, 22, 160)
    + _style(
        "paragraph",
        "ListBullet",
        "List Bullet",
        paragraphs='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:spacing w:after="60"/>',
    )
    + _style(
        "paragraph",
        "FootnoteText",
        "footnote text",
        paragraphs='<w:spacing w:after="20"/>',
        letters='<w:sz w:val="17"/>',
    )
    + _style(
        "character", "FootnoteReference", "footnote reference", letters='<w:vertAlign w:val="superscript"/>'
    )
    + _style("character", "Hyperlink", "Hyperlink", letters='<w:color w:val="1F5FAF"/><w:u w:val="single"/>')
    + _style("character", "Identifier", "Identifier", letters='<w:color w:val="8A8A8A"/><w:sz w:val="15"/>')
    + "</w:styles>"
)
