"""A real Chromium and a real desk, for tests that need both; they say plainly when there is no browser."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
needs_browser = pytest.mark.skipif(
    not (CHROMIUM and DRIVER),
    reason="no browser: without Debian's chromium and chromium-driver nobody clicks through the desk",
)


@contextmanager
def served(ledger: Path) -> Iterator[str]:
    """The address, with its token, of a desk that runs in a process of its own."""
    command = [sys.executable, "-m", "sitrep.cli", "serve", str(ledger), "--no-browser", "--reader", "rules"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@contextmanager
def browser() -> Iterator[Chrome]:
    """A headless Chromium with nothing of a person's in it."""
    with tempfile.TemporaryDirectory() as folder:
        options = ChromeOptions()
        options.binary_location = str(CHROMIUM)
        for flag in (
            *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            *(
                "--disable-dev-shm-usage",
                f"--user-data-dir={folder}",
                "--window-size=1280,900",
                "--hide-scrollbars",
            ),
        ):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        driver = Chrome(options=options, service=Service(str(DRIVER)))
        try:
            yield driver
        finally:
            driver.quit()
