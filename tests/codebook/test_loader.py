"""The shipped codebook is compiled and current, and a user's files are laid over it."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from sitrep.codebook import Agent, Codebook, check_codebook, inflections, load_codebook
from sitrep.codebook.compiled import digest_files, from_compiled, to_compiled
from sitrep.codebook.loader import COMPILED, SHIPPED, decode_shipped
from sitrep.codebook.quantities import quantities
from sitrep.codebook.speech import SPEECH, load_speech
from sitrep.errors import InputError

OWN = """
name: reef watch
version: "0.3"
types:
  BLEACHING:
    about: A reef loses its colour.
    modes:
      partial: {score: -2, about: some of it}
triggers:
  BLEACHING:
    - verbs: bleach, turn .. white
      mode: partial
      actor: none
      recipient: [subject]
      needs: [reef, coral]
  ASSAULT:
    - verbs: [ramrod]
      recipient: on
agents:
  - sectors: SOC
    kind: person
    title: true
    words: reef keeper
names:
  - sectors: IGO
    kind: organization
    names: Reef Compact / RC, Lagoon House (PLW)
former: sometime-ago
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "reef.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_shipped_codebook_cannot_be_changed() -> None:
    codebook = load_codebook()
    with pytest.raises(TypeError):
        codebook.types["NEW"] = codebook.types["AID"]  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        codebook.types["AID"].score = 0  # type: ignore[misc]


def test_compiled_form_is_current() -> None:
    assert from_compiled(COMPILED, digest_files(SHIPPED)) is not None, "run python -m sitrep.codebook"


def test_compiled_form_holds_what_the_files_say(tmp_path: Path) -> None:
    decoded = decode_shipped()
    path = tmp_path / "compiled.json"
    path.write_text(to_compiled(decoded, "abc"), encoding="utf-8")
    compiled = from_compiled(path, "abc")
    assert compiled is not None
    for field in fields(decoded):
        assert getattr(compiled, field.name) == getattr(decoded, field.name), field.name
    assert from_compiled(path, "abd") is None
    assert from_compiled(tmp_path / "missing.json", "abc") is None


def test_digest_follows_every_byte(own: Path) -> None:
    before = digest_files(own.parent)
    own.write_text(OWN + "# a word more\n", encoding="utf-8")
    assert digest_files(own.parent) != before


def test_users_type_and_triggers_are_added(own: Path) -> None:
    codebook, shipped = load_codebook(own), load_codebook()
    assert codebook.types["BLEACHING"].modes[0].score == -2
    added = codebook.triggers[len(shipped.triggers) :]
    assert [trigger.lemmas for trigger in added] == [("bleach",), ("turn", "white"), ("ramrod",)]
    bleach, turn, ramrod = added
    assert (bleach.mode, bleach.actor, bleach.recipient, bleach.needs) == (
        "partial",
        (),
        ("subject",),
        {"reef", "coral"},
    )
    assert (bleach.gap, turn.gap) == (0, 4)
    assert (ramrod.type, ramrod.actor, ramrod.recipient) == ("ASSAULT", ("subject",), ("on",))
    assert codebook.triggers[: len(shipped.triggers)] == shipped.triggers


def _named(codebook: Codebook, form: str, day: str | None = None) -> Agent:
    agent = codebook.named(form, day)
    assert agent is not None
    return agent


def test_users_agents_and_names_are_added(own: Path) -> None:
    codebook = load_codebook(own)
    assert codebook.agents["reef keeper"].is_title
    assert _named(codebook, "RC").name == "Reef Compact"
    assert _named(codebook, "Lagoon House").country == "PLW"
    assert "sometime-ago" in codebook.former
    assert "president" in codebook.agents


@pytest.mark.parametrize(
    ("day", "sectors"),
    [
        ("1995-05-01", ("REB",)),
        ("1999-05-01", ("GOV",)),
        ("2010-05-01T12:00", ("REB",)),
        ("2022-05-01", ("GOV",)),
        (None, ("GOV",)),
    ],
)
def test_a_name_stands_for_what_it_was_on_the_day(day: str | None, sectors: tuple[str, ...]) -> None:
    assert _named(load_codebook(), "Taliban", day).sectors == sectors


def test_a_day_that_is_none_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "names:\n  - {sectors: REB, kind: group, names: Reef Men, since: 31 June}\n", encoding="utf-8"
    )
    assert [(f.line, f.fault) for f in check_codebook(path)] == [
        (2, "expected a day as YYYY-MM-DD, found '31 June'")
    ]


def test_name_and_version_tell_of_both(own: Path) -> None:
    codebook = load_codebook(own)
    assert (codebook.name, codebook.version) == ("plover + reef watch", "2.0 + 0.3")


def test_users_trigger_replaces_the_shipped_one_of_the_same_words_and_conditions(tmp_path: Path) -> None:
    shipped = load_codebook()
    (known,) = [trigger for trigger in shipped.triggers if trigger.lemmas == ("walk", "off", "the", "job")][
        -1:
    ]
    path = tmp_path / "own.yaml"
    path.write_text(
        f"triggers:\n  PROTEST:\n    - verbs: walk off the job\n      unless: {', '.join(known.unless)}\n"
        "      mode: demo\n      confidence: 0.31\n",
        encoding="utf-8",
    )
    codebook = load_codebook(path)
    assert len(codebook.triggers) == len(shipped.triggers)
    changed = set(codebook.triggers) - set(shipped.triggers)
    assert [(trigger.mode, trigger.confidence) for trigger in changed] == [("demo", 0.31)]


def test_users_type_of_a_known_name_widens_it(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "types:\n  AID:\n    about: Help.\n    modes:\n      seeds: {about: seeds given}\n", encoding="utf-8"
    )
    aid = load_codebook(path).types["AID"]
    assert (aid.quad, aid.score, aid.recipient) == (2, 10, "required")
    assert [mode.name for mode in aid.modes] == ["seeds"]


def test_folder_of_files_is_one_codebook(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "triggers:\n  TREMOR:\n    - nouns: wobble\n      actor: none\n", encoding="utf-8"
    )
    (tmp_path / "b.yaml").write_text("types:\n  TREMOR:\n    about: The ground wobbles.\n", encoding="utf-8")
    assert load_codebook(tmp_path).triggers[-1].type == "TREMOR"


def test_faulty_file_is_one_line_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("triggers:\n  ASALT:\n    - verbs: hit\n  AIDE:\n    - verbs: help\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"own\.yaml:2: unknown event type 'ASALT'.*and 1 more") as raised:
        load_codebook(path)
    assert "\n" not in str(raised.value)


def test_compiled_inflections_cover_what_the_lexicons_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without them the first report of a run waits for the tables of lemminflect.
    def never(lemma: str, tag: str) -> tuple[str, ...]:
        raise AssertionError(f"{lemma} {tag} is not compiled: run python -m sitrep.codebook")

    monkeypatch.setattr(inflections, "inflect", never)
    quantities.cache_clear()
    load_speech.cache_clear()
    assert quantities().groups
    assert load_speech(SPEECH, all_kinds=True).forms
