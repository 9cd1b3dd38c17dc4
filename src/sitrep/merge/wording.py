"""Names, statements and texts come in, and keys that are equal for equal wording go out."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

__all__ = ["body_digest", "body_words", "exact_digest", "is_pronoun", "name_key", "words_key"]

_WORDS = re.compile(r"\w+")
_ARTICLE = re.compile(r"^(?:the|an?) (?=\S)")
_POSSESSIVE = re.compile(r"['’]s?$")
# "BEIRUT, Aug 4 (Agency) -": copies differ in it as each desk puts its own.
_DATELINE = re.compile(r"\A[^\n.]{0,60}?(?:\([^)\n]{1,40}\)\s*)?\s[-–—]{1,2}\s")
# "(Reporting by ...; Editing by ...)" on the last line.
_CREDIT = re.compile(r"\n\s*\([^()\n]{1,200}\)\s*\Z")
_PRONOUNS = frozenset(
    "he she it they we i you him her them us me who whom which that this these those one "
    "himself herself itself themselves others another some many".split()
)
_FEWEST_WORDS = 8


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """``name`` without case, accents, punctuation, leading article and final possessive.

    >>> name_key("The Türkiye’s") == name_key("turkiye")
    True
    """
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", name.strip()))
    bare = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return _ARTICLE.sub("", words_key(bare))


def words_key(text: str) -> str:
    """The words of ``text`` in order, without case, white space and punctuation."""
    return " ".join(_WORDS.findall(unicodedata.normalize("NFKC", text).casefold()))


def is_pronoun(name: str) -> bool:
    """Whether ``name`` is a bare pronoun, which names nobody outside its own report."""
    return name.strip().casefold() in _PRONOUNS


def exact_digest(text: str) -> str:
    """A digest of ``text`` that white space and case do not change."""
    return _digest(" ".join(text.casefold().split()))


def body_digest(text: str) -> str | None:
    """A digest of the words of ``text`` without dateline and closing credit; None under eight words.

    So short a text is the same by chance ("No change overnight."), and no sign of a reprint.
    """
    words = body_words(text)
    return _digest(" ".join(words)) if len(words) >= _FEWEST_WORDS else None


def body_words(text: str) -> list[str]:
    """The words of ``text`` in order, without those of dateline and closing credit."""
    return words_key(_CREDIT.sub("", _DATELINE.sub("", text, count=1))).split()


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
