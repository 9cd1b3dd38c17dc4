"""Texts and files that are dropped on the desk, and what becomes of them."""

from __future__ import annotations

import re
import time

from starlette.testclient import TestClient

from sitrep.web.desk import Desk

TEXT = "IDLIB, May 4 (Agency) - Shelling killed 12 people in Idlib on Monday, rescuers said."


def finished(reviewer: TestClient, job: str) -> str:
    for _ in range(200):
        text = reviewer.get(job).text
        if "hx-trigger" not in text:
            return text
        time.sleep(0.05)
    raise AssertionError("the job did not come to an end")


def job_in(text: str) -> str:
    found = re.search(r'(/jobs/\w+)"', text)
    assert found is not None
    return found[1]


def test_a_pasted_text_is_read_and_filed(reviewer: TestClient) -> None:
    form = {"text": TEXT, "title": 'A "quoted" title', "publisher": "Idlib Post", "published": "2021-05-04"}
    started = reviewer.post("/add", data=form, headers={"hx-request": "true"})
    assert "1 new" in finished(reviewer, job_in(started.text))
    row = reviewer.get("/reports.json?words=Idlib").json()[0]
    assert (row["title"], row["publisher"], row["published"]) == (
        'A "quoted" title',
        "Idlib Post",
        "2021-05-04",
    )


def test_files_that_fail_say_why_and_can_be_tried_again(desk: Desk, reviewer: TestClient) -> None:
    files = [
        ("files", ("good.txt", TEXT.encode())),
        ("files", ("../bad.txt", b"\x00\x01\x02")),
        ("files", ("e.jsonl", b"")),
    ]
    started = reviewer.post("/add", files=files, headers={"hx-request": "true"})
    done = finished(reviewer, job_in(started.text))
    assert "3 of 3 read, 1 new" in done
    assert "bad.txt: " in done
    assert "../bad.txt" not in done
    again = reviewer.post(f"{job_in(started.text)}/retry", headers={"hx-request": "true"})
    assert "2 of 2 read, 0 new" in finished(reviewer, job_in(again.text)) or "0 of 2" in again.text
    assert "What failed before" in reviewer.get("/add").text


def test_a_report_known_already_is_said_to_be(reviewer: TestClient) -> None:
    for words in ("1 new", "known already"):
        started = reviewer.post("/add", data={"text": TEXT}, headers={"hx-request": "true"})
        assert words in finished(reviewer, job_in(started.text))


def test_a_job_that_is_not_known_is_missing(reviewer: TestClient) -> None:
    assert reviewer.get("/jobs/abc").status_code == 404
