"""Words around a name that put something by the place."""

from __future__ import annotations

import re

import pytest

from sitrep.readers.place_relations import is_beside


def _marked(text: str) -> tuple[str, int, int]:
    """A text without its brackets, and where what they mark begins and ends."""
    before, name, behind = re.split(r"[\[\]]", text)
    return before + name + behind, len(before), len(before) + len(name)


@pytest.mark.parametrize(
    "text",
    [
        "a mass grave 20 km north of [Mosul]",
        "shots were fired near the village of [Tal Abyad]",
        "machine-gunned between [Homs] and Hama",
        "machine-gunned between Homs and [Hama]",
        "on the road from [Kabul] to Jalalabad",
        "on the road from Kabul to [Jalalabad]",
        "a bomb on the [Kabul]-Kandahar highway",
        "a bomb on the Kabul-[Kandahar] highway",
        "two hours from [Goma]",
        "near the border with [Chad]",
        "marched towards [Kyiv]",
    ],
)
def test_by_the_place(text: str) -> None:
    assert is_beside(*_marked(text))


@pytest.mark.parametrize(
    "text",
    [
        "a bus was hit in [Homs]",
        "killed in the north of [Mali]",
        "flights from [Goma] were stopped",
        "schools between the river and the hills of [Sicily]",
        "talks between the sides in [Doha]",
    ],
)
def test_in_the_place(text: str) -> None:
    assert not is_beside(*_marked(text))
