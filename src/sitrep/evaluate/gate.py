"""Corpora and pinned floors come in, and a table of figures with an exit status goes out.

``python -m sitrep.evaluate.gate`` reads every corpus that has floors and exits 1 where a figure
lies under its floor, or a corpus is not the file that the floors were pinned on.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from sitrep.errors import InputError, SitrepError
from sitrep.evaluate.evaluation import Evaluation, Read, evaluate, load_reader
from sitrep.evaluate.floors import Floor, is_pinned, load_floors, pin_floor, save_floors, shortfalls
from sitrep.readers import READERS

__all__ = ["FLOORS", "Check", "check_floors", "main", "score_table"]

FLOORS = Path(__file__).with_name("floors.json")
CORPORA = Path("../shared/corpora")


@dataclass(frozen=True, slots=True)
class Check:
    """One floor with today's scores, or why there are none."""

    floor: Floor
    scores: Evaluation | None
    fault: str | None = None

    @property
    def passes(self) -> bool:
        """Whether there are scores, of the pinned file, and none is under its floor."""
        return self.scores is not None and not self.fault and not shortfalls(self.floor, self.scores.figures)


def check_floors(floors: Sequence[Floor], corpora: Path, *, read: Read) -> Iterator[Check]:
    """Score each corpus that has a floor, one after another."""
    for floor in floors:
        try:
            scores = evaluate(
                floor.task, corpora / floor.file, read=read, split=floor.split, sample=floor.sample
            )
        except InputError as fault:
            yield Check(floor, None, str(fault))
            continue
        yield Check(floor, scores, _objection(floor, scores))


def _objection(floor: Floor, scores: Evaluation) -> str | None:
    if floor.digest not in (None, scores.digest):
        return "not the file that the floors were pinned on"
    if scores.failed:
        return f"the reader failed at {len(scores.failed)} of {scores.n} documents, first {scores.failed[0]}"
    return None


def score_table(checks: Sequence[Check]) -> str:
    """The scores as a Markdown table, one line a figure with its 95 % interval; single types are left out."""
    lines = ["| task | corpus | split | reports | figure | score | 95 % |", "|---|---|---|--:|---|--:|---|"]
    for check in checks:
        scores = check.scores
        for figure, value in scores.figures.items() if scores else ():
            if scores and value is not None and not figure.startswith(("types.", "n.")):
                low, high = (_number(figure, bound) for bound in scores.ci[figure])
                row = (
                    check.floor.task,
                    check.floor.file.partition(".")[0],
                    check.floor.split,
                    str(scores.n),
                    f"`{figure}`",
                    _number(figure, value),
                    f"{low} to {high}",
                )
                lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--corpora", type=click.Path(path_type=Path), help="Folder of the gold corpora.")
@click.option("--floors", "floors_file", type=click.Path(path_type=Path), default=FLOORS, show_default=False)
@click.option("--fast", is_flag=True, help="Only a slice of each corpus, with floors of its own.")
@click.option("--pin", is_flag=True, help="Raise the floors to today's figures; never lowers one.")
@click.option("--lower", is_flag=True, help="With --pin, set floors to today's figures, even lower ones.")
@click.option("--reader", type=click.Choice(READERS), default="model", show_default=True)
@click.option("--table", is_flag=True, help="Print all scores as a Markdown table.")
def main(
    corpora: Path | None, floors_file: Path, *, fast: bool, pin: bool, lower: bool, table: bool, reader: str
) -> None:
    """Compare the reader's scores with the pinned floors."""
    if lower and not pin:
        raise click.UsageError("--lower goes with --pin")
    folder = corpora or Path(os.environ.get("SITREP_CORPORA") or CORPORA)
    if not folder.is_dir():
        click.echo(f"gate skipped: no corpora in {folder} (--corpora or SITREP_CORPORA names their folder)")
        return
    try:
        checks = _run(floors_file, folder, fast=fast, quiet=table, reader=reader)
        if pin:
            _pin(floors_file, checks, lower=lower)
    except SitrepError as fault:
        click.echo(f"gate: {fault}", err=True)
        sys.exit(1)
    if table:
        click.echo(score_table(checks))
    sys.exit(0 if pin or all(check.passes for check in checks) else 1)


def _run(floors_file: Path, folder: Path, *, fast: bool, quiet: bool, reader: str) -> list[Check]:
    floors = [floor for floor in load_floors(floors_file) if (floor.sample is not None) == fast]
    checks = []
    for check in check_floors(floors, folder, read=load_reader(reader)):
        checks.append(check)
        click.echo("\n".join(_lines(check)), err=quiet)
    return checks


def _pin(floors_file: Path, checks: Sequence[Check], *, lower: bool) -> None:
    """Write the floors, those that were not checked as they are; nothing is written where one is refused."""
    for check in checks:
        if check.scores is None or check.scores.failed:
            raise InputError(f"{check.floor.task} on {check.floor.file} is not pinned: {check.fault}")
    pinned = {
        check.floor.key: pin_floor(check.floor, check.scores, lower=lower) for check in checks if check.scores
    }
    save_floors(floors_file, [pinned.get(floor.key, floor) for floor in load_floors(floors_file)])


def _lines(check: Check) -> Iterator[str]:
    floor, scores = check.floor, check.scores
    yield f"{floor.task}  {floor.file}  {floor.split}" + (f"  {scores.n} documents" if scores else "")
    if check.fault:
        yield f"  FAULT  {check.fault}"
    if scores is None:
        return
    below = {shortfall.figure for shortfall in shortfalls(floor, scores.figures)}
    pinned = floor.figures or {}
    for figure in dict.fromkeys([*scores.figures, *pinned]):
        least = _number(figure, pinned[figure]) if figure in pinned else "-"
        mark = "  BELOW" if figure in below else ""
        yield f"  {figure:<28}{least:>9}{_number(figure, scores.figures.get(figure)):>10}{mark}"


def _number(figure: str, value: float | None) -> str:
    if value is None:
        return "-"
    if figure.split(".")[0] == "n":
        return str(int(value))
    return f"{value:.3f}" if is_pinned(figure) else f"{value:.1f}"


if __name__ == "__main__":
    main()
