"""A task, a corpus file and a reader come in, and scores with intervals, and what was scored, go out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any, Literal, get_args

from sitrep.annotate import annotate
from sitrep.errors import InputError, ResourceError
from sitrep.evaluate.corpora import Form, recognise
from sitrep.evaluate.gold import Document
from sitrep.evaluate.members import Member, digest_of, members
from sitrep.evaluate.splits import Split, select_split, use_of
from sitrep.evaluate.statistics import Tally, estimate
from sitrep.evaluate.task import Task
from sitrep.evaluate.tasks import TASKS, load_task
from sitrep.model.reader_model import ReaderModel, open_model
from sitrep.readers import READERS
from sitrep.record import SCHEMA, Reader, Record, Report

__all__ = [
    "LAYERS",
    "Evaluation",
    "Layer",
    "Prediction",
    "Read",
    "evaluate",
    "load_documents",
    "load_reader",
    "nest",
    "score",
]

Layer = Literal["record", "heads"]
"""The whole reader's record, or what the heads of the model found by themselves."""
LAYERS: tuple[Layer, ...] = get_args(Layer)


Read = Callable[[Report], Record]
UNREAD = Reader("", "", "")
Watch = Callable[[Sequence[Document[Any]]], Iterable[Document[Any]]]


@dataclass(frozen=True, slots=True)
class Prediction:
    """One document as it was scored: what the annotators found and what the reader found."""

    document: str
    gold: Any
    predicted: Any


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores of one file: figures and their 95 % intervals under dotted names, and what was scored."""

    task: str
    file: str
    digest: str
    n: int
    reader: Reader
    figures: dict[str, float | None]
    ci: dict[str, list[float | None]]
    predictions: tuple[Prediction, ...]
    failed: tuple[str, ...] = ()

    def to_row(self) -> dict[str, Any]:
        """The envelope that ``sitrep evaluate`` prints: names with a dot become nested keys."""
        return {
            "task": self.task,
            "file": self.file,
            "digest": self.digest,
            "n": self.n,
            "reader": self.reader,
            "figures": nest(self.figures),
            "ci": nest(self.ci),
        }


def evaluate(
    task: str,
    path: Path,
    *,
    read: Read,
    split: Split = "all",
    layer: Layer = "record",
    sample: int | None = None,
    model: ReaderModel | None = None,
    watch: Watch = iter,
) -> Evaluation:
    """Read every document of ``split`` of the corpus at ``path`` with ``read``, and score it.

    ``layer`` "heads" scores the heads of ``model`` (the one that ships, if None) by themselves, and reads
    nothing with ``read``.
    ``sample`` takes so many documents, evenly spaced. ``watch`` is handed the documents before
    they are read, and may show how far it is. A document at which the reader fails is listed in
    ``failed`` and scored as one in which nothing was found. Raises :class:`InputError` where the
    file is of no known form, or of one that ``task`` does not score, or nothing is left to score,
    and lets a :class:`ResourceError` of the reader pass: without its resources no report is read.
    """
    job = load_task(task)
    look = partial(_read, job, read) if layer == "record" else _looking(task, job, model)
    documents = _spaced(load_documents(task, path, split=split), sample)
    if not documents:
        raise InputError(f"{path}: no document of it is in the split {split!r} of task {task}")
    predictions, tallies, failed, reader = [], [], [], UNREAD
    for document in watch(documents):
        found, stamp, fault = look(document.report)
        predictions.append(Prediction(document.name, document.gold, found))
        tallies.append(job.tally(document.gold, found))
        if fault is None:
            reader = stamp
        else:
            failed.append(f"{path}: {document.name}: {fault}")
    figures, ci = score(job, tallies, [document.corpus for document in documents])
    return Evaluation(
        task=task,
        file=str(path),
        digest=digest_of(path),
        n=len(documents),
        reader=reader,
        figures=figures,
        ci=ci,
        predictions=tuple(predictions),
        failed=tuple(failed),
    )


def load_documents(task: str, path: Path, *, split: Split = "all") -> list[Document[Any]]:
    """The documents of one split with the gold of ``task``, in the order of the file."""
    job = load_task(task)
    form, parts = _recognised(path)
    if form.name not in job.gold:
        fitting = ", ".join(name for name in TASKS if form.name in load_task(name).gold) or "no task"
        raise InputError(f"{path}: task {task} does not score {form.name}; what does: {fitting}")
    gold = job.gold[form.name]
    documents = [document for member in parts for document in gold(member)]
    whole = [document for document in documents if document.report.text.strip()]
    return select_split(whole, split, use=use_of(path), rule=form.dev)


def score(
    task: Task[Any, Any], tallies: Sequence[Tally], corpora: Sequence[str]
) -> tuple[dict[str, float | None], dict[str, list[float | None]]]:
    """Figures and intervals over all tallies and, where there are several corpora, under each one's name."""
    figures: dict[str, float | None] = {}
    ci: dict[str, list[float | None]] = {}
    names = sorted(set(corpora))
    for corpus in ["", *(names if len(names) > 1 else [])]:
        chosen = [t for t, name in zip(tallies, corpora, strict=True) if corpus in ("", name)]
        for key, (value, interval) in estimate(chosen, task.figures).items():
            name = f"{corpus}.{key}" if corpus else key
            figures[name], ci[name] = value, interval
    return figures, ci


def nest(flat: dict[str, Any]) -> dict[str, Any]:
    """``flat`` with each dotted name as a path of nested keys.

    >>> nest({"cue.exact": 0.5, "relation": 0.25})
    {'cue': {'exact': 0.5}, 'relation': 0.25}
    """
    nested: dict[str, Any] = {}
    for name, value in flat.items():
        *outer, last = name.split(".")
        inner = nested
        for key in outer:
            inner = inner.setdefault(key, {})
        inner[last] = value
    return nested


def load_reader(name: str) -> Read:
    """The reader called ``name``; :class:`InputError` where there is none."""
    if name not in READERS:
        raise InputError(f"a reader was expected ({', '.join(READERS)}), {name!r} came")
    from sitrep.readers.reader import read_report

    return partial(read_report, reader=name)


def _read(job: Task[Any, Any], read: Read, report: Report) -> tuple[Any, Reader, str | None]:
    """What a task asks of the record of ``report``, who read it, and what went wrong, if anything."""
    try:
        record = read(report)
    except ResourceError:
        raise
    except Exception as fault:  # a fault of the reader costs one document, not a corpus; it is reported
        empty = Record(SCHEMA, UNREAD, report)
        return job.predicted(empty), UNREAD, f"{type(fault).__name__}: {fault}"
    return job.predicted(record), record.reader, None


def _looking(
    task: str, job: Task[Any, Any], model: ReaderModel | None
) -> Callable[[Report], tuple[Any, Reader, None]]:
    """What asks the heads of the model; :class:`InputError` where none finds what the task is about."""
    sight = job.sight
    if sight is None:
        told = ", ".join(name for name in TASKS if load_task(name).sight is not None)
        raise InputError(f"no head of the model finds what task {task} is about; those that do: {told}")
    asked = model or open_model()
    stamp = Reader(version("sitrep"), f"heads of reader {asked.version}", "")

    def look(report: Report) -> tuple[Any, Reader, None]:
        return sight.predicted(annotate(report, heads=sight.heads, model=asked)), stamp, None

    return look


def _spaced(documents: list[Document[Any]], sample: int | None) -> list[Document[Any]]:
    if sample is None or sample >= len(documents):
        return documents
    return [documents[index * len(documents) // sample] for index in range(sample)]


def _recognised(path: Path) -> tuple[Form, Iterator[Member]]:
    """The form of the first member that has one, and all members of that form or kind of file."""
    parts = members(path)
    for first in parts:
        form = recognise(first)
        if form is not None:
            kind = PurePosixPath(first.name).suffix
            alike = (m for m in parts if PurePosixPath(m.name).suffix == kind or form.recognises(m))
            return form, chain([first], alike)
    raise InputError(f"{path}: no gold corpus of a known form was found in it")
