"""The shipped list of publishers comes in, and the country that each is at home in goes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from sitrep.errors import ResourceError

__all__ = ["Publishers", "plain_name", "publishers"]

SHIPPED = Path(__file__).with_name("data") / "publishers.yaml"


@dataclass(frozen=True, slots=True)
class Publishers:
    """Homes of publishers by plain name, as ISO 3166 alpha-3, and the names of those at home nowhere."""

    homes: Mapping[str, str]
    worldwide: frozenset[str]


def plain_name(name: str) -> str:
    """A publisher's name as the list has it: lower case, single blanks, no leading article."""
    return " ".join(name.lower().split()).removeprefix("the ")


@cache
def publishers() -> Publishers:
    """The list that ships with sitrep; :class:`ResourceError` where its file is not whole."""
    try:
        data = yaml.load(
            SHIPPED.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        )
        homes = {plain_name(name): iso3 for iso3, names in data["publishers"].items() for name in names}
        return Publishers(MappingProxyType(homes), frozenset(map(plain_name, data["worldwide"])))
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise ResourceError(f"{SHIPPED}: expected publishers by country, but {error!r}") from error
