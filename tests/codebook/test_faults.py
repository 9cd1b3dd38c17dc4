"""The checker names file, line and fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitrep.cli.codebook import command
from sitrep.codebook import check_codebook, load_codebook

BROKEN = {
    "unknown type": ("triggers:\n  MENACE:\n    - verbs: growl\n", 2, "unknown event type 'MENACE'"),
    "unknown mode": (
        "triggers:\n  AID:\n    - verbs: feed\n      mode: bread\n",
        4,
        "unknown mode of AID 'bread'; known are none",
    ),
    "mode of another type": (
        "triggers:\n  PROTEST:\n    - verbs: camp\n      mode: curfew\n",
        4,
        "unknown mode of PROTEST 'curfew'",
    ),
    "score out of range": (
        "types:\n  SPLASH:\n    about: Water.\n    score: -11\n",
        4,
        "-11 is out of range -10 to 10",
    ),
    "confidence out of range": (
        "triggers:\n  AID:\n    - verbs: feed\n      confidence: 80\n",
        4,
        "80 is out of range 0 to 1",
    ),
    "not a number": (
        "types:\n  SPLASH:\n    about: Water.\n    quad: two\n",
        4,
        "expected a number, found 'two'",
    ),
    "duplicate trigger": (
        "triggers:\n  AID:\n    - verbs: feed,\n        water, feed\n",
        4,
        "duplicate trigger 'feed'; the first is in line 3",
    ),
    "missing key": ("types:\n  SPLASH:\n    quad: 2\n", 3, "missing key 'about'"),
    "no words": ("triggers:\n  AID:\n    - actor: subject\n", 3, "missing key 'verbs', 'nouns' or 'phrases'"),
    "unknown key": ("triggers:\n  AID:\n    - verbs: feed\n      colour: red\n", 4, "unknown key 'colour'"),
    "key twice": ("types: {}\nformer: old\ntypes: {}\n", 3, "key 'types' stands twice"),
    "list wanted": ("agents:\n  sectors: GOV\n", 2, "expected a list, found keys with values"),
    "keys wanted": ("triggers:\n  - verbs: feed\n", 2, "expected keys with values, found a list"),
    "unknown slot": (
        "triggers:\n  AID:\n    - verbs: feed\n      actor: behind\n",
        4,
        "unknown slot 'behind'",
    ),
    "several words needed": (
        "triggers:\n  AID:\n    - verbs: feed\n      needs: [bread, dry bread]\n",
        4,
        "expected one word, found 'dry bread'",
    ),
    "unknown sector": (
        "agents:\n  - sectors: ZZZ\n    kind: person\n    words: reeve\n",
        2,
        "unknown sector 'ZZZ'",
    ),
    "no country": (
        "names:\n  - sectors: GOV\n    kind: organization\n    names: Old Mill, New Mill (Mexico)\n",
        4,
        "expected a country as three capital letters, found 'Mexico'",
    ),
    "rule without a type": (
        "rules:\n  - name: odd\n    about: Odd.\n    types: AID\n    effect: becomes\n",
        2,
        "missing key 'type'",
    ),
    "no YAML": ("types:\n  SPLASH: [\n", 3, "is not YAML"),
    "unknown section": ("types: {}\nverbs: feed\n", 2, "unknown key 'verbs'"),
    "empty": ("", 1, "is empty"),
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.yaml"


def test_shipped_codebook_has_no_fault() -> None:
    assert check_codebook() == []


@pytest.mark.parametrize(("text", "line", "words"), BROKEN.values(), ids=BROKEN)
def test_fault_has_its_line(own: Path, text: str, line: int, words: str) -> None:
    own.write_text(text, encoding="utf-8")
    (fault,) = check_codebook(own)
    assert (fault.path, fault.line) == (own, line)
    assert words in fault.fault


def test_file_that_cannot_be_read_is_a_fault(own: Path) -> None:
    assert [fault.fault for fault in check_codebook(own)] == ["cannot be read: No such file or directory"]


def test_file_of_bytes_is_a_fault(own: Path) -> None:
    own.write_bytes(b"name: caf\xe9\n")
    assert [str(fault) for fault in check_codebook(own)] == [f"{own}:1: is not UTF-8 text: byte 9"]


def test_all_faults_are_told_in_order(own: Path) -> None:
    own.write_text(
        "triggers:\n  AID:\n    - verbs: feed\n      mode: bread\n      actor: behind\n", encoding="utf-8"
    )
    assert [fault.line for fault in check_codebook(own)] == [4, 5]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="types: {}[],\n-&*'\"|>AIDverbs#é", max_size=80))
def test_no_text_breaks_the_checker(own: Path, text: str) -> None:
    own.write_text(text, encoding="utf-8")
    lines = text.count("\n") + 2
    assert all(1 <= fault.line <= lines for fault in check_codebook(own))


def test_check_prints_faults_and_exits_1(own: Path) -> None:
    own.write_text("triggers:\n  MENACE:\n    - verbs: growl\n", encoding="utf-8")
    result = CliRunner().invoke(command, ["check", str(own)])
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{own}:2: unknown event type 'MENACE'")


def test_check_of_a_sound_file_exits_0(own: Path) -> None:
    own.write_text("triggers:\n  AID:\n    - verbs: sandbag\n", encoding="utf-8")
    result = CliRunner().invoke(command, ["check", str(own)])
    assert (result.exit_code, result.stdout) == (0, "")


def test_show_tells_types_modes_and_counts(own: Path) -> None:
    own.write_text("name: mine\ntypes:\n  SPLASH:\n    about: Water.\n", encoding="utf-8")
    result = CliRunner().invoke(command, ["show", str(own)])
    assert result.exit_code == 0
    assert result.stdout.startswith("plover + mine")
    assert "RETREAT (quad 2, score 6.5, recipient optional)" in result.stdout
    assert "resign 4.5" in result.stdout
    assert "SPLASH (no quad, no score, recipient optional)\n  Water.\n  triggers: 0 verbs" in result.stdout


def test_example_of_the_guide_is_sound(own: Path) -> None:
    guide = Path(__file__).parents[2] / "docs" / "codebook.md"
    _, _, rest = guide.read_text(encoding="utf-8").partition("```yaml\n")
    own.write_text(rest.partition("```")[0], encoding="utf-8")
    assert check_codebook(own) == []
    assert "BLEACHING" in load_codebook(own).types
