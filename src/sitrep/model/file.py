"""The model file that ships with the package comes in, checked, and a session that runs it goes out."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitrep.errors import ResourceError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["FORMAT", "MODEL_FILE", "Manifest", "open_session", "read_manifest", "read_model"]

FORMAT = 3
"""The number of the layout of inputs, outputs and metadata that this program reads."""
MODEL_FILE = Path(__file__).with_name("data") / "reader.onnx"
_GPU = "CUDAExecutionProvider"
_REMEDY = "install sitrep again (pip install --force-reinstall sitrep), or read with --reader rules"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the model file should be: its layout, its version, its size in bytes and its SHA-256."""

    format: int
    version: str
    size: int
    sha256: str


def read_manifest(path: Path = MODEL_FILE) -> Manifest:
    """The manifest beside the model file; :class:`ResourceError` where it cannot be read."""
    manifest = path.with_suffix(".json")
    try:
        found: dict[str, Any] = json.loads(manifest.read_text("utf-8"))
        return Manifest(**{key: found[key] for key in Manifest.__slots__})
    except (OSError, ValueError, KeyError) as fault:
        raise ResourceError(
            f"{manifest}: the model's manifest cannot be read ({fault!r}); {_REMEDY}"
        ) from None


def read_model(path: Path = MODEL_FILE) -> bytes:
    """The bytes of the model file.

    :class:`ResourceError` where it is missing, of another layout, cut short, or not the one that its
    manifest tells of.
    """
    manifest = read_manifest(path)
    if manifest.format != FORMAT:
        raise ResourceError(
            f"{path}: a model of layout {FORMAT} was expected, layout {manifest.format} came; {_REMEDY}"
        )
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise ResourceError(f"{path}: the model cannot be opened ({fault.strerror}); {_REMEDY}") from None
    if len(data) != manifest.size:
        raise ResourceError(
            f"{path}: a model of {manifest.size:,} bytes was expected, {len(data):,} bytes came; {_REMEDY}"
        )
    digest = hashlib.sha256(data).hexdigest()
    if digest != manifest.sha256:
        raise ResourceError(
            f"{path}: a model with SHA-256 {manifest.sha256[:12]} was expected, {digest[:12]} came; {_REMEDY}"
        )
    return data


def open_session(path: Path = MODEL_FILE) -> InferenceSession:
    """A session that runs the model on the cores there are, or where ``SITREP_DEVICE`` is ``gpu`` on a GPU.

    :class:`ResourceError` where no GPU can be used, or the model is broken.
    """
    data = read_model(path)
    from onnxruntime import InferenceSession, SessionOptions, get_available_providers

    providers = ["CPUExecutionProvider"]
    if os.environ.get("SITREP_DEVICE", "cpu") == "gpu":
        if _GPU not in get_available_providers():
            raise ResourceError("SITREP_DEVICE asks for a GPU, and there is none: pip install 'sitrep[gpu]'")
        providers.insert(0, _GPU)
    options = SessionOptions()
    options.log_severity_level = 3
    # Workers of a pool share the cores; alone, 0 takes them all.
    options.intra_op_num_threads = int(os.environ.get("SITREP_THREADS", "0"))
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if not _has_byte_products():
        # Sums of products would be cut short in 16 bits, and the model read otherwise than elsewhere.
        options.add_session_config_entry("session.x64quantprecision", "1")
    try:
        return InferenceSession(data, options, providers=providers)
    except Exception as fault:  # the runtime's own exceptions share no base that it exports
        raise ResourceError(f"{path}: the model cannot be loaded ({fault}); {_REMEDY}") from None


def _has_byte_products() -> bool:
    """Whether the processor is known to sum products of bytes in 32 bits at once (VNNI).

    Where that is not known, as outside Linux, the way that is right on every processor is taken; it is
    slower by half. Processors other than those of Intel's line do not cut, and are not asked to be exact.
    """
    try:
        return "vnni" in Path("/proc/cpuinfo").read_text("utf-8", errors="replace")
    except OSError:
        return False
