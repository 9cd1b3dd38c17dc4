"""Gold corpora come in, and the reader's scores on them go out, one JSON object a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitrep.errors import InputError
from sitrep.evaluate.evaluation import LAYERS
from sitrep.evaluate.tasks import TASKS
from sitrep.readers import READERS

if TYPE_CHECKING:
    from sitrep.evaluate.evaluation import Evaluation, Layer, Read
    from sitrep.evaluate.gold import Document
    from sitrep.evaluate.splits import Split
    from sitrep.readers import ReaderName

__all__ = ["command"]


HELP = f"""Score the reader on gold corpora.

TASK is one of {", ".join(TASKS)}. Each FILE is a corpus in its published form, as an archive, a
folder or JSON lines; its form is told by its content. Prints one JSON object a file, with 95 %
intervals from resampled documents.
"""


@click.command(help=HELP)
@click.argument("task", type=click.Choice(list(TASKS)), metavar="TASK")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--split", type=click.Choice(["dev", "train", "all"]), default="all", show_default=True)
@click.option("--reader", type=click.Choice(READERS), default="model", show_default=True)
@click.option(
    "--layer",
    type=click.Choice(LAYERS),
    default="record",
    show_default=True,
    help="Score the reader's records, or the heads of the model alone.",
)
@click.option(
    "--predictions",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what was scored to this file as JSON lines: file, document, gold, predicted.",
)
def command(
    task: str,
    files: tuple[Path, ...],
    split: Split,
    reader: ReaderName,
    layer: Layer,
    predictions: Path | None,
) -> None:
    """Score each file and print its figures; one that cannot be scored is a line on standard error."""
    from sitrep.evaluate.evaluation import load_reader
    from sitrep.record.codec import encode

    read = load_reader(reader)
    done: list[Evaluation] = []
    failed = False
    for file in files:
        try:
            done.append(_score(task, file, split, layer, read))
        except InputError as fault:
            click.echo(f"sitrep: {fault}", err=True)
            failed = True
            continue
        click.echo(encode(done[-1].to_row()))
        for line in done[-1].failed:
            click.echo(f"sitrep: {line}", err=True)
            failed = True
    if predictions is not None and done:
        _save(predictions, done)
    if failed:
        sys.exit(1)


def _score(task: str, file: Path, split: Split, layer: Layer, read: Read) -> Evaluation:
    from sitrep.evaluate.evaluation import evaluate

    if not sys.stderr.isatty():
        return evaluate(task, file, read=read, split=split, layer=layer)

    def watch(documents: Sequence[Document[Any]]) -> Iterator[Document[Any]]:
        with click.progressbar(documents, label=file.name, file=sys.stderr) as bar:
            yield from bar

    return evaluate(task, file, read=read, split=split, layer=layer, watch=watch)


def _save(path: Path, evaluations: Sequence[Evaluation]) -> None:
    """Write every prediction, whole or not at all."""
    from sitrep.record.codec import encode, to_builtins

    draft = path.with_name(path.name + ".new")
    try:
        with draft.open("w", encoding="utf-8") as lines:
            for evaluation in evaluations:
                for prediction in evaluation.predictions:
                    lines.write(encode({"file": evaluation.file, **to_builtins(prediction)}) + "\n")
        draft.replace(path)
    except OSError as fault:
        raise InputError(f"{path}: cannot be written ({fault.strerror})") from None
