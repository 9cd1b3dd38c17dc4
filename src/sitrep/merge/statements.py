"""The statements of each report come in, and statements with all their appearances go out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sitrep.merge.told import Told, ToldStatement

__all__ = ["merge_statements"]

_FEWEST_WORDS = 3  # "we will" may be said on any day, and be another statement each time


def merge_statements(
    reports: Sequence[Told], reprints: Mapping[str, str], names: Mapping[str, str]
) -> list[tuple[ToldStatement, ...]]:
    """The statements of ``reports``, gathered where one speaker says the same in the same words.

    ``names`` gives the actor that a report's actor is across reports. A statement with no speaker,
    or of fewer than three words, is the same only in a reprint of its report.
    """
    gathered: dict[tuple[str, ...], list[ToldStatement]] = defaultdict(list)
    for report in reports:
        for told in report.statements:
            gathered[_key(told, reprints, names)].append(told)
    ordered = (tuple(sorted(group, key=lambda told: (told.order, told.id))) for group in gathered.values())
    return sorted(ordered, key=lambda group: (group[0].order, group[0].id))


def _key(told: ToldStatement, reprints: Mapping[str, str], names: Mapping[str, str]) -> tuple[str, ...]:
    speaker = told.speaker
    if not speaker or told.key.count(" ") + 1 < _FEWEST_WORDS:
        return (reprints.get(told.report, told.report), speaker.key if speaker else "", told.key)
    is_known = speaker.named and speaker.actor is not None
    return (names[speaker.actor] if is_known and speaker.actor else speaker.key, told.key)
