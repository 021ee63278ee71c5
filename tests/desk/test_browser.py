"""The desk in a real Chromium: walked by mouse and key, in four languages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from desk_browser import opened, serving
from qantar.case import Case

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(case: Case) -> Iterator[str]:
    with serving(case.folder) as found:
        yield found


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    with opened(address) as found:
        yield found


def test_no_page_reports_an_error_or_asks_another_machine(
    page: Page, address: str
) -> None:
    errors: list[str] = []
    asked: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    for path in (
        "/", "/exhibits", "/review", "/chronology", "/people", "/places", "/conflicts",
        "/settings", "/keys",
    ):  # fmt: skip
        page.goto(address + path)

    assert errors == []
    assert all(url.startswith((address, "data:")) for url in asked)


def test_the_slash_key_goes_to_the_search_field(page: Page) -> None:
    page.keyboard.press("Slash")
    page.keyboard.type("полиции")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1).wait_for()

    assert "q=" in page.url


def test_a_statement_leads_to_its_words(page: Page, address: str) -> None:
    page.goto(f"{address}/chronology")
    page.locator("ul.lines a").first.click()
    page.wait_for_url("**/exhibits/**")

    assert page.locator(".text mark").count() > 0


@pytest.mark.parametrize("lang", ["de", "en", "ru", "kk"])
def test_no_page_is_wider_than_a_phone(page: Page, address: str, lang: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for path in (
        "/", "/exhibits", "/review", "/chronology", "/people", "/conflicts", "/log",
        "/settings", "/keys",
    ):  # fmt: skip
        page.goto(f"{address}{path}?lang={lang}")
        main = page.locator("main").bounding_box()
        assert main is not None
        assert main["width"] <= 390
