"""axe (WCAG 2.2 A and AA, best practice) finds nothing on the pages of an edition."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from memory_record import sample_record
from qantar.publishing.comparing import Change, Changes
from qantar.publishing.profile import INTERNAL
from qantar.publishing.site import News, write_site

pytestmark = pytest.mark.browser

PAGES = (
    "index", "chronology", "timeline", "people", "places", "contradictions", "exhibits",
    "origins", "register", "network", "ownership", "made", "search", "a-z", "check",
    "changes",
)  # fmt: skip


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything, as for readers, with all pages that an edition can have."""
    record = sample_record()
    first = next(iter(record.statements())).id
    told = (Change(what="statements", id=first, kind="changed", keys=("status",)),)
    folder = tmp_path_factory.mktemp("edition")
    write_site(
        record,
        folder,
        profile=replace(INTERNAL, notice=""),
        langs=("en", "ru"),
        news=News(changes=Changes(since="an older edition", all=told)),
    )
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        yield opened
        opened.close()


def violations(browser: Browser, path: Path) -> list[str]:
    # The page's own policy forbids scripts that are put into it, and so axe as well.
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(path.as_uri())
    found = Axe().run(page).response["violations"]
    context.close()
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser: Browser, edition: Path, name: str) -> None:
    assert violations(browser, edition / f"en/{name}.html") == []


def test_axe_finds_nothing_on_a_text_and_a_persons_page(
    browser: Browser, edition: Path
) -> None:
    for pattern in ("e/*.html", "ru/p/*.html", "ru/l/*.html", "index.html"):
        path = next(iter(sorted(edition.glob(pattern))))

        assert violations(browser, path) == [], pattern
