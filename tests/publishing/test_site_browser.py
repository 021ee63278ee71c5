"""The site in a real browser, straight from the disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from site_pages import LANGS, Built

pytestmark = pytest.mark.browser

PAGES = ("index", "chronology", "contradictions", "places", "timeline", "made", "a-z")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        yield opened
        opened.close()


def _open(
    browser: Browser, path: Path, *, script: bool = True, phone: bool = False
) -> Page:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.set_viewport_size(
        {"width": 390, "height": 844} if phone else {"width": 1366, "height": 768}
    )
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_a_phone(
    browser: Browser, site: Built, lang: str, name: str
) -> None:
    page = _open(browser, site.folder / lang / f"{name}.html", phone=True)

    wide = page.evaluate("document.documentElement.scrollWidth")

    page.context.close()
    assert wide <= 390


def test_only_files_are_asked_for(browser: Browser, site: Built) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto((site.folder / "kk/search.html").as_uri())
    page.locator("#q").fill("Токаев")
    page.locator("#hits li").first.wait_for()

    context.close()
    assert asked
    assert all(url.startswith("file://") for url in asked)


@pytest.mark.parametrize("typed", ["Tokayev", "Tokajew", "Токаев", "Тоқаев"])
def test_search_finds_a_name_in_any_script(
    browser: Browser, site: Built, typed: str
) -> None:
    page = _open(browser, site.folder / "en/search.html")

    page.locator("#q").fill(typed)
    page.locator("#hits li").first.wait_for()

    shown = page.locator("#hits").inner_text()
    page.context.close()
    assert "Kassym-Schomart Tokajew" in shown
    assert "Қасым-Жомарт Тоқаев" in shown


def test_a_hit_leads_to_its_passage(browser: Browser, site: Built) -> None:
    page = _open(browser, site.folder / "en/search.html")
    page.locator("#q").fill("stun grenades")

    page.locator("#hits li a").first.click()
    mark = page.locator("mark a:target")

    assert mark.count() == 1
    page.context.close()


def test_search_says_when_it_finds_nothing(browser: Browser, site: Built) -> None:
    page = _open(browser, site.folder / "de/search.html")

    page.locator("#q").fill("Xylophon")
    page.get_by_text("Nichts gefunden.").wait_for()

    assert page.locator("#hits li").count() == 0
    page.context.close()


def test_without_script_the_search_points_to_the_register(
    browser: Browser, site: Built
) -> None:
    page = _open(browser, site.folder / "ru/search.html", script=False)

    assert not page.locator("#q").is_visible()
    page.get_by_text("Указатель A–Я").last.click()
    assert page.locator("h1").inner_text() == "Указатель A–Я"
    page.context.close()


def test_without_script_one_gets_from_a_sentence_to_its_words_and_back(
    browser: Browser, site: Built
) -> None:
    page = _open(browser, site.folder / "index.html", script=False)

    page.get_by_role("link", name="Deutsch").click()
    page.get_by_role("link", name="Chronik").first.click()
    page.locator(".st li .c a").first.click()
    assert page.locator("mark").count() > 0
    page.locator('.ml a[hreflang="de"]').first.click()

    assert page.locator("h1").inner_text().startswith("Chronik")
    page.context.close()


@pytest.mark.parametrize("name", ["en/search.html", "kk/places.html", "index.html"])
def test_the_browser_has_nothing_to_complain_of(
    browser: Browser, site: Built, name: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))

    page.goto((site.folder / name).as_uri())

    context.close()
    assert told == []


def test_fonts_of_the_folder_are_used_for_kazakh(browser: Browser, site: Built) -> None:
    page = _open(browser, site.folder / "kk/index.html")

    loaded = page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts]"
        ".filter(f => f.status === 'loaded').map(f => f.family))"
    )

    page.context.close()
    assert any("Literata" in family for family in loaded)
    assert any("Golos" in family for family in loaded)
