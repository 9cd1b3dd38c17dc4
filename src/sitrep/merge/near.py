"""The texts of reports come in, and which share so much wording that they may be one text goes out.

MinHash over word 5-grams in 20 bands of 6 rows finds the candidates (half of those that share three
fifths of their 5-grams, nearly all that share three quarters); the 5-grams themselves decide.
"""

from __future__ import annotations

from rensa import RMinHash

from sitrep.merge.wording import body_words

__all__ = ["MINHASH", "near_keys", "similarity"]

_WORDS = 5
_BANDS, _ROWS = 20, 6
_SEED = 42
_FEWEST = 25  # of so few 5-grams a single sentence more or less changes too much to call it an edit

#: What the keys hang on beside the text; keys of another one are of no use.
MINHASH = f"rensa {RMinHash.ALGORITHM_VERSION} {_BANDS}x{_ROWS}"


def near_keys(text: str) -> tuple[str, ...]:
    """A key for each band: two texts that share one may be near copies. None for a short text."""
    grams = _grams(text)
    if len(grams) < _FEWEST:
        return ()
    sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    sketch.update(sorted(grams))
    rows = sketch.digest()
    return tuple(f"{n} {rows[n * _ROWS : (n + 1) * _ROWS]}" for n in range(_BANDS))


def similarity(a: str, b: str) -> float:
    """The share of their word 5-grams that two texts have in common (Jaccard), 0 to 1."""
    ours, theirs = _grams(a), _grams(b)
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0


def _grams(text: str) -> set[str]:
    words = body_words(text)
    return {" ".join(words[n : n + _WORDS]) for n in range(len(words) - _WORDS + 1)}
