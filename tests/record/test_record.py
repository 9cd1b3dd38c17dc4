"""A record checks every span and every reference when it is built, and survives JSON."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sitrep.errors import InputError, MissingExtra
from sitrep.record import (
    SCHEMA,
    Actor,
    Event,
    Figure,
    Mention,
    Party,
    Place,
    Reader,
    Record,
    Report,
    Span,
    Statement,
    Time,
    frames,
    from_json,
    record_schema,
    to_json,
)

TEXT = "LAGOS, May 4 - A ferry capsized on Monday, killing 34 passengers, the port authority said."
REPORT = Report("r-1", None, "Coast Herald", "2021-05-04", "dateline", None, None, "en", TEXT)


def span(words: str) -> tuple[int, int, str]:
    start = TEXT.index(words)
    return start, start + len(words), words


def full_record() -> Record:
    voice = Party(*span("the port authority"), actor="a-1")
    authority = Mention(*span("port authority"), "nominal")
    content = (Span(*span("A ferry capsized on Monday")),)
    return Record(
        SCHEMA,
        Reader("0.1.0", "rules", "plover 2.0"),
        REPORT,
        actors=(Actor("a-1", "port authority", "organization", None, ("GOV",), None, (authority,)),),
        places=(Place(*span("LAGOS"), "p-1", "Lagos", "NGA", "Lagos", 6.45, 3.39, 2332459, "city"),),
        times=(Time(*span("Monday"), "t-1", "DATE", "2021-05-03", "2021-05-03", "2021-05-03"),),
        statements=(Statement("s-1", voice, Span(*span("said")), content, "indirect", None, None, None),),
        events=(
            Event(
                id="e-1",
                type="ACCIDENT",
                mode="water",
                contexts=(),
                quad=None,
                trigger=Span(*span("capsized")),
                sentence=Span.of(TEXT, 0, len(TEXT)),
                actors=(),
                recipients=(),
                place="p-1",
                time="t-1",
                earliest="2021-05-03",
                latest="2021-05-03",
                reality="happened",
                said_in="s-1",
                confidence=0.9,
            ),
        ),
        figures=(
            Figure(
                *span("34"),
                id="f-1",
                measure="killed",
                low=34,
                high=34,
                bound="exact",
                unit=None,
                counted=Span(*span("passengers")),
                part_of=None,
                changed_from=None,
                event="e-1",
                place="p-1",
                time="t-1",
                said_in="s-1",
                speaker=voice,
            ),
        ),
    )


def test_a_record_survives_json() -> None:
    record = full_record()
    assert from_json(to_json(record)) == record
    assert to_json(from_json(to_json(record))) == to_json(record)


def test_offsets_stand_in_the_object_that_they_are_of() -> None:
    assert '"figures":[{"start":51,"end":53,"quote":"34","id":"f-1","measure":"killed"' in to_json(
        full_record()
    )


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('"quote":"34"', '"quote":"35"', "the text from 51 to 53 reads '34'"),
        ('"event":"e-1"', '"event":"e-9"', "f-1 refers to e-9, which the record does not hold"),
        ('"place":"p-1"', '"place":"p-2"', "refers to p-2"),
        ('"said_in":"s-1"', '"said_in":"s-2"', "refers to s-2"),
        ('"actor":"a-1"', '"actor":"a-7"', "refers to a-7"),
        ('"measure":"killed"', '"measure":"slain"', "slain"),
        ('"schema":"sitrep.record/1"', '"schema":"sitrep.record/9"', "sitrep.record/9"),
    ],
)
def test_json_that_does_not_hold_together_is_refused(before: str, after: str, words: str) -> None:
    broken = to_json(full_record()).replace(before, after)
    with pytest.raises(InputError, match=words):
        from_json(broken)


def test_less_sure_events_are_left_out_and_nothing_points_to_them() -> None:
    record = full_record()
    assert record.at_least(0.9) is record
    sure = record.at_least(0.91)
    assert (sure.events, [figure.event for figure in sure.figures]) == ((), [None])
    assert sure.statements == record.statements


def test_two_items_of_one_id_are_refused() -> None:
    record = full_record()
    with pytest.raises(InputError, match="two figures of one record have the same id"):
        replace(record, figures=(*record.figures, *record.figures))


def test_spans_finds_every_span_however_deep() -> None:
    quotes = {s.quote for s in full_record().spans()}
    assert {"34", "passengers", "the port authority", "capsized", "LAGOS", "Monday", "said"} <= quotes


def test_the_schema_knows_every_list() -> None:
    definitions = record_schema()["$defs"]
    assert set(definitions["Record"]["properties"]) >= {
        "actors",
        "places",
        "times",
        "statements",
        "events",
        "figures",
    }
    assert set(definitions["Figure"]["properties"]) >= {
        "start",
        "end",
        "quote",
        "low",
        "high",
        "bound",
        "speaker",
    }


def test_frames_have_a_row_an_item_and_a_column_a_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    class Library:
        @staticmethod
        def DataFrame(rows: list[dict[str, object]]) -> list[dict[str, object]]:  # noqa: N802
            return rows

    monkeypatch.setattr(frames, "import_module", lambda name: Library)
    figure = full_record().to_frames()["figures"][0]
    assert figure["low"] == 34
    assert figure["speaker.quote"] == "the port authority"
    assert figure["counted.quote"] == "passengers"


def test_without_a_library_for_frames_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(frames, "import_module", absent)
    with pytest.raises(MissingExtra, match=r"sitrep\[frames\]"):
        full_record().to_frames()
