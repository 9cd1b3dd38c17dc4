"""The desk in a real browser, by keyboard alone: reviewing, undoing, merging, splitting, following cells."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from benchmarks.made import make_records
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By

from sitrep.ledger import Ledger
from sitrep.ledger.state import State

from .browsing import browser, needs_browser, served

pytestmark = needs_browser
WAIT_S = 20.0


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chrome]:
    with browser() as driver:
        yield driver


@pytest.fixture
def address(demo_copy: Path) -> Iterator[str]:
    with served(demo_copy) as found:
        yield found


@pytest.fixture
def desk(chromium: Chrome, address: str) -> Iterator[Chrome]:
    chromium.get_log("browser")  # of the page before, whose desk has ended since
    chromium.get(address)
    yield chromium
    logged = [line for line in chromium.get_log("browser") if line["level"] == "SEVERE"]
    chromium.get("about:blank")  # a page that is still open would go on to ask a desk that has ended
    assert [line["message"] for line in logged if "409" not in line["message"]] == []


def until(true: Callable[[], Any]) -> Any:
    """What ``true`` gives, once it gives anything."""
    end = time.monotonic() + WAIT_S
    while time.monotonic() < end:
        try:
            if found := true():
                return found
        except Exception:  # the page may be changing under the question
            pass
        time.sleep(0.03)
    raise AssertionError("it did not come about")


def press(driver: Chrome, *keys: str) -> None:
    for key in keys:
        ActionChains(driver).send_keys(key).perform()


def press_for_next_page(driver: Chrome, key: str) -> None:
    """Presses ``key`` and waits for the page it leads to: what is pressed before that is of neither page."""
    before = driver.current_url
    press(driver, key)
    until(lambda: driver.current_url != before and ask(driver, "document.readyState === 'complete'"))


def ask(driver: Chrome, script: str, *values: Any) -> Any:
    return driver.execute_script(f"return {script}", *values)  # type: ignore[no-untyped-call]


def opened(driver: Chrome) -> str | None:
    return ask(driver, "document.querySelector('#item')?.dataset.id ?? null")


def state_of(path: Path) -> State:
    with Ledger.open(path) as ledger:
        assert ledger.check() == []
        return ledger.state()


def rows(driver: Chrome) -> list[str]:
    return list(ask(driver, "[...document.querySelectorAll('#rows .row')].map(row => row.dataset.id)"))


def test_twenty_items_are_reviewed_and_all_twenty_undone_by_keyboard(desk: Chrome, demo_copy: Path) -> None:
    before = state_of(demo_copy)
    order = rows(desk)
    press(desk, "j")
    until(lambda: opened(desk) == order[0])
    for n in range(20):
        press(desk, "x" if n % 5 == 4 else Keys.ENTER if n % 2 else "a")
        until(lambda n=n: opened(desk) == order[n + 1])
    after = {event.id: event.status for event in state_of(demo_copy).events}
    assert [after[name] for name in order[:20]] == [
        "rejected" if n % 5 == 4 else "accepted" for n in range(20)
    ]
    until(lambda: states(desk)[:5] == ["accepted"] * 4 + ["rejected"])
    assert "20 of 42 reviewed" in desk.find_element(By.ID, "filters").text
    with Ledger.open(demo_copy) as ledger:
        count = len(ledger.acts())
    for n in range(20):
        press(desk, "u")
        until(lambda n=n: len(acts_of(demo_copy)) == count + n + 1)
    assert state_of(demo_copy) == before
    until(lambda: "0 of 42 reviewed" in desk.find_element(By.ID, "filters").text)
    until(lambda: set(states(desk)) == {"to_review"})


def test_keys_that_come_faster_than_answers_are_each_of_the_next_row(desk: Chrome, demo_copy: Path) -> None:
    order = rows(desk)
    press(desk, "j")
    until(lambda: opened(desk) == order[0])
    ActionChains(desk).send_keys("aaxaxau").perform()
    until(lambda: len(acts_of(demo_copy)) == 7)
    after = {event.id: event.status for event in state_of(demo_copy).events}
    told = [after[name] for name in order[:6]]
    assert told == ["accepted", "accepted", "rejected", "accepted", "rejected", "to_review"]
    until(lambda: states(desk)[:6] == told)


def states(driver: Chrome) -> list[str]:
    """What each row of the list shows of its state."""
    script = "[...document.querySelectorAll('#rows .row .state')].map(dot => dot.classList[1])"
    return list(ask(driver, script))


def acts_of(path: Path) -> list[Any]:
    with Ledger.open(path) as ledger:
        return ledger.acts()


def test_two_events_are_merged_and_a_telling_is_split_off(
    desk: Chrome, address: str, demo_copy: Path
) -> None:
    root = root_of(address)
    count = len(state_of(demo_copy).events)
    desk.get(f"{root}/pairs")
    press(desk, "j")
    until(lambda: "/compare" in desk.current_url)
    press_for_next_page(desk, "=")
    until(lambda: len(state_of(demo_copy).events) == count - 1)
    press_for_next_page(desk, "-")
    until(lambda: len(acts_of(demo_copy)) == 2)
    press_for_next_page(desk, "~")
    until(lambda: len(acts_of(demo_copy)) == 3)
    event = max(state_of(demo_copy).events, key=lambda row: len(row.items))
    desk.get(f"{root}/events?select={event.id}&n=1")
    until(lambda: opened(desk) == event.id)
    press(desk, "s")
    until(lambda: len(state_of(demo_copy).events) == count)


def test_a_cell_is_followed_to_its_words(desk: Chrome, address: str) -> None:
    desk.get(f"{root_of(address)}/events?order=told")
    press(desk, "j")
    until(lambda: opened(desk))
    link = desk.find_element(By.CSS_SELECTOR, "#item .cells a[href*='cell=place']")
    assert "—" in (link.get_attribute("title") or "")  # hovering shows sentence, outlet and date
    link.send_keys(Keys.ENTER)
    until(lambda: "cell=place" in desk.current_url)
    marked = until(lambda: desk.find_element(By.CSS_SELECTOR, "#item .text mark.words"))
    assert marked.text == "Beirut"
    # The words are in sight inside their pane, not only on the page.
    assert ask(
        desk,
        """(() => { const [a, b] = [...document.querySelectorAll('#item .text, #item .text [data-passage]')]
        .map(e => e.getBoundingClientRect()); return b.top >= a.top && b.bottom <= a.bottom + 1 })()""",
    )
    before = desk.current_url
    press(desk, "]")
    until(lambda: "n=1" in desk.current_url)
    press(desk, "[")
    until(lambda: desk.current_url == before)


def test_a_filtered_view_is_sent_to_a_second_browser(desk: Chrome, address: str) -> None:
    desk.get(f"{root_of(address)}/events")
    desk.find_element(By.CSS_SELECTOR, "#filters a[href*='type=PROTEST']").click()
    until(lambda: "type=PROTEST" in desk.current_url)
    order = rows(desk)
    for name in order[:2]:
        press(desk, "j")
        until(lambda name=name: opened(desk) == name and name in desk.current_url)
    sent, shown = desk.current_url, (rows(desk), opened(desk))
    with browser() as second:
        second.get(sent)
        assert "open the desk by the address" in second.page_source
        second.get(f"{sent}&{urlsplit(address).query}")
        until(lambda: opened(second))
        assert (rows(second), opened(second)) == shown
        assert "token" not in second.current_url


def test_a_cell_is_edited_and_a_note_written_by_keyboard(desk: Chrome, address: str, demo_copy: Path) -> None:
    desk.get(f"{root_of(address)}/events")
    press(desk, "j")
    event = until(lambda: opened(desk))
    press(desk, "e")
    until(lambda: ask(desk, "document.activeElement.name") == "field")
    press(desk, "reality", Keys.TAB, *"denied", Keys.ENTER)
    until(lambda: acts_of(demo_copy))
    row = next(row for row in state_of(demo_copy).events if row.id == event)
    assert row.status == "corrected"
    until(lambda: "corrected" in desk.find_element(By.CSS_SELECTOR, "#item .about").text)
    press(desk, "n")
    until(lambda: ask(desk, "document.activeElement.name") == "remark")
    press(desk, *"to ask", Keys.TAB, Keys.ENTER)
    until(lambda: len(acts_of(demo_copy)) == 2)
    until(lambda: "to ask" in desk.find_element(By.ID, "item").text)


def test_nothing_moves_once_it_is_painted(desk: Chrome, address: str) -> None:
    for view in ("events?order=told", "timeline", "map", "figures"):
        desk.get(f"{root_of(address)}/{view}")
        shift = desk.execute_async_script(  # type: ignore[no-untyped-call]
            """const done = arguments[0]; let sum = 0;
            new PerformanceObserver(seen => { for (const one of seen.getEntries()) sum += one.value })
            .observe({ type: "layout-shift", buffered: true }); setTimeout(() => done(sum), 400)"""
        )
        assert shift < 0.01, view


def test_keys_lead_everywhere(desk: Chrome, address: str) -> None:
    desk.get(f"{root_of(address)}/events")
    for key, view in zip("23456", ("timeline", "map", "figures", "statements", "reports"), strict=True):
        press(desk, key)
        until(lambda view=view: urlsplit(desk.current_url).path == f"/{view}")
        until(lambda: ask(desk, "document.readyState") == "complete")
    press(desk, "?")
    until(lambda: desk.find_element(By.ID, "help").is_displayed())
    press(desk, Keys.ESCAPE)
    ActionChains(desk).key_down(Keys.CONTROL).send_keys("k").key_up(Keys.CONTROL).perform()
    until(lambda: desk.find_element(By.ID, "goto").is_displayed())
    press(desk, *"diab")
    found = until(lambda: desk.find_element(By.CSS_SELECTOR, "#found a[href*='select=']"))
    assert "Diab" in found.text
    press(desk, Keys.ESCAPE)
    until(lambda: not desk.find_element(By.ID, "goto").is_displayed())
    press(desk, "/")
    press(desk, *"nitrate", Keys.ENTER)
    until(lambda: "/search" in desk.current_url)


def test_a_long_list_goes_on_as_it_is_scrolled(chromium: Chrome, tmp_path: Path) -> None:
    path = tmp_path / "long.ledger"
    with Ledger.open(path, create=True) as ledger:
        ledger.add(make_records(240, seed=3))
        total = len(ledger.state().events)
    assert total > 200
    with served(path) as address:
        chromium.get(address)
        until(lambda: len(rows(chromium)) == 60)
        for _ in range(60):
            press(chromium, *["j"] * 5)
            ask(chromium, "document.querySelector('#main').scrollTo(0, 1e6)")
            if len(rows(chromium)) == total:
                break
            time.sleep(0.1)
        until(lambda: len(rows(chromium)) == total)
        assert len(set(rows(chromium))) == total


VIEWS = (
    *("events", "timeline", "map", "figures", "statements", "reports", "pairs", "history", "brief", "add"),
    *("search?q=explosion", "events?order=told&select=", "figures?order=told&select=", "statements?select="),
    *("reports?select=", "compare?a="),
)


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_has_a_serious_finding_of_axe(desk: Chrome, address: str, demo_copy: Path, view: str) -> None:
    root = root_of(address)
    if view.endswith("="):
        state = state_of(demo_copy)
        event = max(state.events, key=lambda row: len(row.items))
        names = {"events": event.id, "compare": event.id, "statements": state.statements[0].id}
        names |= {"figures": event.series[0], "reports": state.reports[0].id}
        view += names[view.partition("?")[0]]
    desk.get(f"{root}/{view}")
    found = audit(desk)
    assert found == [], "\n".join(found)


def audit(driver: Chrome) -> list[str]:
    """What axe-core finds serious or critical on the page."""
    import axe_core_python

    script = Path(axe_core_python.__file__).parent / "axe.min.js"
    driver.execute_script(script.read_text("utf-8"))  # type: ignore[no-untyped-call]
    result = driver.execute_async_script(  # type: ignore[no-untyped-call]
        "const done = arguments[0]; axe.run(document).then(found => done(JSON.stringify(found.violations)))"
    )
    return [
        f"{one['impact']}: {one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in json.loads(result)
        if one["impact"] in ("serious", "critical")
    ]


def root_of(address: str) -> str:
    return address.partition("/?")[0]
