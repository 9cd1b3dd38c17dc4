"""A ledger comes in, and a picture of every view of its desk, wide and narrow, goes out.

    python tools/screenshots.py LEDGER [--out docs/desk] [--dark]

It needs Debian's chromium and chromium-driver.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from selenium.webdriver import Chrome

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from web.browsing import browser, served

SIZES = {"wide": (1280, 900), "narrow": (390, 844)}
VIEWS = ("events", "timeline", "map", "figures", "statements", "reports", "pairs", "history", "brief", "add")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--out", type=Path, default=Path("docs/desk"))
    parser.add_argument("--dark", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with served(options.ledger) as address, browser() as driver:
        if options.dark:
            features = [{"name": "prefers-color-scheme", "value": "dark"}]
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        driver.get(address)
        for name, path in pages(driver, address.partition("/?")[0]):
            for size, (width, height) in SIZES.items():
                # Narrower than 500 pixels a window will not go; the page is told another width.
                driver.execute_cdp_cmd(
                    "Emulation.setDeviceMetricsOverride",
                    {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == "narrow"},
                )
                driver.get(f"{address.partition('/?')[0]}{path}")
                time.sleep(0.4)
                driver.save_screenshot(str(options.out / f"{name}-{size}.png"))
                print(options.out / f"{name}-{size}.png")


def pages(driver: Chrome, root: str) -> Iterator[tuple[str, str]]:
    """Each view, and the views of what an event, a series, a statement and a pair look like."""
    for view in VIEWS:
        yield view, f"/{view}"
    for name, view, what in (
        ("event", "events?order=told", ".row .pick"),
        ("series", "figures?order=told", ".row .pick"),
        ("statement", "statements", ".row .pick"),
        ("report", "reports", ".row .pick"),
        ("compare", "pairs", "a.pick"),
    ):
        driver.get(f"{root}/{view}")
        found = driver.execute_script(
            "return [...document.querySelectorAll(arguments[0])].map(a => a.href)", what
        )
        if found:
            yield name, found[0].removeprefix(root)


if __name__ == "__main__":
    main()
