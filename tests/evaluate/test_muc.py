"""MUC's telegrams are read with the templates of its key files, and scored once a telegram."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import numpy as np
import pytest

from sitrep.evaluate.corpora.muc import Incident, Victims
from sitrep.evaluate.evaluation import load_documents
from sitrep.evaluate.statistics import Totals
from sitrep.evaluate.tasks import incidents
from sitrep.evaluate.tasks.incidents import Told

TELEGRAMS = """TST1-MUC3-0001

   PORTO NOVO, 4 FEB 90 (AGENCY) -- [TEXT] A BOMB WENT
OFF NEAR THE MARKET.

   TWO GUARDS DIED.

DEV-MUC3-0002 (NOSC)

   LOME, 5 FEB 90 -- [TEXT] NOTHING HAPPENED.
"""
KEY = """;;; a note of the key's makers
0.  MESSAGE: ID                     TST1-MUC3-0001
1.  MESSAGE: TEMPLATE               1
4.  INCIDENT: TYPE                  BOMBING
18. HUM TGT: NAME                   -
21. HUM TGT: NUMBER                 2: "GUARDS" / "TWO GUARDS"
                                    PLURAL: "SELLERS"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "GUARDS"
                                    INJURY / NO INJURY: "SELLERS"

0.  MESSAGE: ID                     TST1-MUC3-0001
1.  MESSAGE: TEMPLATE               2 (OPTIONAL)
4.  INCIDENT: TYPE                  ATTACK
21. HUM TGT: NUMBER                 -
23. HUM TGT: EFFECT OF INCIDENT     -

0.  MESSAGE: ID                     DEV-MUC3-0002
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *
"""
GOLD = (
    Incident("BOMBING", (Victims("killed", 2), Victims("injured", None))),
    Incident("ATTACK", (), optional=True),
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "muc.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, text in (
            ("muc/dev/notes", "Of no form."),
            ("muc/dev/wire", TELEGRAMS),
            ("muc/dev/key.v1", KEY),
        ):
            entry = tarfile.TarInfo(name)
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text.encode()))
    (tmp_path / "INDEX.json").write_text('[{"file": "muc.tar.gz", "use": "train = dev/, dev = tst1"}]')
    return path


def test_telegrams_get_the_templates_of_the_key_files(corpus: Path) -> None:
    (document,) = load_documents("incidents", corpus, split="dev")
    assert document.report.text == (
        "PORTO NOVO, 4 FEB 90 (AGENCY) -- A BOMB WENT OFF NEAR THE MARKET.\n\nTWO GUARDS DIED."
    )
    assert document.report.published == "1990-02-04"
    assert document.gold == GOLD


def test_a_telegram_that_tells_of_no_incident_has_none(corpus: Path) -> None:
    (document,) = load_documents("incidents", corpus, split="train")
    assert (document.name, document.gold) == ("DEV-MUC3-0002", ())


def scores(gold: tuple[Incident, ...], found: Told) -> dict[str, float]:
    totals = Totals([incidents.tally(gold, found)], np.ones((1, 1)))
    return {name: round(float(row[0]), 4) for name, row in incidents.TASK.figures(totals).items()}


def test_an_optional_incident_is_right_where_found_and_not_missed_elsewhere() -> None:
    assert scores(GOLD, Told(("BOMBING",), ()))["type"] == 1.0
    assert scores(GOLD, Told(("ATTACK", "BOMBING"), ()))["type"] == 1.0
    assert scores(GOLD, Told(("ATTACK",), ()))["recall.type"] == 0.5


def test_victims_are_numbers_with_their_effect() -> None:
    found = scores(GOLD, Told((), (("injured", 2), ("killed", 2))))
    assert (found["precision.victims"], found["recall.victims"]) == (0.5, 1.0)
    assert found["detection"] == 0.0
