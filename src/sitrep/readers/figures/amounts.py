"""An annotation comes in, and its numbers with their bounds, ranges and units go out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from sitrep.annotate import Annotation
from sitrep.codebook.quantities import Unit, quantities
from sitrep.readers.figures.exclusions import end_of_label, is_labelled, is_year, last_word, opens_label
from sitrep.readers.figures.numerals import Numeral, in_ascii_digits, numeral_at, opens_numeral
from sitrep.record.figure import Bound, Measure

__all__ = ["Amount", "Currencies", "amounts"]

_WINDOW = 48
_HYPHEN = re.compile(r"[-–][^\W_]")
_HYPHENED = re.compile(r"-[a-z]+$", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:(-{1,2}|–|—)|\s(to|or|and)\s)\s*", re.IGNORECASE)
_CURRENCY_ADJECTIVE = r"(?-i:\s+[A-Z][a-z]+|\s+US|\s+U\.S\.)?"
_BEFORE_DIGIT = re.compile(r"\D{1,6}[0-9]")  # the longest sign has five letters
# Currencies that no country's report means by their bare name unless it is its own.
_LOCAL = frozenset((None, "GBP", "TRY", "XOF", "KRW", "SEK"))
# Above this a number near "magnitude" is something else.
_STRONGEST = 11


class Amount(NamedTuple):
    """A number phrase ``[start, end)``, bound words and unit words included.

    ``low`` and ``high`` are in full units. ``measure`` is set where the unit tells it; otherwise
    it is a count, and ``only_measured`` says that it is none unless its clause tells a measure.
    """

    start: int
    end: int
    low: int | float | None
    high: int | float | None
    bound: Bound
    measure: Measure | None = None
    unit: str | None = None
    only_measured: bool = False
    year: bool = False


class Currencies(NamedTuple):
    """What money is likely counted in, ISO 4217: in the country told of, and in that of the publisher."""

    local: str | None = None
    home: str | None = None


def amounts(annotation: Annotation, currencies: Currencies) -> Iterator[Amount]:
    """The amounts of a report in text order, none overlapping another."""
    text, reach = in_ascii_digits(annotation.text), 0
    initials = _sign_initials()
    tokens = annotation.tokens
    for index, token in enumerate(tokens):
        if token.start < reach:
            continue
        is_sign = token.text[0] in initials and _BEFORE_DIGIT.match(text, token.start) is not None
        if not (is_sign or opens_numeral(tokens, index)):
            continue
        label = end_of_label(text, token.start)
        if label is not None:
            reach = label
            continue
        amount = _amount_at(text, token.start, reach, currencies)
        if amount is not None:
            reach = amount.end
            yield amount


def _amount_at(text: str, start: int, reach: int, currencies: Currencies) -> Amount | None:
    fraction = _fractions().match(text, start)
    if fraction is not None:
        share = quantities().fractions[" ".join(fraction[0].lower().split())]
        return _bounded(text, reach, Amount(start, fraction.end(), share, share, "exact", "share", "%"))
    sign = _signs().match(text, start)
    number = sign.end() if sign else start
    if number >= len(text) or (sign is None and not text[start].isalnum()):
        return None
    numeral = numeral_at(text, number, money=sign is not None)
    if numeral is None or is_labelled(text, start, numeral.end, numeral.low):
        return None
    amount = _measured(text, _ranged(text, start, numeral), sign[1] if sign else None, currencies)
    return None if _is_compound(text, amount) else _bounded(text, reach, amount)


def _is_compound(text: str, amount: Amount) -> bool:
    """Whether the number only opens an adjective ("two-storey", "a 90-day period")."""
    hyphened = _HYPHENED.search(text, amount.start, amount.end) if amount.measure == "duration" else None
    return bool(hyphened or (amount.measure is None and _HYPHEN.match(text, amount.end)))


def _ranged(text: str, start: int, numeral: Numeral) -> Amount:
    """The number, or the range that it opens ("60 to 70", "two or three", "$2-3 million")."""
    single = Amount(
        start,
        numeral.end,
        numeral.low,
        numeral.high,
        "exact" if numeral.high is not None else "at_least",
        only_measured=numeral.only_measured,
        year=is_year(text, numeral.start, numeral.end),
    )
    joint = _JOINT.match(text, numeral.end)
    if joint is None or numeral.high is None or joint.end() >= len(text):
        return single
    sign = _signs().match(text, joint.end())
    other = numeral_at(text, sign.end() if sign else joint.end(), money=start != numeral.start)
    if other is None or other.high is None or not _joins(text, start, joint, other):
        return single
    low = _share_multiplier(numeral, other)
    if low >= other.high or opens_label(text, other.end):
        return single
    return Amount(start, other.end, low, other.high, "between")


def _joins(text: str, start: int, joint: re.Match[str], other: Numeral) -> bool:
    word = (joint[2] or "").lower()
    before = text[max(0, start - _WINDOW) : start].rstrip().lower()
    if word == "and":
        return before.endswith("between")
    if word == "to":
        return not before.endswith((" from", "ratio of"))
    # A hyphen joins scores and votes too; those have no number noun behind them and fall away later.
    return word == "or" or text[other.start].isdigit()


def _share_multiplier(first: Numeral, second: Numeral) -> int | float:
    if first.scaled or not second.scaled or second.high is None or first.low >= 1000:
        return first.low
    factor = 10 ** (len(str(int(second.high))) - 1)
    scale = next((10**n for n in (12, 9, 6, 3, 2) if 10**n <= factor), 1)
    return first.low * scale


def _bounded(text: str, reach: int, amount: Amount) -> Amount:
    """The amount with the bound words before and after it, as far as they do not touch the last one."""
    for _ in range(2):
        if last_word(text, amount.start) not in _bound_ends():
            break
        before = _before().search(text, max(reach, amount.start - _WINDOW), amount.start)
        if before is None:
            break
        bound = quantities().bounds_before[" ".join(before[1].lower().split())]
        if bound == "between" and amount.bound != "between":
            break
        if amount.measure == "duration" and before[1].lower() == "over":
            # "Over two days" mostly says during them.
            break
        amount = _with_bound(amount._replace(start=before.start(1)), bound)
    after = _after().match(text, amount.end)
    if after is None or amount.bound != "exact":
        return amount
    bound = quantities().bounds_after[" ".join(after[1].lower().split())]
    return _with_bound(amount._replace(end=after.end()), bound)


def _with_bound(amount: Amount, bound: Bound) -> Amount:
    if amount.bound == "between" or bound == "between":
        return amount
    value = amount.low if amount.low is not None else amount.high
    if amount.bound == "at_least" and bound in ("about", "at_least", "more_than"):
        return amount
    if bound in ("at_least", "more_than"):
        return amount._replace(low=value, high=None, bound=bound)
    if bound in ("at_most", "less_than"):
        return amount._replace(low=None, high=value, bound=bound)
    return amount._replace(bound=bound if amount.bound == "exact" else amount.bound)


def _measured(text: str, amount: Amount, sign: str | None, currencies: Currencies) -> Amount:
    if sign is not None:
        unit = _sign_unit(text, sign, currencies)
        return _priced(text, amount._replace(measure="money", unit=unit, year=False))
    word = _currencies().match(text, amount.end)
    if word is not None:
        unit = _country_currency(word[1].lower(), word[0], text, currencies)
        return _priced(text, amount._replace(end=word.end(), measure="money", unit=unit, year=False))
    unit_word = _units().match(text, amount.end)
    if unit_word is not None:
        return _with_unit(amount, unit_word, quantities().units[" ".join(unit_word[1].lower().split())])
    return _on_scale(text, amount)


def _with_unit(amount: Amount, match: re.Match[str], unit: Unit) -> Amount:
    return amount._replace(
        end=match.end(1), measure=unit.measure, unit=unit.name, only_measured=False, year=False
    )


def _on_scale(text: str, amount: Amount) -> Amount:
    before = _magnitude_before().search(text, max(0, amount.start - _WINDOW), amount.start)
    after = _magnitude_after().match(text, amount.end)
    quake = isinstance(amount.high, float) and _quakes().match(text, amount.end)
    if amount.high is None or amount.high > _STRONGEST or not (before or after or quake):
        return amount
    return amount._replace(measure="magnitude", end=after.end() if after else amount.end)


def _sign_unit(text: str, sign: str, currencies: Currencies) -> str | None:
    name = quantities().currency_signs.get(sign) or quantities().currency_signs[sign.upper()]
    return _country_currency(name, "", text, currencies) if name.islower() else name


def _country_currency(word: str, phrase: str, text: str, currencies: Currencies) -> str | None:
    """The code of a currency word: by the adjective in ``phrase``, else by whose currency it may be.

    One that is most countries' own ("rupee") is that of the country told of, else of the one named
    first; one with a widest use ("dollar", "$") only leaves it for the publisher's own.
    """
    countries = quantities().currency_words[" ".join(word.split())]
    codes, widest = set(countries.values()), countries["else"]
    told = _first_named(countries, phrase.lower())
    if told is not None:
        return told
    likely = (currencies.local, currencies.home) if widest in _LOCAL else (currencies.home,)
    own = next((code for code in likely if code is not None and code in codes), None)
    return own or (_first_named(countries, text.lower()) if widest is None else None) or widest


def _first_named(countries: Mapping[str, str | None], passage: str) -> str | None:
    found = [(passage.find(country), code) for country, code in countries.items() if country in passage]
    return min(found, key=lambda row: row[0])[1] if found else None


def _priced(text: str, amount: Amount) -> Amount:
    match = _per().match(text, amount.end)
    if match is None:
        return amount
    unit = f"{amount.unit or ''}/{quantities().price_units[match[1].lower()]}"
    return amount._replace(end=match.end(), measure="price", unit=unit)


def _pattern(before: str, words: object, after: str) -> re.Pattern[str]:
    listed = sorted(map(str, words), key=len, reverse=True)  # type: ignore[call-overload]
    joined = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in listed)
    return re.compile(f"{before}({joined}){after}", re.IGNORECASE)


@cache
def _signs() -> re.Pattern[str]:
    listed = sorted(quantities().currency_signs, key=len, reverse=True)
    return re.compile("(" + "|".join(map(re.escape, listed)) + r")\s?(?=[0-9])")


@cache
def _sign_initials() -> frozenset[str]:
    return frozenset(sign[0] for sign in quantities().currency_signs)


@cache
def _fractions() -> re.Pattern[str]:
    return _pattern("", quantities().fractions, r"\b")


@cache
def _before() -> re.Pattern[str]:
    return _pattern(r"(?<![\w-])", quantities().bounds_before, r"\s+$")


@cache
def _bound_ends() -> frozenset[str]:
    """The last words of the phrases that bound the number behind them."""
    return frozenset(words.rpartition(" ")[2] for words in quantities().bounds_before)


@cache
def _after() -> re.Pattern[str]:
    return _pattern(r"[\s,]*", quantities().bounds_after, r"(?!\w)")


@cache
def _currencies() -> re.Pattern[str]:
    return _pattern(rf"{_CURRENCY_ADJECTIVE}[\s-]\s*", quantities().currency_words, r"\b(?!\s+of\b)")


@cache
def _units() -> re.Pattern[str]:
    return _pattern(r"(?:\s+|-)?", quantities().units, r"(?![\w-])")


@cache
def _per() -> re.Pattern[str]:
    return _pattern(r"\s*(?:/|\b(?:an?|per|each)\s)\s*", quantities().price_units, r"\b")


@cache
def _magnitude_before() -> re.Pattern[str]:
    return _pattern(r"\b", quantities().magnitudes_before, r"\s*(?:an?\s+|of\s+)?$")


@cache
def _magnitude_after() -> re.Pattern[str]:
    return _pattern(r"[\s-]*", quantities().magnitudes_after, r"\b")


@cache
def _quakes() -> re.Pattern[str]:
    return _pattern(r"\s+", quantities().quakes, r"\b")
