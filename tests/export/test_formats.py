"""Tables, workbook, document and archive, each opened by a program that is not ours."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from export.hostile import TITLES, hostile
from ledger.crisis import crisis
from sitrep.export import export, exporter
from sitrep.export.tables import TABLES, pieces
from sitrep.ledger import Ledger
from sitrep.ledger.written import DAYS, FLAGS, LISTS, NUMBERS
from sitrep.views.live_page import link_to

FORMATS = ("csv", "parquet", "xlsx", "docx", "bundle")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(tmp_path_factory.mktemp("out") / "hostile.ledger", create=True) as opened:
        opened.add(hostile())
        yield opened


@pytest.fixture(scope="module")
def written(ledger: Ledger) -> dict[str, dict[str, Any]]:
    return {name: dict(exporter(name).export(ledger)) for name in FORMATS}


def csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_same_state_gives_the_same_bytes_a_second_later(
    ledger: Ledger, written: dict[str, dict[str, Any]]
) -> None:
    time.sleep(2.1)  # two seconds are what a clock in a ZIP archive tells apart
    assert {name: exporter(name).export(ledger) for name in FORMATS} == written


# -- tables --------------------------------------------------------------------------------------


def test_tables_hold_the_whole_state_and_can_be_asked_for_alone(ledger: Ledger) -> None:
    whole: dict[str, list[object]] = {}
    for table, rows in pieces(ledger):
        whole.setdefault(table.name, []).extend(rows)
    state = ledger.state()
    assert [row[0] for row in whole["events"]] == [event.id for event in state.events]  # type: ignore[index]
    assert len(whole["versions"]) == sum(len(series.versions) for series in state.series)
    assert [name for name, _ in ((t.name, r) for t, r in pieces(ledger, ["items"]))] == ["items"]


def test_the_kinds_of_columns_are_those_by_which_cells_are_read_back() -> None:
    kinds = {
        kind: {c.name for table in TABLES.values() for c in table.columns if c.kind == kind}
        for kind in ("date", "flag", "list", "number", "integer")
    }
    assert kinds["date"] == DAYS
    assert kinds["flag"] == FLAGS
    assert kinds["list"] - {"series"} == LISTS
    assert kinds["number"] | kinds["integer"] == NUMBERS


def test_columns_that_were_there_keep_their_places(ledger: Ledger) -> None:
    head = str(export(ledger, "csv", table="events")).splitlines()[0]
    assert head == (
        "id,type,mode,actors,recipients,place,country,lat,lon,earliest,latest,reality,reports,independent,"
        "disputed,status,series,quote,report,published,publisher,url,link,as_exported"
    )


@pytest.mark.parametrize(
    ("url", "words", "link"),
    [
        ("https://a.example/", "a-b, c&d", "https://a.example/#:~:text=a%2Db%2C%20c%26d"),
        ("https://a.example/#top", "x", "https://a.example/#top:~:text=x"),
        ("https://a.example/#:~:text=old", "new", "https://a.example/#:~:text=new"),
        (
            "https://a.example/",
            "1 2 3 4 5 6\n\n7 8 9",
            "https://a.example/#:~:text=1%202%203%204%205,7%208%209",
        ),
        ("https://a.example/", "é", "https://a.example/#:~:text=%C3%A9"),
        ("https://a.example/", " ", "https://a.example/"),
        ("javascript:alert(1)", "x", None),
        (None, "x", None),
    ],
)
def test_a_link_opens_the_page_at_the_words(url: str | None, words: str, link: str | None) -> None:
    assert link_to(url, words) == link


def test_a_link_to_long_words_holds_both_ends() -> None:
    words = " ".join(f"w{n}" for n in range(100))
    assert link_to("http://a.example/", words) == (
        "http://a.example/#:~:text=w0%20w1%20w2%20w3%20w4,w95%20w96%20w97%20w98%20w99"
    )


def test_a_number_is_linked_to_its_sentence(ledger: Ledger) -> None:
    rows = csv_rows(str(export(ledger, "csv", table="versions")))
    linked = [row for row in rows if row["link"]]
    assert linked
    assert all("text=" not in row["link"] or len(row["link"].partition("text=")[2]) > 20 for row in linked)


# -- Parquet --------------------------------------------------------------------------------------


def test_parquet_is_typed_and_holds_what_csv_holds(written: dict[str, dict[str, Any]]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for name, data in written["parquet"].items():
        table = parquet.read_table(io.BytesIO(data))
        rows = csv_rows(written["csv"][name.replace("parquet", "csv")])
        assert table.num_rows == len(rows)
        assert table.column_names == list(rows[0])[:-1]
        first = table.column_names[0]
        assert [row[first] for row in rows] == table[first].to_pylist()
    events = parquet.read_table(io.BytesIO(written["parquet"]["events.parquet"]))
    kinds = {name: str(events.schema.field(name).type) for name in events.column_names}
    assert kinds["actors"] == "list<element: string>"
    assert (kinds["lat"], kinds["disputed"], kinds["independent"]) == ("double", "bool", "int64")
    assert (kinds["earliest"], kinds["id"]) == ("string", "string")
    titles = parquet.read_table(io.BytesIO(written["parquet"]["reports.parquet"]))["title"].to_pylist()
    assert set(TITLES) <= set(titles)


def test_pandas_reads_parquet(written: dict[str, dict[str, Any]]) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = pandas.read_parquet(io.BytesIO(written["parquet"]["series.parquet"]))
    assert frame["low"].sum() > 0


def test_a_table_alone_is_a_file(ledger: Ledger, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    export(ledger, "parquet", table="events", path=tmp_path / "events.parquet")
    assert parquet.read_table(tmp_path / "events.parquet").num_rows == len(ledger.state().events)


# -- Excel ----------------------------------------------------------------------------------------


def test_a_workbook_has_a_sheet_a_table_and_runs_nothing(written: dict[str, dict[str, Any]]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(written["xlsx"]["ledger.xlsx"]))
    assert book.sheetnames == list(TABLES)
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "B2"
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        assert sheet.max_row == len(csv_rows(written["csv"][f"{sheet.title}.csv"])) + 1
    titles = [row[1].value for row in book["reports"].iter_rows(min_row=2)]
    assert TITLES[0] in titles
    assert TITLES[2] in titles
    assert "nul \ufffd bell \ufffd escape \ufffd feed \ufffd" in titles


def test_a_text_too_long_for_a_cell_is_cut_and_shows_it(written: dict[str, dict[str, Any]]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(written["xlsx"]["ledger.xlsx"]), read_only=True)
    (cut,) = (row[1] for row in book["reports"].values if row[1] and len(row[1]) > 1000)
    assert len(cut) == 32_767
    assert cut.endswith(" […cut]")


# -- Word -----------------------------------------------------------------------------------------


def test_a_document_has_real_footnotes_with_outlet_title_and_date(written: dict[str, dict[str, Any]]) -> None:
    archive = zipfile.ZipFile(io.BytesIO(written["docx"]["ledger.docx"]))
    assert archive.testzip() is None
    notes = etree.fromstring(archive.read("word/footnotes.xml"))
    body = etree.fromstring(archive.read("word/document.xml"))
    ids = [note.get(f"{WORD}id") for note in notes.iter(f"{WORD}footnote") if not note.get(f"{WORD}type")]
    referred = [mark.get(f"{WORD}id") for mark in body.iter(f"{WORD}footnoteReference")]
    assert ids == referred == [str(n) for n in range(1, len(ids) + 1)]
    words = ["".join(note.itertext()) for note in notes.iter(f"{WORD}footnote")]
    assert any("Harbour Gazette, Blast shakes the port, 4 Aug 2020." in text for text in words)
    linked = {link.get(f"{{{notes.nsmap['r']}}}id") for link in notes.iter(f"{WORD}hyperlink")}
    rels = etree.fromstring(archive.read("word/_rels/footnotes.xml.rels"))
    targets = {rel.get("Id"): rel.get("Target") for rel in rels}
    assert linked == targets.keys()
    assert all(re.fullmatch(r"https?://[\x21-\x7e]+", target) for target in targets.values())


def test_python_docx_reads_the_document(written: dict[str, dict[str, Any]]) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document(io.BytesIO(written["docx"]["ledger.docx"]))
    styles = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    assert styles[0] == ("Title", "Situation report")
    assert ("Heading 1", "Timeline") in styles
    assert ("Heading 2", "4 Aug 2020") in styles
    assert any(name == "List Bullet" for name, _ in styles)
    assert any(run.bold for paragraph in document.paragraphs for run in paragraph.runs)
    assert "**" not in "".join(text for _, text in styles)


def test_a_passage_cited_again_refers_to_its_footnote(written: dict[str, dict[str, Any]]) -> None:
    archive = zipfile.ZipFile(io.BytesIO(written["docx"]["ledger.docx"]))
    body = etree.fromstring(archive.read("word/document.xml"))
    marked = {mark.get(f"{WORD}name") for mark in body.iter(f"{WORD}bookmarkStart")}
    fields = [(one.get(f"{WORD}instr") or "").split()[1] for one in body.iter(f"{WORD}fldSimple")]
    assert fields
    assert set(fields) <= marked


def test_an_empty_ledger_makes_files_that_open(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "empty.ledger", create=True) as ledger:
        files = {name: exporter(name).export(ledger) for name in FORMATS}
    for name in ("docx", "xlsx", "bundle"):
        (content,) = files[name].values()
        assert isinstance(content, bytes)
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


# -- archive --------------------------------------------------------------------------------------


def test_an_archive_proves_its_files_and_every_quote_is_in_its_text(
    written: dict[str, dict[str, Any]],
) -> None:
    archive = zipfile.ZipFile(io.BytesIO(written["bundle"]["ledger.zip"]))
    names = archive.namelist()
    assert names == ["MANIFEST", *sorted(set(names) - {"MANIFEST"})]
    sums = dict(line.split("  ")[::-1] for line in archive.read("MANIFEST").decode().splitlines())
    assert sums == {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names[1:]}
    assert {f"tables/{name}.csv" for name in TABLES} | {"quotes.csv", "README.txt"} <= set(names)
    rows = csv_rows(archive.read("quotes.csv").decode())
    assert {row["kind"] for row in rows} == {"event", "figure", "statement", "actor", "place"}
    for row in rows:
        text = archive.read(f"texts/{row['report']}.txt").decode()
        found = text[int(row["start"]) : int(row["end"])]
        assert found == (row["quote"][1:] if row["quote"].startswith("'") else row["quote"])


def test_the_rows_of_quotes_are_rows_of_the_tables(written: dict[str, dict[str, Any]]) -> None:
    archive = zipfile.ZipFile(io.BytesIO(written["bundle"]["ledger.zip"]))
    known = {row["id"] for name in ("events", "series", "statements", "actors") for row in
             csv_rows(archive.read(f"tables/{name}.csv").decode())}  # fmt: skip
    rows = csv_rows(archive.read("quotes.csv").decode())
    told = [row for row in rows if row["kind"] in ("event", "statement", "actor")]
    assert told
    assert {row["row"] for row in told} <= known


def test_what_was_erased_is_in_no_file(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.ledger", create=True) as ledger:
        ledger.add(crisis())
        (gone,) = (row for row in ledger.state().reports if row.title == "-Ferry")
        ledger.erase(gone.id)
        for name in FORMATS:
            for content in exporter(name).export(ledger).values():
                data = content.encode() if isinstance(content, str) else content
                if data.startswith(b"PK"):
                    archive = zipfile.ZipFile(io.BytesIO(data))
                    data = b"".join(archive.read(one) for one in archive.namelist())
                assert b"ferry capsized" not in data
