"""A model file that is not what it should be is named, with what to do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sitrep.errors import ResourceError
from sitrep.model import file
from sitrep.model.file import MODEL_FILE, open_session, read_model
from sitrep.model.layers import SpanLayer
from sitrep.model.reader_model import ReaderModel, open_model


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the shipped file and its manifest."""
    for path in (MODEL_FILE, MODEL_FILE.with_suffix(".json")):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path / MODEL_FILE.name


def change(path: Path, **values: object) -> None:
    manifest = path.with_suffix(".json")
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | values))


def test_a_gpu_that_is_asked_for_and_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITREP_DEVICE", "gpu")
    monkeypatch.setattr("onnxruntime.get_available_providers", lambda: ["CPUExecutionProvider"])
    with pytest.raises(ResourceError, match=r"no.*sitrep\[gpu\]"):
        open_session()


def test_the_exact_way_is_asked_for_where_the_processor_may_cut_sums_short(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(file, "_has_byte_products", lambda: False)
    text = "Police arrested nine students in Lagos on Monday."
    sentence = [(0, len(text))]
    exact = ReaderModel(open_session(), "exact").read(text, sentence, [], ("times",))["times"]
    plain = open_model().read(text, sentence, [], ("times",))["times"]
    assert isinstance(exact, SpanLayer)
    assert isinstance(plain, SpanLayer)
    assert [row[:3] for row in exact] == [row[:3] for row in plain] != []


def test_the_shipped_file_is_whole_and_small(copied: Path) -> None:
    assert len(read_model(copied)) <= 30_000_000


def test_a_missing_file_is_named(copied: Path) -> None:
    copied.unlink()
    with pytest.raises(
        ResourceError, match=r"reader\.onnx: the model cannot be opened.*install sitrep again"
    ):
        read_model(copied)


def test_a_missing_manifest_is_named(copied: Path) -> None:
    copied.with_suffix(".json").unlink()
    with pytest.raises(ResourceError, match=r"reader\.json: the model's manifest cannot be read"):
        read_model(copied)


def test_a_file_cut_short_is_told_by_its_size(copied: Path) -> None:
    copied.write_bytes(copied.read_bytes()[:1000])
    with pytest.raises(ResourceError, match="bytes was expected, 1,000 bytes came"):
        read_model(copied)


def test_a_file_with_one_byte_changed_is_told_by_its_digest(copied: Path) -> None:
    data = bytearray(copied.read_bytes())
    data[1_000_000] ^= 1
    copied.write_bytes(data)
    with pytest.raises(ResourceError, match="SHA-256"):
        read_model(copied)


def test_a_file_of_another_layout_is_refused(copied: Path) -> None:
    change(copied, format=99)
    with pytest.raises(ResourceError, match="layout 3 was expected, layout 99 came"):
        read_model(copied)
