"""A desk that serves a case, and a real Chromium that looks at it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright

from qantar.case import Case
from qantar.desk import make_app

__all__ = ["TOKEN", "opened", "serving"]

TOKEN = "b" * 32


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[str]:
    """A desk over a case folder, in a thread of its own; gives its address."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    port = listening.getsockname()[1]
    ready = threading.Event()
    servers: list[uvicorn.Server] = []

    def serve() -> None:
        # SQLite connections belong to the thread that opens them.
        with Case.open(folder) as case:
            hosts = frozenset((f"127.0.0.1:{port}",))
            app = make_app(case, token=TOKEN, hosts=hosts)
            config = uvicorn.Config(
                app, log_level="error", lifespan="off", timeout_graceful_shutdown=1
            )
            servers.append(uvicorn.Server(config))
            ready.set()
            servers[0].run(sockets=[listening])

    thread = threading.Thread(target=serve)
    thread.start()
    ready.wait(20)
    while not servers[0].started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        servers[0].should_exit = True
        thread.join(20)
        listening.close()


@contextmanager
def opened(address: str, *, script: bool = True) -> Iterator[Page]:
    """A page of a fresh browser that came with the key."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        context = browser.new_context(
            viewport={"width": 1366, "height": 768}, java_script_enabled=script
        )
        page = context.new_page()
        page.goto(f"{address}/?key={TOKEN}")
        yield page
        browser.close()
