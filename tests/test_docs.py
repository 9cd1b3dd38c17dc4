"""The docs: every example of Python runs, every command line parses, every doctest holds."""

from __future__ import annotations

import ast
import doctest
import pkgutil
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click
import pytest
import yaml

import sitrep
from sitrep.cli import COMMANDS
from sitrep.codebook import check_codebook
from sitrep.errors import MissingExtra

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"""["']([\w./-]+\.(?:txt|md|html|jsonl|ledger|sitrep|db))["']""")
FERRY = (
    "LAGOS, May 4, 2021 - A ferry capsized near Lagos on Monday, killing 34 passengers, "
    "the port authority said. Nine people were missing."
)


@dataclass(frozen=True)
class Example:
    """A fenced block of a page; ``line`` is where it begins."""

    page: Path
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def examples() -> Iterator[Example]:
    for page in PAGES:
        text = page.read_text("utf-8")
        for found in FENCE.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield Example(page, line, found.group(1), found.group(2))


EXAMPLES = list(examples())
PYTHON = [e for e in EXAMPLES if e.language in {"python", "pycon"}]
SHELL = [e for e in EXAMPLES if e.language in {"console", "sh", "shell", "bash", ""}]
YAML = [e for e in EXAMPLES if e.language == "yaml"]


@pytest.mark.parametrize("example", PYTHON, ids=str)
def test_an_example_of_python_runs(
    example: Example, tmp_path: Path, filed_demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in FILE.findall(example.text):
        _lay_out(Path(name), filed_demo)
    if ">>>" in example.text:
        parsed = doctest.DocTestParser().get_doctest(example.text, {}, str(example), None, example.line)
        assert doctest.DocTestRunner().run(parsed).failed == 0
        return
    ast.parse(example.text)
    try:
        exec(compile(example.text, str(example), "exec"), {"__name__": "example"})
    except MissingExtra as missing:
        pytest.skip(str(missing))


def _lay_out(path: Path, ledger: Path) -> None:
    """The file that an example speaks of: a ledger, or a report."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix in {".ledger", ".sitrep", ".db"}:
        shutil.copy(ledger, path)
    else:
        path.write_text(FERRY, encoding="utf-8")


def command_lines() -> Iterator[tuple[Example, list[str]]]:
    for example in SHELL:
        for line in example.text.replace("\\\n", " ").splitlines():
            words = shlex.split(line.removeprefix("$ "), comments=True) if "sitrep" in line else []
            while words and (words[0] == "|" or "=" in words[0].split("/")[0]):
                words = words[1:]
            if words and Path(words[0]).name == "sitrep":
                yield example, _until_the_pipe(words[1:])


def _until_the_pipe(words: list[str]) -> list[str]:
    ends = [
        i for i, word in enumerate(words) if word in {"|", "||", "&&", ";"} or word.startswith((">", "2>"))
    ]
    return words[: ends[0]] if ends else words


LINES = list(command_lines())


@pytest.mark.parametrize(("example", "words"), LINES, ids=[f"{e}-{' '.join(w[:2])}" for e, w in LINES])
def test_a_command_line_of_the_docs_is_one_that_the_program_takes(
    example: Example, words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if not words or words[0].startswith("-"):
        return
    name, *arguments = words
    assert name in COMMANDS, f"{example} calls sitrep {name}"
    command = import_module(f"sitrep.cli.{name}").command
    while isinstance(command, click.Group) and arguments:
        command, arguments = command.commands[arguments[0]], arguments[1:]
    fault = _fault_of(command, name, arguments)
    assert fault is None or "does not exist" in fault, f"{example}: {fault}"


def _fault_of(command: click.Command, name: str, arguments: list[str]) -> str | None:
    """What click has against the arguments; None where it takes them."""
    try:
        command.make_context(name, arguments)
    except click.exceptions.Exit:
        return None
    except click.UsageError as fault:
        return fault.message
    return None


def test_there_are_command_lines_and_python_to_check() -> None:
    assert LINES
    assert PYTHON


@pytest.mark.parametrize("example", YAML, ids=str)
def test_an_example_of_yaml_is_well_formed(example: Example, tmp_path: Path) -> None:
    loaded = yaml.safe_load(example.text)
    assert loaded
    if example.page.name == "codebook.md" and isinstance(loaded, dict) and "name" in loaded:
        path = tmp_path / "example.yaml"
        path.write_text(example.text, encoding="utf-8")
        assert [str(fault) for fault in check_codebook(path)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_the_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", FENCE.sub("", page.read_text("utf-8")))
    near = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in near if not (page.parent / link).exists()] == []


MODULES = [
    found.name
    for found in pkgutil.walk_packages(sitrep.__path__, "sitrep.")
    if not found.name.endswith("__main__")
]


@pytest.mark.parametrize("name", ["sitrep", *MODULES])
def test_examples_in_docstrings_hold(name: str) -> None:
    result = doctest.testmod(import_module(name))
    assert result.failed == 0, f"{result.failed} of {result.attempted} examples of {name}"
