"""Every command has a file, help and a place in the README, and the README names no other."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest

import sitrep.cli
from sitrep.cli import COMMANDS

ROOT = Path(__file__).parent.parent.parent
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"(?<!from )(?<!import )\bsitrep +(?!import\b)([a-z]+)\b")


def test_each_command_has_a_file_and_each_file_a_command() -> None:
    shared = {"__init__", "__main__", "options"}
    files = {path.stem for path in Path(sitrep.cli.__file__).parent.glob("*.py")}
    assert files - shared == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_what_its_file_holds(name: str) -> None:
    command = import_module(f"sitrep.cli.{name}").command
    assert isinstance(command, click.Command)
    assert command.help


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help_that_says_what_it_takes(name: str, sitrep: Any) -> None:
    told = sitrep(name, "--help")
    assert (told.status, told.err) == (0, "")
    assert re.match(rf"Usage: .* {name} \[", told.out)
    command = import_module(f"sitrep.cli.{name}").command
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[-1] in told.out


def test_the_help_lists_every_command_with_what_it_does(sitrep: Any) -> None:
    told = sitrep("--help")
    assert told.status == 0
    listed = re.findall(r"^  (\w+) +(\S.*)$", told.out.split("Commands:")[1], re.MULTILINE)
    assert dict(listed) == COMMANDS


def test_the_readme_names_every_command_and_no_other() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    named = {name for code in CODE.findall(text) for name in CALL.findall(code)}
    assert named == set(COMMANDS)


def test_the_version_is_told(sitrep: Any) -> None:
    told = sitrep("--version")
    assert told.status == 0
    assert re.fullmatch(r"sitrep, version \d+\.\d+\.\d+\n", told.out)
