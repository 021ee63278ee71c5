"""From nothing to an edition in the browser alone: what a newcomer does on the first day."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from desk_browser import TOKEN, opened

pytestmark = pytest.mark.browser

REPORT = (
    "Am 5. Januar 2022 wurden in Almaty nach Angaben des Innenministeriums 8 Polizisten"
    " getötet."
)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The desk as the command line starts it, of a folder that is not there yet."""
    command = [sys.executable, "-m", "qantar", "desk", str(tmp_path / "record")]
    with subprocess.Popen(
        [*command, "--no-browser", "--json"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield str(json.loads(process.stdout.readline())["address"])
        process.terminate()


def until(page: Page, path: str, words: str) -> None:
    """Look at a page again and again until it says something."""
    for _ in range(120):
        page.goto(path)
        if words in page.content():
            return
        time.sleep(0.5)
    raise AssertionError(f"{path} never said {words!r}")


def test_from_nothing_to_an_edition(address: str, tmp_path: Path) -> None:
    base = address.partition("/?")[0]
    with opened(base) as page:
        assert TOKEN not in address  # that of the other tests opens nothing here
        page.goto(address)
        page.goto(f"{base}/?lang=en")
        page.locator("#title").fill("Walk")
        page.locator("#zone").fill("Asia/Almaty")
        page.get_by_role("button", name="Make the case").click()
        page.wait_for_url("**/import")
        page.goto(f"{base}/import?lang=en")
        file: FilePayload = {
            "name": "a.txt", "mimeType": "text/plain", "buffer": REPORT.encode(),
        }  # fmt: skip
        page.locator("#files").set_input_files(files=[file])
        page.get_by_role("button", name="Look at them first").click()
        page.get_by_role("button", name="Keep and read").click()
        until(page, f"{base}/import", "1 file was kept")
        page.goto(f"{base}/review")
        page.locator("tbody a").first.click()
        page.get_by_role("button", name="Accept", exact=False).first.click()
        expect(page.locator(".foot")).to_contain_text("accepted")
        page.goto(f"{base}/publish")
        page.get_by_label("the group itself", exact=False).check()
        page.get_by_role("button", name="Write site, booklet and data").click()
        until(page, f"{base}/publish", "The leak test found nothing")

    assert (tmp_path / "edition-internal" / "site" / "index.html").is_file()
    assert (tmp_path / "edition-internal" / "booklet.pdf").is_file()
