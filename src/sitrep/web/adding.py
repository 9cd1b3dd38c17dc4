"""Files and texts of a form come in, are read and filed, and pages of how that went go out."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sitrep.errors import SitrepError
from sitrep.intake import Failure, reports
from sitrep.ledger import Failed, Ledger
from sitrep.record import Record
from sitrep.web.jobs import Item, Job, Outcome
from sitrep.web.rendering import frame, render

if TYPE_CHECKING:
    from sitrep.web.desk import Desk

__all__ = ["form", "items_of", "progress", "retry", "start"]

Defaults = Mapping[str, str]
_DEFAULTS = ("publisher", "published", "url")


def form(desk: Desk, ledger: Ledger, request: Request) -> Response:
    """The page with the form, the job that runs, and what failed before."""
    job = desk.jobs.find(request.query_params.get("job", ""))
    failures = [logged.entry for logged in ledger.failures() if isinstance(logged.entry, Failed)]
    return HTMLResponse(render("add.html", **frame(desk), job=job, failures=failures[-100:]))


async def items_of(form: FormData) -> tuple[list[Item], dict[str, str]]:
    """What a form holds to be read, and what fills in where a report lacks it."""
    defaults = {
        name: value for name in _DEFAULTS if isinstance(value := form.get(name), str) and value.strip()
    }
    items = [
        Item(Path(part.filename or "a file").name, await part.read())
        for part in form.getlist("files")
        if isinstance(part, UploadFile) and part.filename
    ]
    text, title = form.get("text"), form.get("title")
    if isinstance(text, str) and text.strip():
        head = f"---\ntitle: {_quoted(title)}\n---\n" if isinstance(title, str) and title.strip() else ""
        is_headed = text.lstrip().startswith("---")
        items.append(Item("pasted text", ((("" if is_headed else head) + text).encode())))
    return items, defaults


def _quoted(title: str) -> str:
    return '"' + title.strip().replace("\\", "\\\\").replace('"', '\\"') + '"'


def start(desk: Desk, items: list[Item], defaults: Defaults) -> Job:
    """Begin to read and file ``items`` in the background."""
    return desk.jobs.start(items, partial(_read, desk, dict(defaults)))


def progress(desk: Desk, ledger: Ledger, request: Request) -> Response:
    """How a job is going."""
    return HTMLResponse(render("_job.html", job=_job(desk, request)))


def retry(desk: Desk, ledger: Ledger, request: Request) -> Response:
    """Begin anew with what failed in a job."""
    job = _job(desk, request)
    left = [outcome.item for outcome in job.failed] + list(job.items[len(job.outcomes) :])
    new = start(desk, left, {})
    if request.headers.get("hx-request") is None:
        return RedirectResponse(f"/add?job={new.id}", 303)
    return HTMLResponse(render("_job.html", job=new))


def _job(desk: Desk, request: Request) -> Job:
    job = desk.jobs.find(request.path_params["id"])
    if job is None:
        raise HTTPException(404, "this job is known no longer")
    return job


def _read(desk: Desk, defaults: Defaults, item: Item) -> Outcome:
    """File the reports of one item; why it failed where none could be read."""
    try:
        records, failures = _records(desk, defaults, item)
        with desk.ledger() as ledger:
            added = ledger.add(records, [Failed(item.name, reason) for reason in failures])
    except SitrepError as fault:
        return Outcome(item, reason=str(fault))
    if not records:
        return Outcome(item, reason="; ".join(failures) or "it holds no report")
    return Outcome(item, tuple(record.report.id for record in records), added.new + added.reprints)


def _records(desk: Desk, defaults: Defaults, item: Item) -> tuple[list[Record], list[str]]:
    records, failures = [], []
    with tempfile.TemporaryDirectory() as folder:
        # Named as it came, so that its kind is told as `sitrep add` would.
        path = Path(folder) / (Path(item.name).name.lstrip(".") or "text")
        path.write_bytes(item.data)
        given = {name: defaults.get(name) for name in _DEFAULTS}
        for found in reports([path], **given):  # type: ignore[arg-type]
            read = found if isinstance(found, Failure) else desk.task.attempt(found)
            if isinstance(read, Failure):
                failures.append(read.reason)
            else:
                records.append(read)
    return records, failures
