"""Who gets in, from where, and what a page may load."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from sitrep.web.app import make_app
from sitrep.web.desk import Desk
from sitrep.web.guard import Access

from .conftest import ROOT

PATHS = (
    *("/", "/events", "/events.json", "/events.csv", "/timeline", "/map", "/figures", "/statements"),
    *("/reports", "/compare", "/pairs", "/history", "/search", "/goto", "/brief", "/add", "/jobs/1"),
    *("/static/desk.js", "/nothing"),
)


@pytest.mark.parametrize("path", PATHS)
def test_nobody_gets_in_without_the_token(stranger: TestClient, path: str) -> None:
    assert stranger.get(path).status_code == 401
    assert stranger.get(path, headers={"cookie": "sitrep=guessed"}).status_code == 401


@pytest.mark.parametrize("path", ["/decide", "/add", "/jobs/1/retry"])
def test_nobody_writes_without_the_token(stranger: TestClient, path: str) -> None:
    assert stranger.post(path, data={"act": "undo"}).status_code == 401


def test_a_wrong_token_is_refused(stranger: TestClient) -> None:
    assert stranger.get("/?token=another").status_code == 403
    assert not stranger.cookies


def test_the_token_becomes_a_cookie_and_leaves_the_address(stranger: TestClient) -> None:
    answer = stranger.get("/events?type=PROTEST&token=the-token")
    assert answer.headers["location"] == "/events?type=PROTEST"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert stranger.get("/events?type=PROTEST").status_code == 200


def test_the_way_back_from_the_token_stays_on_the_desk(stranger: TestClient) -> None:
    answer = stranger.get(f"{ROOT}//elsewhere.example/?token=the-token")
    assert answer.headers["location"] == "/elsewhere.example/"


def test_a_desk_asked_for_by_another_name_answers_nothing(reviewer: TestClient) -> None:
    assert reviewer.get("/events", headers={"host": "rebound.example:8000"}).status_code == 403
    assert reviewer.get("/events", headers={"host": "localhost:8000"}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": ROOT}, 403),
        ({"origin": ROOT}, 303),
        ({"sec-fetch-site": "same-origin", "origin": ROOT}, 303),
        ({}, 303),
    ],
)
def test_only_the_desk_s_own_pages_write(reviewer: TestClient, headers: dict[str, str], status: int) -> None:
    event = reviewer.get("/events.json").json()[0]["id"]
    answer = reviewer.post("/decide", data={"act": "accept", "id": event}, headers=headers)
    assert answer.status_code == status


def test_every_answer_forbids_what_is_not_the_desk_s(reviewer: TestClient) -> None:
    for path in ("/events", "/nothing", "/static/desk.css", "/events.csv"):
        headers = reviewer.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'self'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_no_page_asks_for_what_the_policy_forbids(reviewer: TestClient) -> None:
    for path in ("/events", "/map", "/timeline", "/figures", "/brief", "/add", "/pairs"):
        text = reviewer.get(path).text
        assert "style=" not in text
        assert "onclick=" not in text
        assert "<script>" not in text
        assert 'src="http' not in text


def test_a_password_lets_in_where_others_can_reach_the_desk(desk: Desk) -> None:
    access = Access(password="correct horse", hosts=frozenset({"192.0.2.7"}))
    client = TestClient(make_app(desk, access), base_url="http://192.0.2.7:8000", follow_redirects=False)
    answer = client.get("/events", headers={"accept": "text/html"})
    assert answer.headers["location"] == "/sign-in"
    assert "without encryption" in client.get("/sign-in").text
    assert client.post("/sign-in", data={"password": "wrong"}).status_code == 403
    assert client.get("/events").status_code == 401
    assert client.post("/sign-in", data={"password": "correct horse"}).status_code == 303
    assert client.get("/events").status_code == 200


def test_map_tiles_of_a_person_s_own_widen_the_policy_by_that_host_alone() -> None:
    assert "img-src 'self' https://tiles.example;" in Access(tiles="https://tiles.example").policy()
    assert "img-src" not in Access().policy()
