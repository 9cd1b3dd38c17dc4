"""The name of a task comes in, and the task goes out; each is a file of this folder with a ``TASK``."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sitrep.errors import InputError
from sitrep.evaluate.task import Task

__all__ = ["TASKS", "load_task"]

TASKS = {
    "attribution": "who said what: cue, speaker, content",
    "times": "time expressions and their values",
    "places": "place names and where they are",
    "entities": "names and other mentions by type",
    "coreference": "mentions that mean the same",
    "roles": "predicates, their senses and arguments",
    "factuality": "whether what a word tells of happened",
    "events": "the main event of a sentence: type, parties, codes",
    "incidents": "violent incidents of a report: types and victims",
    "figures": "numbers of killed and injured",
    "actors": "countries and sectors of phrases that name an actor",
    "merging": "which reports, or mentions, tell of the same event",
}


def load_task(name: str) -> Task[Any, Any]:
    """The task called ``name``; :class:`InputError` where there is none."""
    if name not in TASKS:
        raise InputError(f"a task was expected ({', '.join(TASKS)}), {name!r} came")
    task = import_module(f"sitrep.evaluate.tasks.{name}").TASK
    assert isinstance(task, Task)
    return task
