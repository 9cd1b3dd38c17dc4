"""Statements of whole reports: forms, addressees, replies, ids, kinds, and texts that are no reports."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.annotate import annotate
from sitrep.codebook.speech import load_speech
from sitrep.readers.statements import statements
from sitrep.record.report import Report
from sitrep.record.statement import Statement


def read(text: str) -> tuple[Statement, ...]:
    return statements(annotate(Report("r-1", None, None, None, None, None, None, "en", text)))


FORMS = [
    ('"The dam has held," the governor said.', "direct"),
    ("The governor said the dam had held.", "indirect"),
    ('The governor said the dam was "in good order".', "mixed"),
    ('"The dam," the governor said, "has held."', "direct"),
    ('The governor called the dam "a national shame".', "mixed"),
    ("The dam has held, according to the governor.", "indirect"),
]


@pytest.mark.parametrize(("text", "form"), FORMS)
def test_form_says_how_much_is_quoted(text: str, form: str) -> None:
    assert [statement.form for statement in read(text)] == [form]


ADDRESSEES = [
    ("The governor told reporters that the dam had held.", "reporters"),
    ("The governor told the BBC on Monday that the dam had held.", "the BBC"),
    ('"The dam has held," the governor told a crowd of farmers.', "a crowd of farmers"),
    ("The envoy urged the council to act.", "the council"),
    ("The union asked the ministry whether wages would rise.", "the ministry"),
    ("Farmers were told that the dam had held.", "Farmers"),
    ("The governor said the dam had held.", None),
    ("Engineers warned that the dam would break.", None),
]


@pytest.mark.parametrize(("text", "addressee"), ADDRESSEES)
def test_addressee_is_who_is_spoken_to(text: str, addressee: str | None) -> None:
    (statement,) = read(text)
    assert (statement.addressee.quote if statement.addressee else None) == addressee


REPLIES = [
    ("The army said rebels had shelled the town. The rebels denied the charge.", (None, 0)),
    ("The army said rebels had shelled the town. The rebels replied that the army had.", (None, 0)),
    ("The army said it had won. The rebels, in turn, said the army had fled.", (None, 0)),
    ("The army said it had won. The rebels said the army had fled.", (None, None)),
    ("The army said it had won. It denied any losses.", (None, None)),
    ("The rebels denied the charge.", (None,)),
    ("Ana Silva said the vote was fair. Silva rejected all doubts.", (None, None)),
]


@pytest.mark.parametrize(("text", "answered"), REPLIES)
def test_reply_points_at_the_statement_it_answers(text: str, answered: tuple[int | None, ...]) -> None:
    found = read(text)
    expected = tuple(None if position is None else found[position].id for position in answered)
    assert tuple(statement.replies_to for statement in found) == expected


def test_reply_reaches_back_only_so_far() -> None:
    between = "The road is long. " * 8
    found = read(f"The army said it had won. {between}The rebels denied the charge.")
    assert [statement.replies_to for statement in found] == [None, None]


def test_same_cue_words_in_two_places_get_ids_of_their_own() -> None:
    found = read("The army said it had won. The army said it had won.")
    assert len({statement.id for statement in found}) == len(found) == 2


def test_reading_twice_gives_the_same_ids() -> None:
    text = "The army said it had won. The rebels denied it."
    assert read(text) == read(text)


def test_statements_stand_in_the_order_of_their_cues() -> None:
    found = read(
        "According to aid workers, nine died. The army said six had died and added that it was sorry."
    )
    cues = [statement.cue.start for statement in found if statement.cue]
    assert cues == sorted(cues)
    assert len(cues) == 3


def test_relative_pronoun_is_the_speaker_it_stands_for() -> None:
    (statement,) = read("Police freed Lina Haddad, who said she had been beaten.")
    assert statement.speaker is not None
    assert (statement.speaker.quote, statement.speaker.actor) == ("who", None)


def test_kinds_that_are_not_carried_can_be_asked_for() -> None:
    report = Report("r-1", None, None, None, None, None, None, "en", "The army wants to leave the town.")
    annotation = annotate(report)
    assert statements(annotation) == ()
    assert len(statements(annotation, lexicon=load_speech(all_kinds=True))) == 1


PIECES = """said told "the army" the army , . : ; ( ) “ ” " ' according to that who and but it was by
reportedly announced claim promise to of Smith Mrs. he denied in turn a statement saying — Nine U.S."""
SPANS = st.lists(st.sampled_from([*PIECES.split(), "\n\n"]), max_size=60).map(" ".join)


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=300), SPANS))
def test_every_span_slices_to_its_quote(text: str) -> None:
    for statement in read(text):
        parties = [party for party in (statement.speaker, statement.addressee) if party]
        assert statement.content
        assert statement.cue is not None
        for span in (statement.cue, *statement.content, *parties):
            span.check(text)
            assert span.quote == span.quote.strip()


@settings(deadline=None, max_examples=150)
@given(SPANS)
def test_content_pieces_do_not_overlap(text: str) -> None:
    for statement in read(text):
        for piece in statement.content:
            assert sum(piece.overlaps(other) for other in statement.content) == 1


@pytest.mark.parametrize(
    "text",
    [
        "“" * 500,
        '"' * 501 + " he said",
        "(" * 300 + ") said " * 300,
        "He said, " * 500,
        "A, B, " * 400 + "said it was over.",
        "Smith, who said that Jones, " * 200,
        "that the claim that " * 250,
        " ".join(["word"] * 500 + ["said"] + ["word"] * 500) + ".",
    ],
    ids=["marks", "odd marks", "brackets", "cues", "commas", "relatives", "nouns", "long sentence"],
)
def test_odd_texts_are_read_to_their_end(text: str) -> None:
    for statement in read(text):
        assert statement.cue is not None


def test_report_that_is_all_quotation_has_no_statement_without_a_speaker() -> None:
    assert read('"The water came at night. We said nothing. Nobody told us."') == ()
