"""A text comes in, and the offsets of its words, numbers and marks go out.

Words are cut as Universal Dependencies does: a clitic is a token of its own ("Lebanon", "'s";
"do", "n't"; "can", "not"), and so are currency and per cent signs and a unit written on to its
number ("$", "1.5", "m"). Words joined by hyphens, addresses, times of day, dates in figures and
abbreviations with their stops stay whole.
"""

from __future__ import annotations

import re

from sitrep.annotate.abbreviations import ABBREVIATIONS, BEFORE_NUMBER

__all__ = ["token_offsets"]

# Letters and digits with the marks that may stand on or inside them: combining accents, soft
# hyphens, joiners.


def _longest_first(words: frozenset[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_W = r"[^\W_\u0300-\u036f\u00ad\u200b-\u200d\u2060]"
_INNER = r"(?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060])"
_CLITIC = r"['’ʼ](?:s|m|d|ll|re|ve)\b"
_UNITS = "m|bn|tn|mn|k|km|cm|mm|kg|lbs?|mph|kph|am|pm|ft|mi|ha|hrs?|mins?|tons|million|billion|C|F"
_NUMBER = r"\d++(?:[.,:]\d++){0,8}+"

_TOKEN = re.compile(
    rf"""
      (?![Cc]annot\b)[A-Za-z]++(?![\w'’ʼ.@&:\-‐‑\u0300-\u036f\u00ad\u200b-\u200d\u2060])    # most words
    | (?:https?://|ftp://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]'’]                        # addresses
    | [\w.+-]{{1,64}}+@[\w-]{{1,63}}+(?:\.[\w-]{{1,63}}+){{1,5}}
    | [@\#](?=[^\W\d])\w+
    | (?:{_W}{{1,63}}[.-]){{1,5}}(?:com|org|net|gov|edu|info)(?:\.[a-z][a-z])?(?!\w)
    | (?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?(?:[-‐‑]{_W}+)*  # U.S., a.m., U.N.-led
    | [A-Z]\.[A-Z](?!\w)                                                                # U.S
    | [Tt]hen(?=[-‐‑][A-Z])                                                              # then-New Zealand
    | \b(?:Ph\.D|M\.Sc|B\.Sc|{_longest_first(ABBREVIATIONS)})\.
    | \b(?:{_longest_first(BEFORE_NUMBER)})\.(?=\s?\d)
    | (?<![\w.])[A-Z]\.(?=\s?[A-Z])                                                    # an initial
    | [^\W\d_]+?(?=n['’]t\b) | n['’]t\b | [Cc]an(?=not\b) | (?<=\w){_CLITIC}
    | \d{{4}}-\d\d(?:-\d\d)?(?![\w-]) | \d+(?:/\d+){{1,2}}(?![\w/])                    # 2021-05-04, 9/11
    | \d++(?:,\d{{3}})*(?:st|nd|rd|th|s)\b(?:[-‐‑]{_W}+)*                               # 4th, 1990s
    | {_NUMBER}(?=(?:{_UNITS})\b)                                                      # 1.5m, 5km
    | (?:{_NUMBER}|(?<![\w.])\.\d++)(?:[-‐‑](?!\d){_W}++)*+(?!\w)                      # 1,200.5, 36-year-old
    | {_W}{_INNER}*(?:['’ʼ](?!(?:s|m|d|ll|re|ve|t)\b){_W}{_INNER}*|[-‐‑&]{_W}{_INNER}*)*
    | \.{{2,}} | -{{2,}} | [!?]{{2,}} | `` | '' | ([*=_\#~])\1+
    | \S
    """,
    re.VERBOSE,
)


def token_offsets(text: str) -> list[tuple[int, int]]:
    """``(start, end)`` of every token of ``text``, in order; white space belongs to none.

    Tokens do not overlap, hold no white space, and together hold every other character.

    >>> [text[a:b] for text in ["Lebanon's U.N. envoy didn't pay $1.5m."] for a, b in token_offsets(text)]
    ['Lebanon', "'s", 'U.N.', 'envoy', 'did', "n't", 'pay', '$', '1.5', 'm', '.']
    """
    return [match.span() for match in _TOKEN.finditer(text)]
