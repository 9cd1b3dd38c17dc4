"""Seeds and a number of inputs come in; whatever any of them makes intake raise goes out, with the input.

    python tools/fuzz_intake.py [--inputs N] [--seed N] [--only NAME…]

Each input is a seed of the tests (an archive, a feed, a message …), mutated. Nothing but the project's own
errors may come out, no line may be broken, and no input may take longer than ten seconds. With atheris
installed the inputs are guided by what they reach; else hypothesis makes them.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

try:
    import atheris
except ImportError:
    atheris = None
    watched: contextlib.AbstractContextManager[object] = contextlib.nullcontext()
else:
    watched = atheris.instrument_imports(include=["sitrep.intake"])

with watched:
    from sitrep.errors import SitrepError
    from sitrep.intake.addresses import is_public, refusal
    from sitrep.intake.arc import arc_captures
    from sitrep.intake.archives import Capture, warc_captures
    from sitrep.intake.draft import Defaults, complete
    from sitrep.intake.failure import Failure
    from sitrep.intake.inflating import CannotInflate, TooLarge, inflated
    from sitrep.intake.kinds import kind_of
    from sitrep.intake.lists import addresses, table
    from sitrep.intake.markdown import draft_of_text
    from sitrep.intake.robots import Robots
    from sitrep.intake.text import decode_declared
    from sitrep.intake.wacz import wacz_captures
    from sitrep.intake.worker import _answer
    from sitrep.record.report import Report

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from intake import made

SLOWEST_S = 10.0
Target = Callable[[bytes], object]


@contextlib.contextmanager
def told_in_one_line() -> Iterator[None]:
    """Let the project's own errors pass, if their words are one line; no other."""
    told = ""
    try:
        yield
    except SitrepError as fault:
        told = str(fault)
    assert "\n" not in told, told


def lines(found: Iterable[object]) -> None:
    """See that whatever is yielded is one of ours, and prints on one line."""
    for item in found:
        if isinstance(item, Failure):
            assert "\n" not in str(item), item
        else:
            assert item is not None


def captures(read: Callable[..., Iterable[Capture | Failure]]) -> Target:
    return lambda data: lines(
        read(io.BytesIO(data[1:]), "a", start=data[0] if b"" < data[:1] < b"\x20" else 0)
    )


def apart(kind: str) -> Target:
    options: dict[str, str | None] = {"url": None} if kind == "html" else {}

    def parse(data: bytes) -> None:
        answer = _answer({"kind": kind, "seconds": SLOWEST_S, "options": options}, data)
        assert answer.keys() & {"found", "fault", "missing"}, answer

    return parse


def unpack(data: bytes) -> None:
    for encoding in ("gzip", "deflate", data[:4].decode("latin-1")):
        with contextlib.suppress(TooLarge, CannotInflate):
            assert len(inflated([data[4:9], data[9:]], encoding, 1000)) <= 1000


def web(data: bytes) -> None:
    from sitrep.intake.fetch import _checked, _led_to

    text = data.decode("latin-1")
    is_public(text)
    refusal(text)
    base = _checked("http://harbour.example/a")
    for check in (lambda: _checked(text), lambda: _led_to(base, text), lambda: _checked(f"http://{text}")):
        with told_in_one_line():
            assert check().scheme in ("http", "https")


def robots(data: bytes) -> None:
    told = Robots.told(200, data, 0.0)
    told.allows("http://harbour.example/" + data[:40].decode("latin-1"))
    assert 0 <= told.delay_s <= 30


def text(data: bytes) -> None:
    charset = data[:12].partition(b" ")[0].decode("latin-1")
    for told in (charset, None, "windows-1252"):
        found = complete(draft_of_text(decode_declared(data[12:], told)), Defaults())
        assert isinstance(found, Report)


def lists(data: bytes) -> None:
    told = data.decode("utf-8", "replace")
    lines(addresses(told, "a"))
    lines(table(told, "a"))


def kinds(data: bytes) -> None:
    for suffix in ("", ".html", ".csv", ".json", ".eml"):
        kind_of(data, suffix)


TARGETS: dict[str, Target] = {
    "warc": captures(warc_captures),
    "arc": captures(arc_captures),
    "wacz": captures(wacz_captures),
    "lists": lists,
    "kinds": kinds,
    "text": text,
    "web": web,
    "robots": robots,
    "unpack": unpack,
    "feed": apart("feed"),
    "mail": apart("mail"),
    "docx": apart("docx"),
    "pdf": apart("pdf"),
    "html": apart("html"),
}


def seeds() -> dict[str, list[bytes]]:
    records = (made.record("http://a.example/1"), made.record("http://a.example/2", status="404 No"))
    warcs = [made.warc(*records), made.warc(*records, packed=False)]
    arcs = [made.arc(("http://a.example/1", made.page()), packed=packed) for packed in (True, False)]
    return {
        "warc": [b"\xff" + data for data in warcs],
        "arc": [b"\xff" + data for data in arcs],
        "wacz": [b"\xff" + made.wacz(**{"archive/a.warc.gz": data}) for data in warcs],
        "lists": [b'url,title,date,text\nhttp://a.example/1,"a ""b""",2021-05-04,c\n', b"http://a.example\n"],
        "kinds": [made.page(), made.rss("/1"), made.eml(), *warcs, b'{"text": "a"}', b"<!-- a --><html>"],
        "text": [b"utf-8 ------" + f"---\ntitle: a\n---\nMay 4, 2021 - {made.FERRY}".encode()],
        "web": [b"http://harbour.example:80/a?b#c", b"//[::1]/", b"../a", b"http://127.1/", b"javascript:a"],
        "robots": [b"User-agent: *\nDisallow: /*a*b$\nCrawl-delay: 2\nAllow: /\n"],
        "unpack": [b"gzip" + made.warc(*records)],
        "feed": [made.rss("/1", "/2"), b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/1"/>'],
        "mail": [made.eml(), made.eml("<p>a</p>", kind="html")],
        "docx": [made.docx("a", "b")],
        "pdf": [made.pdf("a", "b")],
        "html": [made.page(head='<script type="application/ld+json">{"@type": "NewsArticle"}</script>')],
    }


def checked(name: str, data: bytes) -> None:
    """One input to one target; raises what must not be raised."""
    begun = time.monotonic()
    with told_in_one_line():
        TARGETS[name](data)
    taken = time.monotonic() - begun
    assert taken < SLOWEST_S, f"{name} took {taken:.0f} s"


def guided(name: str, found: list[bytes], options: argparse.Namespace) -> None:
    folder = tempfile.mkdtemp()
    for number, seed in enumerate(found):
        Path(folder, str(number)).write_bytes(seed)
    flags = [f"-runs={options.inputs}", f"-seed={options.seed}", "-max_len=6000", "-print_final_stats=1"]
    crash = f"-artifact_prefix={options.crashes}/{name}-"
    atheris.Setup([sys.argv[0], folder, *flags, crash, "-verbosity=0"], lambda data: checked(name, data))
    atheris.Fuzz()


def unguided(name: str, found: list[bytes], options: argparse.Namespace) -> None:
    from hypothesis import HealthCheck, given, seed, settings
    from hypothesis import strategies as st

    changes = st.lists(st.tuples(st.integers(0, 6000), st.binary(max_size=4)), max_size=8)

    @seed(options.seed)
    @settings(
        max_examples=options.inputs, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.sampled_from(found), changes, st.integers(0, 6000))
    def run(data: bytes, mutations: list[tuple[int, bytes]], end: int) -> None:
        whole = bytearray(data)
        for place, piece in mutations:
            place %= len(whole) + 1
            whole[place : place + len(piece)] = piece
        checked(name, bytes(whole[:end]))

    run()
    print(f"{name}: {options.inputs} inputs by hypothesis, nothing found")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--inputs", type=int, default=2000, help="for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--crashes", type=Path, default=Path(tempfile.gettempdir()), help="where inputs go")
    parser.add_argument("--only", nargs="*", choices=sorted(TARGETS), default=sorted(TARGETS))
    options = parser.parse_args()
    if len(options.only) == 1:
        (name,) = options.only
        _run(name, seeds()[name], options)
        return
    import subprocess

    common = ["--inputs", str(options.inputs), "--seed", str(options.seed), "--crashes", str(options.crashes)]
    broken = []
    for name in options.only:  # each in a process of its own, as atheris ends the one it runs in
        begun = time.monotonic()
        ended = subprocess.run(
            [sys.executable, __file__, "--only", name, *common], capture_output=True, text=True
        )
        print(f"{name}: exit {ended.returncode} after {time.monotonic() - begun:.0f} s")
        if ended.returncode:
            broken.append(name)
            print(ended.stdout[-3000:], ended.stderr[-3000:])
    print(f"{options.inputs * len(options.only)} inputs; broken: {', '.join(broken) or 'none'}")
    sys.exit(bool(broken))


def _run(name: str, found: list[bytes], options: argparse.Namespace) -> None:
    (guided if atheris else unguided)(name, found, options)


if __name__ == "__main__":
    main()
