"""axe-core finds nothing on any page (WCAG 2.0 to 2.2, A and AA, and best practice)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page, sync_playwright

from desk_browser import TOKEN, serving
from qantar.case import Case

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATHS = (
    "/", "/exhibits", "/review", "/pairs", "/people", "/places", "/chronology",
    "/conflicts", "/sources", "/network", "/register", "/log", "/entries", "/settings",
    "/keys", "/import", "/sync", "/publish", "/agreement", "/search?q=Almaty", "/none",
)  # fmt: skip


@pytest.fixture(scope="module")
def page(case: Case) -> Iterator[Page]:
    with serving(case.folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        # The policy would keep the checker itself from being run.
        context = browser.new_context(
            viewport={"width": 1366, "height": 768}, bypass_csp=True, base_url=address
        )
        opened = context.new_page()
        opened.goto(f"/?key={TOKEN}")
        yield opened
        browser.close()


def faults(page: Page, path: str) -> list[str]:
    page.goto(path)
    page.evaluate(AXE.read_text("utf-8"))
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules})", RULES
    )
    return [
        f"{path}: {v['id']}: {node['html'][:100]}"
        for v in found["violations"]
        for node in v["nodes"]
    ]


def test_no_page_has_a_fault(page: Page) -> None:
    assert [fault for path in PATHS for fault in faults(page, path)] == []


def test_reviewing_has_no_fault(page: Page, case: Case) -> None:
    one = next(case.view().statements())
    here = f"/review/{one.exhibit}?at={one.id}"
    found = []
    for way in ("", "&do=correct", "&do=split", "&do=add"):
        found += faults(page, here + way)

    assert found == []


def test_no_page_has_a_fault_on_a_phone(page: Page, case: Case) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    one = next(case.view().statements())
    paths = ("/", f"/review/{one.exhibit}?do=correct", "/log", "/publish")

    assert [fault for path in paths for fault in faults(page, path)] == []
