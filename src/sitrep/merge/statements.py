"""Two statements of different reports come in, and whether they are one and the same goes out."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from sitrep.merge.judgement import Judgement, Verdict
from sitrep.merge.told import ToldStatement, Who

__all__ = ["judge_statements", "statement_keys", "wording"]

_FEWEST_WORDS = 3  # "we will" may be said on any day, and be another statement each time
_FEWEST_IN_PART = 5  # words that a quotation has to have before another may be held to quote more of it
_WORDS = 4
_CHOSEN = 4  # one run of words in so many is a key: of a shared passage of ten words one nearly always is
_SAME = 0.8
_UNSURE = 0.5


def statement_keys(told: ToldStatement) -> Iterator[str]:
    """Keys, one of which two statements share if much of their wording is the same."""
    words = told.key.split()
    if told.speaker is None or len(words) < _FEWEST_WORDS:
        return
    yield f"whole {told.key}"
    for run in {" ".join(words[n : n + _WORDS]) for n in range(len(words) - _WORDS + 1)}:
        if blake2b(run.encode(), digest_size=2).digest()[0] % _CHOSEN == 0:
            yield f"part {run}"


def judge_statements(a: ToldStatement, b: ToldStatement) -> Judgement | None:
    """Whether ``a`` and ``b`` are one statement: one speaker, in the same words or in part of them.

    None where nothing speaks for it. A statement without a speaker, or of fewer than three words, is the
    same as another only in a reprint of its report, which is not judged here.
    """
    if a.speaker is None or b.speaker is None or not _is_one_speaker(a.speaker, b.speaker):
        return None
    if min(len(a.key.split()), len(b.key.split())) < _FEWEST_WORDS:
        return None
    if _numbers(a.key) != _numbers(b.key):
        return None  # "the toll had risen to 163", and later to 171, are two statements
    share = wording(a.key, b.key)
    if share < _UNSURE or (a.report == b.report and a.key != b.key):
        return None
    words = "same words" if a.key == b.key else f"{share:.0%} of the shorter one's words in the same order"
    verdict: Verdict = "same" if share >= _SAME else "unsure"
    evidence = (f"same speaker: {a.speaker.name}", words)
    return Judgement(a.id, b.id, verdict, evidence, share)


def wording(a: str, b: str) -> float:
    """The share of the shorter one's runs of three words that the other has too; 1 for equal wording."""
    if a == b:
        return 1.0
    ours, theirs = _runs(a), _runs(b)
    shorter = min(len(ours), len(theirs))
    return len(ours & theirs) / shorter if shorter > _FEWEST_IN_PART - _FEWEST_WORDS else 0.0


def _numbers(key: str) -> set[str]:
    return {word for word in key.split() if word[0].isdigit()}


def _runs(key: str) -> set[str]:
    words = key.split()
    return {" ".join(words[n : n + 3]) for n in range(len(words) - 2)}


def _is_one_speaker(a: Who, b: Who) -> bool:
    """One name, or a surname beside the full name; a speaker only described is the same by its words."""
    if a.country and b.country and a.country != b.country:
        return False
    if a.key == b.key:
        return True
    if not (a.named and b.named):
        return False
    ours, theirs = set(a.key.split()), set(b.key.split())
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)
