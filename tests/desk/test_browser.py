"""The desk in a real Chromium: walked by mouse and key, in four languages."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Page, sync_playwright

from qantar.case import Case
from qantar.desk import make_app

pytestmark = pytest.mark.browser

TOKEN = "b" * 32


@pytest.fixture(scope="module")
def address(case: Case) -> Iterator[str]:
    folder = case.folder
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    ready = threading.Event()
    servers: list[uvicorn.Server] = []

    def serve() -> None:
        # SQLite connections belong to the thread that opens them.
        with Case.open(folder) as opened:
            hosts = frozenset((f"127.0.0.1:{port}",))
            app = make_app(opened, token=TOKEN, hosts=hosts)
            server = uvicorn.Server(
                uvicorn.Config(app, log_level="error", lifespan="off")
            )
            servers.append(server)
            ready.set()
            server.run(sockets=[listening])

    thread = threading.Thread(target=serve)
    thread.start()
    ready.wait(10)
    while not servers[0].started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    servers[0].should_exit = True
    thread.join(10)
    listening.close()


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        opened = browser.new_page(viewport={"width": 1366, "height": 768})
        opened.goto(f"{address}/?key={TOKEN}")
        yield opened
        browser.close()


def test_no_page_reports_an_error_or_asks_another_machine(
    page: Page, address: str
) -> None:
    errors: list[str] = []
    asked: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/exhibits", "/chronology", "/people", "/places", "/conflicts"):
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
    for path in ("/", "/exhibits", "/chronology", "/people", "/conflicts", "/log"):
        page.goto(f"{address}{path}?lang={lang}")
        main = page.locator("main").bounding_box()
        assert main is not None
        assert main["width"] <= 390
