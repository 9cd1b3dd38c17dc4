"""The gazetteer's file: what is packed comes back, and what is broken is said to be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.errors import ResourceError
from sitrep.gazetteer import gazetteer as module
from sitrep.gazetteer import open_gazetteer
from sitrep.gazetteer.gazetteer import open_file
from sitrep.gazetteer.layout import Posting, Row, Store, pack
from sitrep.gazetteer.names import drop_article, fold

_SHIPPED = Path(module.__file__).with_name("data") / "gazetteer.bin"


def _row(name: str) -> Row:
    return Row(7, 12.5, -3.25, 1000, name, "Nord", "", 1, 4)


@given(st.dictionaries(st.text(min_size=1, max_size=12), st.integers(0, 3), min_size=1, max_size=60))
def test_every_key_finds_its_places(names: dict[str, int]) -> None:
    rows = [_row(name) for name in ("Ayn", "Bir", "Çay", "")]
    keys = {
        name.encode("utf-8", "replace").decode(): [Posting(1, number), Posting(0, 3 - number)]
        for name, number in names.items()
    }
    store = Store(pack(rows, keys, {"countries": []}, {}))
    for key, postings in keys.items():
        assert store.postings(key) == postings
        assert store.postings(key + "\U0010ffff") == []
    assert [store.row(number) for number in range(store.row_count)] == rows


def test_the_same_rows_give_the_same_bytes() -> None:
    keys = {"bir": [Posting(0, 1)], "ayn": [Posting(0, 0)]}
    rows = [_row("Ayn"), _row("Bir")]
    assert pack(rows, keys, {"b": 1, "a": 2}, {}) == pack(
        rows, dict(reversed(keys.items())), {"a": 2, "b": 1}, {}
    )


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert drop_article(fold(name)) in fold(name)


def test_shipped_file_is_whole_and_small() -> None:
    counts = open_gazetteer().verify()
    assert counts["city"] > 230_000
    assert counts["country"] == 250
    assert counts["places"] == sum(counts.values()) - counts["places"]
    assert _SHIPPED.stat().st_size < 25_000_000


def test_one_gazetteer_a_process() -> None:
    assert open_gazetteer() is open_gazetteer()


def test_missing_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "places.json").write_text('{"size": 1, "crc32": 1, "sha256": ""}', encoding="utf-8")
    with pytest.raises(ResourceError, match=r"places\.bin: the gazetteer cannot be opened .*build_gazetteer"):
        open_file(tmp_path / "places.bin")
    with pytest.raises(ResourceError, match=r"other\.json: the gazetteer's manifest cannot be read"):
        open_file(tmp_path / "other.bin")


@pytest.mark.parametrize("spoil", [lambda data: data[:-100], lambda data: data[:-1] + b"\x00\x00"[:1]])
def test_file_of_other_content_is_refused(tmp_path: Path, spoil: object) -> None:
    data = _SHIPPED.read_bytes()
    assert callable(spoil)
    spoilt = spoil(data[:-1] + bytes([data[-1] ^ 1]))
    (tmp_path / "gazetteer.bin").write_bytes(spoilt)
    (tmp_path / "gazetteer.json").write_bytes(_SHIPPED.with_suffix(".json").read_bytes())
    with pytest.raises(ResourceError, match="of another content came"):
        open_file(tmp_path / "gazetteer.bin")


def test_digest_is_compared_by_verify(tmp_path: Path) -> None:
    (tmp_path / "gazetteer.bin").write_bytes(_SHIPPED.read_bytes())
    manifest = json.loads(_SHIPPED.with_suffix(".json").read_text(encoding="utf-8"))
    manifest["sha256"] = "0" * 64
    (tmp_path / "gazetteer.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ResourceError, match="a file of SHA-256 000000000000… was expected"):
        open_file(tmp_path / "gazetteer.bin").verify()
