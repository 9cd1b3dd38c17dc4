"""The shape of the program: which room imports which, what each module says first, what no file may hold."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "sitrep"
MODULES = sorted(PACKAGE.rglob("*.py"))
TABLE = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "architecture.md").read_text("utf-8"), re.MULTILINE)
#: ``errors`` is above all rooms; the front door, the demonstration and spaCy's component stand outside.
ROOMS = ["errors", *TABLE]
OUTSIDE = {"", "demo", "spacy", "cli"}


def module_node(path: Path) -> ast.Module:
    found = nodes(path)[0]
    assert isinstance(found, ast.Module)
    return found


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


NAMES = {name_of(path): path for path in MODULES}


def imports(path: Path, *, typing: bool = True, deferred: bool = True) -> Iterator[str]:
    """The modules of sitrep that a file imports, those for types only and those inside functions too."""
    left_out: set[int] = set()
    for node in nodes(path):
        if (not typing and _is_type_checking(node)) or (not deferred and _is_function(node)):
            left_out |= {id(inner) for inner in ast.walk(node)}
    for node in nodes(path):
        if id(node) not in left_out:
            yield from _imported(node)


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "sitrep":
        for alias in node.names:
            inner = f"{node.module}.{alias.name}"
            yield inner if inner in NAMES else node.module
    elif isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "sitrep")


def test_every_room_is_in_the_table_of_the_docs() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert rooms - OUTSIDE == set(TABLE) - OUTSIDE
    assert (PACKAGE / "errors.py").is_file()


@pytest.mark.parametrize("module", sorted(NAMES))
def test_a_module_imports_only_from_rooms_above_its_own(module: str) -> None:
    room = room_of(module)
    if room in OUTSIDE:
        return
    above = {*ROOMS[: ROOMS.index(room) + 1]}
    below = {found for found in imports(NAMES[module]) if room_of(found) not in above}
    assert below == set()


@pytest.mark.parametrize("deferred", [False, True])
def test_no_imports_go_in_a_circle(deferred: bool) -> None:
    graph = {
        name: {
            found
            for found in imports(path, typing=False, deferred=deferred)
            if found in NAMES and found != name
        }
        for name, path in NAMES.items()
        if name != "sitrep"
    }
    waiting = dict(graph)
    while free := [name for name, needs in waiting.items() if not needs & waiting.keys()]:
        for name in free:
            del waiting[name]
    assert sorted(waiting) == []


@pytest.mark.parametrize("module", sorted(NAMES))
def test_a_module_opens_with_a_sentence(module: str) -> None:
    docstring = ast.get_docstring(module_node(NAMES[module])) or ""
    first = docstring.split("\n\n")[0].strip()
    assert first.endswith((".", ":")), f"{module} opens with {first!r}"


def test_only_the_codec_imports_msgspec_and_only_intake_may_open_connections() -> None:
    assert _users("msgspec") == {"sitrep.record.codec"}
    for library in ("urllib.request", "http.client", "requests", "httpx", "httpcore"):
        assert {room_of(user) for user in _users(library)} <= {"intake"}
    # The desk listens at a socket, and connects to nothing.
    assert {room_of(user) for user in _users("socket")} <= {"intake", "web"}
    assert {user for user in _users("socket") if room_of(user) == "web"} <= {"sitrep.web.serve"}


def test_nothing_that_runs_needs_a_trainer() -> None:
    assert _users("torch") == _users("transformers") == set()


def _users(library: str) -> set[str]:
    return {name for name, path in NAMES.items() if library in _libraries(path)}


@cache
def _libraries(path: Path) -> frozenset[str]:
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return frozenset(found | {name.split(".")[0] for name in found})


def test_no_fault_is_swallowed_whole() -> None:
    bare = [
        name
        for name, path in NAMES.items()
        for node in nodes(path)
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert bare == []


def test_no_module_changes_what_all_share() -> None:
    shared = [name for name, path in NAMES.items() for node in nodes(path) if isinstance(node, ast.Global)]
    assert shared == []


@pytest.mark.parametrize("folder", ["src", "tests", "tools", "benchmarks"])
def test_the_bare_word_source_names_nothing(folder: str) -> None:
    """It could be the speaker, the outlet or the code; only a corpus may bring it along as a key."""
    found = [
        f"{path.relative_to(ROOT)}:{token.start[0]}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path.parent != PACKAGE / "evaluate" / "corpora"
        for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline)
        if token.type == tokenize.NAME and token.string == "source"
    ]
    assert found == []


@pytest.mark.parametrize("module", sorted(NAMES))
def test_a_function_is_named_for_what_it_does(module: str) -> None:
    vague = re.compile(r"_*(get|process|handle|do)_|.*(helper|utils|manager)", re.IGNORECASE)
    names = [
        node.name
        for node in nodes(NAMES[module])
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not _overrides(node.name)
    ]
    assert [name for name in (*names, module.split(".")[-1]) if vague.match(name)] == []


def _overrides(name: str) -> bool:
    return name in {"get_command", "get_extra_info"}  # of click and httpcore


def test_no_file_holds_a_path_of_a_machine_or_the_host_of_a_registry() -> None:
    machine = re.compile(
        r"/(?:home|root|Users|work)/\w|[A-Z]:\\\\Users|/tmp/\w|(?:index-url|extra-index|pypi|proxy)\S*://\S+"
        r"|https?://[\w.-]*(?:pypi|registry|artifactory|nexus|mirror)[\w.-]*"
    )
    found = []
    for path in tracked():
        text = path.read_text("utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {hit.group()}" for hit in machine.finditer(text)]
    own = Path(__file__).relative_to(ROOT)
    assert [line for line in found if not line.startswith(f"{own}:")] == []


def tracked() -> list[Path]:
    """The text files of the project, without what is built or kept out of it."""
    suffixes = {".py", ".md", ".toml", ".yaml", ".yml", ".json", ".sql", ".cff", ".txt", ""}
    try:
        listing = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("the files of the project are told by git, which is not here")
    paths = [ROOT / line for line in listing]
    small = [p for p in paths if p.is_file() and p.suffix in suffixes and p.stat().st_size < 2_000_000]
    assert small
    return small
