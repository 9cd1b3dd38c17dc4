"""Fetching from a real server: what is refused, what ends in time, and what politeness costs."""

from __future__ import annotations

import gzip
import hashlib
import socket
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.web import PUBLIC, QUICK, Web, page, serving, trickle
from sitrep.errors import FetchError
from sitrep.intake.addresses import is_public, refusal
from sitrep.intake.fetch import MAX_REDIRECTS, Fetcher, FetchOptions

CLOSED = """
127.0.0.1 127.8.9.1 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 0.1.2.3
192.0.0.8 192.0.0.170 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 192.88.99.1 224.0.0.1 239.1.1.1
240.0.0.1 255.255.255.255 ::1 :: ::127.0.0.1 ::93.184.215.14 ::ffff:127.0.0.1 ::ffff:93.184.215.14
64:ff9b::7f00:1 64:ff9b::5db8:d70e 64:ff9b:1::1 2002:7f00:1:: 2002:5db8:d70e:: 2001::1 2001:db8::1
2001:20::1 3fff::1 fc00::1 fd12::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 100::1 5f00::1 2001:0:7f00:1::
2606:2800:21f:cb07::1%1 nonsense
""".split()
OPEN = "93.184.215.14 8.8.8.8 1.1.1.1 2606:2800:21f:cb07:6820:80da:af6b:8b2c 2a00:1450:4001:82a::200e".split()


@pytest.mark.parametrize("address", CLOSED)
def test_an_address_that_leads_elsewhere_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OPEN)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "is a file: address"),
        ("FILE:///etc/passwd", "is a file: address"),
        ("javascript:alert(1)", "is a javascript: address"),
        ("ftp://harbour.example/a", "is a ftp: address"),
        ("gopher://harbour.example", "is a gopher: address"),
        ("data:text/html,hello", "is a data: address"),
        ("//harbour.example/a", "no address"),
        ("harbour.example", "no address"),
        ("http://someone:secret@harbour.example/", "user name or password"),
        ("http://harbour.example/a b", "blank"),
        ("http://harbour.example/\r\nHost: other.example", "blank or a control"),
        ("http://harbour.example/" + "a" * 5000, "longer than 4000"),
    ],
)
def test_an_address_that_is_no_web_address_is_refused_by_name(url: str, reason: str) -> None:
    assert reason in (refusal(url) or "")
    with pytest.raises(FetchError, match=reason[:12]):
        Fetcher(QUICK).fetch(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "http:///a",
        "http://[::1",
        "http://[zz]/",
        "http://harbour.example:99999/",
        "http://harbour.example:port/",
        "http://" + "a" * 300 + ".example/",
        "http://\ud800.example/",
        "http://xn--\u00fc.example/",
        "http://..",
        "http://%00/",
    ],
)
def test_an_address_that_cannot_be_asked_for_is_a_fault_in_words(url: str) -> None:
    with pytest.raises(FetchError) as fault:
        Fetcher(QUICK).fetch(url)
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:1/",
        "http://127.0.0.1:1/",
        "http://127.1:1/",
        "http://2130706433:1/",
        "http://0x7f.0.0.1:1/",
        "http://0177.0.0.1:1/",
        "http://[::1]:1/",
        "http://[::ffff:127.0.0.1]:1/",
        "http://[::ffff:7f00:1]:1/",
        "http://[64:ff9b::7f00:1]:1/",
        "http://[2002:7f00:1::]:1/",
        "http://0.0.0.0:1/",
    ],
)
def test_this_machine_is_refused_in_all_disguises(url: str) -> None:
    with pytest.raises(FetchError, match=r"not on the public internet|no address that can be asked for"):
        Fetcher(QUICK).fetch(url)


def test_this_machine_is_reached_by_those_who_mean_it(web: Web) -> None:
    web.serve("/a", page())
    options = FetchOptions(allow_private=True, interval_s=0.0, timeout_s=2.0)
    assert Fetcher(options).fetch(f"http://127.0.0.1:{web.port}/a").body == page()


def test_a_page_is_told_as_it_was_served(web: Web) -> None:
    web.serve("/a", page(), ETag='"1"', Last_Modified="Tue, 04 May 2021 10:00:00 GMT")
    found = web.fetcher().fetch(web.url("/a#part"))
    assert (found.url, found.final_url) == (web.url("/a#part"), web.url("/a"))
    assert (found.status, found.content_type, found.etag) == (200, "text/html", '"1"')
    assert found.last_modified == "Tue, 04 May 2021 10:00:00 GMT"
    assert found.body == page()
    assert found.sha256 == hashlib.sha256(page()).hexdigest()
    assert found.fetched_at.endswith("+00:00")
    assert web.asked[-1][2]["User-Agent"].startswith("sitrep/")
    assert web.connected == [PUBLIC, PUBLIC]


@pytest.mark.parametrize(
    ("status", "reason"), [(404, "404 Not Found"), (500, "500"), (204, "204"), (206, "206"), (418, "418")]
)
def test_another_answer_than_200_is_told(web: Web, status: int, reason: str) -> None:
    web.serve("/a", b"", status)
    with pytest.raises(FetchError, match=f"the server answers {reason}"):
        web.fetcher().fetch(web.url("/a"))


def test_a_server_that_asks_to_be_left_alone_is_quoted(web: Web) -> None:
    web.serve("/a", b"", 429, Retry_After="120")
    with pytest.raises(FetchError, match="429 Too Many Requests and asks to be left alone for 120"):
        web.fetcher().fetch(web.url("/a"))


def test_redirects_are_followed_and_each_is_checked(web: Web) -> None:
    web.serve("/a", b"", 302, Location="b")
    web.serve("/b", b"", 301, Location=web.url("/c", "other.example"))
    web.serve("/c", page())
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return [PUBLIC]

    found = web.fetcher(resolve=resolve).fetch(web.url("/a"))
    assert found.final_url == web.url("/c", "other.example")
    assert {"harbour.example", "other.example"} == set(asked)
    assert web.paths() == ["/a", "/b", "/c"]


def test_redirects_in_a_circle_end(web: Web) -> None:
    web.serve("/a", b"", 302, Location="/a")
    with pytest.raises(FetchError, match="redirects more than 10 times"):
        web.fetcher().fetch(web.url("/a"))
    assert len(web.paths()) == MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("file:///etc/passwd", "is a file: address"),
        ("javascript:alert(1)", "is a javascript: address"),
        ("ftp://harbour.example/", "is a ftp: address"),
        ("http://127.0.0.1/", "127.0.0.1 is not on the public internet"),
        ("http://[::ffff:10.0.0.1]/", "not on the public internet"),
        ("http://169.254.169.254/latest/meta-data/", "not on the public internet"),
        ("http://metadata.internal/", "not on the public internet"),
        ("//localhost/", "not on the public internet"),
        ("http://2130706433/", "not on the public internet"),
        ("http://a:b@harbour.example/", "user name"),
        ("http://[", "no address"),
        ("http://harbour.example/\x1b[31m", "no address"),
    ],
)
def test_a_redirect_to_where_nothing_is_fetched_from_is_refused(web: Web, location: str, reason: str) -> None:
    web.serve("/a", b"", 302, Location=location)
    names = {"harbour.example": PUBLIC, "metadata.internal": "fd00:ec2::254", "localhost": "::1"}

    def resolve(host: str, port: int) -> list[str]:
        return [names[host]] if host in names else [str(row[4][0]) for row in socket.getaddrinfo(host, port)]

    with pytest.raises(FetchError) as fault:
        web.fetcher(resolve=resolve).fetch(web.url("/a"))
    assert reason in str(fault.value)
    assert web.connected == [PUBLIC] * 2


def test_a_name_that_means_another_machine_the_second_time_gains_nothing(web: Web) -> None:
    web.serve("/a", page())
    answers = iter([[PUBLIC], [PUBLIC], ["127.0.0.1"]])
    fetcher = web.fetcher(resolve=lambda host, port: next(answers))
    fetcher.fetch(web.url("/a"))
    assert web.connected == [PUBLIC, PUBLIC]
    with pytest.raises(FetchError, match=r"harbour\.example is 127\.0\.0\.1"):
        fetcher.fetch(web.url("/a"))
    assert web.connected == [PUBLIC, PUBLIC]


def test_a_name_of_which_one_address_is_private_is_refused(web: Web) -> None:
    fetcher = web.fetcher(resolve=lambda host, port: [PUBLIC, "192.168.0.1"])
    with pytest.raises(FetchError, match=r"192\.168\.0\.1"):
        fetcher.fetch(web.url("/a"))
    assert web.connected == []


def test_a_name_that_does_not_resolve_is_told(web: Web) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(FetchError, match=r"the name harbour\.example cannot be resolved"):
        web.fetcher(resolve=resolve).fetch(web.url("/a"))


def test_a_machine_that_takes_no_connection_is_told() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(FetchError, match=r"cannot be reached: .*refused"):
        Fetcher(FetchOptions(allow_private=True)).fetch(f"http://127.0.0.1:{port}/")


def silent(request: BaseHTTPRequestHandler) -> None:
    time.sleep(1.5)


@pytest.mark.parametrize(
    "body",
    [
        silent,
        trickle(b"HTTP/1.1 200 OK\r\nX-", b"a", 0.05),
        trickle(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>", b"a", 0.05),
    ],
    ids=["silence", "endless headers", "endless body"],
)
def test_a_slow_server_is_left_in_time(web: Web, body: Callable[[BaseHTTPRequestHandler], None]) -> None:
    web.serve("/a", body)
    begun = time.monotonic()
    options = FetchOptions(timeout_s=0.4, deadline_s=0.8, interval_s=0.0)
    with pytest.raises(FetchError, match=r"no answer, or not all of it, within 0\.4 s"):
        web.fetcher(options).fetch(web.url("/a"))
    assert time.monotonic() - begun < 2.5


LIMITED = FetchOptions(timeout_s=2.0, deadline_s=5.0, interval_s=0.0, max_bytes=100_000)


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate", "raw"])
def test_a_body_over_the_limit_stops_there(web: Web, encoding: str) -> None:
    large = b"0" * 5_000_000
    raw = zlib.compressobj(wbits=-15)
    packed = {"": large[:200_000], "gzip": gzip.compress(large), "deflate": zlib.compress(large)}
    body = raw.compress(large) + raw.flush() if encoding == "raw" else packed[encoding]
    told = {"raw": "deflate"}.get(encoding, encoding)
    web.serve("/a", body, **({"Content_Encoding": told} if told else {}))
    with pytest.raises(FetchError, match=r"is larger than 0\.1 MB"):
        web.fetcher(LIMITED).fetch(web.url("/a"))


def test_a_body_without_a_length_over_the_limit_stops_there(web: Web) -> None:
    web.serve("/a", trickle(b"HTTP/1.1 200 OK\r\n\r\n", b"0" * 65536, 0.0))
    with pytest.raises(FetchError, match=r"is larger than 0\.1 MB"):
        web.fetcher(LIMITED).fetch(web.url("/a"))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "identity"])
def test_a_packed_body_is_unpacked(web: Web, encoding: str) -> None:
    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "identity": bytes}[encoding]
    web.serve("/a", pack(page()), Content_Encoding=encoding)
    assert web.fetcher().fetch(web.url("/a")).body == page()


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (b"no gzip", "gzip", "not compressed as it says"),
        (gzip.compress(page())[:-20], "gzip", "breaks off"),
        (page(), "br", "encoded as br, which was not asked for"),
        (page(), "gzip, gzip", "not asked for"),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_told(web: Web, body: bytes, encoding: str, reason: str) -> None:
    web.serve("/a", body, Content_Encoding=encoding)
    with pytest.raises(FetchError, match=reason):
        web.fetcher().fetch(web.url("/a"))


def test_a_body_cut_short_is_told(web: Web) -> None:
    def cut(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<html>")

    web.serve("/a", cut)
    with pytest.raises(FetchError, match="the answer is no HTTP"):
        web.fetcher().fetch(web.url("/a"))


def test_robots_that_forbid_are_obeyed(web: Web) -> None:
    web.serve("/robots.txt", b"User-agent: *\nDisallow: /*/private\nAllow: /\n", Content_Type="text/plain")
    web.serve("/a", page())
    web.serve("/x", b"", 302, Location="/b/private")
    fetcher = web.fetcher()
    assert fetcher.fetch(web.url("/a")).status == 200
    for path in ("/b/private", "/x"):
        with pytest.raises(FetchError, match=r"the robots.txt of harbour\.example does not allow it"):
            fetcher.fetch(web.url(path))
    assert [path for _, path, _ in web.asked] == ["/robots.txt", "/a", "/x"]


def test_robots_out_of_order_forbid_everything(web: Web) -> None:
    web.serve("/robots.txt", b"", 503)
    with pytest.raises(FetchError, match=r"robots.txt answers 503"):
        web.fetcher().fetch(web.url("/a"))


def test_robots_that_lead_to_this_machine_are_refused(web: Web) -> None:
    web.serve("/robots.txt", b"", 302, Location="http://127.0.0.1/robots.txt")
    fetcher = web.fetcher(resolve=lambda host, port: [PUBLIC if host[0] == "h" else host])
    with pytest.raises(FetchError, match=r"not on the public internet \(asking for its robots.txt\)"):
        fetcher.fetch(web.url("/a"))


def test_a_host_is_asked_once_a_second_and_seldomer_where_it_says_so(web: Web) -> None:
    web.serve("/a", page())
    pauses: list[float] = []
    fetcher = web.fetcher(FetchOptions(), sleep=pauses.append)
    for host in ("harbour.example", "harbour.example", "other.example"):
        fetcher.fetch(web.url("/a", host))
    assert [round(pause) for pause in pauses] == [1, 2, 1]

    web.serve("/robots.txt", b"User-agent: sitrep\nCrawl-delay: 900\n")
    pauses.clear()
    slow = web.fetcher(FetchOptions(), sleep=pauses.append)
    slow.fetch(web.url("/a"))
    slow.fetch(web.url("/a"))
    assert [round(pause) for pause in pauses] == [1, 31]


def test_a_remembered_page_is_asked_for_only_if_it_has_changed(web: Web) -> None:
    web.serve("/a", page(), ETag='"1"')
    web.serve("/b", b"", 302, Location="/a")
    fetcher = web.fetcher()
    first = fetcher.fetch(web.url("/b"))
    assert fetcher.fetch(web.url("/b")).status == 200
    fetcher.remember(first)
    again = fetcher.fetch(web.url("/b"))
    assert (again.status, again.is_unchanged, again.body) == (304, True, b"")
    web.serve("/a", page("Another"), ETag='"2"')
    assert fetcher.fetch(web.url("/b")).body == page("Another")


@pytest.fixture(scope="module")
def noisy() -> Iterator[Web]:
    with serving() as found:
        yield found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=200), st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 \r\nLocation: "])
)
def test_any_answer_is_a_page_or_a_fault_in_words(noisy: Web, noise: bytes, opening: bytes) -> None:
    noisy.serve("/a", lambda request: request.wfile.write(opening + noise) and None)
    try:
        told = str(noisy.fetcher().fetch(noisy.url("/a")).status)
    except FetchError as fault:
        told = str(fault)
    assert told
    assert "\n" not in told
