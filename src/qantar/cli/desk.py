"""``qantar desk``: the record in the browser, on this machine only."""

import contextlib
import secrets
import socket
import tempfile
import webbrowser
from pathlib import Path

import click
import uvicorn
from starlette.types import ASGIApp

from qantar.case import Case
from qantar.cli.output import Output, common
from qantar.desk import FirstRun, make_app
from qantar.errors import InputError
from qantar.ledger import is_locked, ram_folder

__all__ = ["desk_command", "serve"]

_HOST = "127.0.0.1"


@click.command("desk")
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--port", default=0, help="Port; 0 takes a free one.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@common
def desk_command(out: Output, case: Path, port: int, no_browser: bool) -> None:
    """Review a case in the browser; of a new folder, make one. All on this machine.

    Example: qantar desk record/
    """
    serve(out, case, port=port, browser=not no_browser)


def serve(out: Output, folder: Path, *, port: int, browser: bool) -> None:
    """Serve the desk until Ctrl-C.

    Args:
        out: How to speak.
        folder: A case or a record folder.
        port: 0 takes a free one.
        browser: Whether to open the browser.

    Raises:
        InputError: If the port is taken.
    """
    token = secrets.token_urlsafe(24)
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with listening, contextlib.ExitStack() as stack:
        case = None if _nothing_in(folder) else stack.enter_context(Case.open(folder))
        if case is not None:
            _spool_in_memory(case)
        try:
            listening.bind((_HOST, port))
        except OSError as error:
            raise InputError(
                f"Port {port} is taken. Leave --port away to take a free one."
            ) from error
        listening.listen()  # whoever opens the address at once waits, not fails
        port = listening.getsockname()[1]
        hosts = frozenset((f"{_HOST}:{port}", f"localhost:{port}"))
        app: ASGIApp
        if case is not None:
            app = make_app(case, token=token, hosts=hosts)
        else:
            app = first = FirstRun(folder, token=token, hosts=hosts, lang=out.lang)
            stack.callback(first.close)
        address = f"http://{_HOST}:{port}/?key={token}"
        out.say(
            out.words.gettext("The desk is open at {address}").format(address=address)
        )
        out.say(out.words.gettext("Ctrl-C ends it."))
        out.result({"address": address})
        if browser:
            webbrowser.open(address)
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off")
        )
        # Ctrl-C is how a desk is closed, not a failure.
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listening])


def _nothing_in(folder: Path) -> bool:
    """Whether a case could be made here: nothing is here, or an empty folder."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def _spool_in_memory(case: Case) -> None:
    """What a browser sends is spooled; of a locked case never to the disk."""
    if is_locked(case.folder) and (memory := ram_folder()) is not None:
        tempfile.tempdir = str(memory)
