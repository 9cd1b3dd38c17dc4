"""Archives, documents and feeds made for tests: whole, cut, and blown up."""

from __future__ import annotations

import gzip
import io
import zipfile

from intake.web import FERRY, page

__all__ = ["FERRY", "arc", "docx", "eml", "page", "pdf", "record", "rss", "wacz", "warc"]


def record(
    url: str,
    body: bytes | None = None,
    *,
    status: str = "200 OK",
    headers: str = "Content-Type: text/html; charset=utf-8",
    kind: str = "response",
    extra: str = "",
) -> bytes:
    http = f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + (page(url) if body is None else body)
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-05-04T10:20:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype={kind}\r\n{extra}"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def warc(*records: bytes, packed: bool = True) -> bytes:
    return b"".join(gzip.compress(one) if packed else one for one in records)


def arc(*pages: tuple[str, bytes], packed: bool = True) -> bytes:
    opening = b"1 0 Example\nURL IP-address Archive-date Content-type Archive-length\n"
    pieces = [b"filedesc://a.arc 0.0.0.0 20210504102000 text/plain %d\n" % len(opening) + opening + b"\n"]
    for url, body in pages:
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
        head = f"{url} 93.184.215.14 20210504102000 text/html {len(http)}\n".encode()
        pieces.append(head + http + b"\n")
    return b"".join(gzip.compress(piece) if packed else piece for piece in pieces)


def zipped(members: dict[str, bytes], *, method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


def wacz(**members: bytes) -> bytes:
    return zipped({"datapackage.json": b"{}", **members})


def docx(*paragraphs: str, title: str = "Ferry sinks") -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
    )
    document = f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>'
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": document.encode(),
            "docProps/core.xml": core.encode(),
        }
    )


def pdf(*lines: str) -> bytes:
    """A PDF of one page a line, with its table of objects."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(lines)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(lines)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, line in enumerate(lines):
        shown = f"BT /F1 12 Tf 40 700 Td ({line}) Tj ET".encode() if line else b""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (5 + 2 * n)
        )
        objects.append(b"<< /Length %d >>\nstream\n" % len(shown) + shown + b"\nendstream")
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, found in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + found + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def eml(text: str = FERRY, *, kind: str = "plain", headers: str = "") -> bytes:
    return (
        "Received: from a.example by b.example\r\nFrom: Harbour Post <news@harbour.example>\r\n"
        "Subject: =?utf-8?q?Ferry_sinks_near_Caf=C3=A9?=\r\nDate: Tue, 04 May 2021 10:00:00 +0100\r\n"
        f'{headers}MIME-Version: 1.0\r\nContent-Type: text/{kind}; charset="utf-8"\r\n\r\n{text}\r\n'
    ).encode()


def rss(*links: str, title: str = "Harbour Post", extra: str = "") -> bytes:
    items = "".join(
        f"<item><title>Item {n}</title><link>{link}</link><author>Ada</author>"
        f"<pubDate>Tue, 04 May 2021 10:00:0{n % 10} GMT</pubDate></item>"
        for n, link in enumerate(links)
    )
    return (
        f'<?xml version="1.0"?><!-- made --><rss version="2.0"><channel><title>{title}</title>'
        f"{extra}{items}</channel></rss>"
    ).encode()
