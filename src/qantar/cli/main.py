"""The group of commands, and what every one of them does with an error."""

import errno
import importlib
import json
import os
import sys
import traceback
from typing import Any

import click

from qantar import __version__
from qantar.errors import CaseLocked, DamagedCase, InputError, QantarError

__all__ = ["COMMANDS", "main"]

COMMANDS = {
    "build": "qantar.cli.build",
    "new": "qantar.cli.stages",
    "add": "qantar.cli.stages",
    "read": "qantar.cli.stages",
    "link": "qantar.cli.stages",
    "weigh": "qantar.cli.stages",
    "learn": "qantar.cli.learn",
    "desk": "qantar.cli.desk",
    "publish": "qantar.cli.publish",
    "frontier": "qantar.cli.sharing",
    "pack": "qantar.cli.sharing",
    "merge": "qantar.cli.sharing",
    "verify": "qantar.cli.verify",
    "prove": "qantar.cli.proving",
    "lock": "qantar.cli.locking",
    "unlock": "qantar.cli.locking",
    "passphrase": "qantar.cli.locking",
    "recovery": "qantar.cli.locking",
    "stamp": "qantar.cli.stamping",
    "custody": "qantar.cli.keeping",
    "device": "qantar.cli.keeping",
    "hold": "qantar.cli.keeping",
    "forget": "qantar.cli.keeping",
    "export": "qantar.cli.export",
    "count": "qantar.cli.count",
    "times": "qantar.cli.times",
    "names": "qantar.cli.names",
    "demo": "qantar.cli.demo",
    "doctor": "qantar.cli.doctor",
}
"""Verb to the module that holds it, loaded when asked for: a fast ``--help``."""

DONE, PROBLEMS, WRONG_USE, DAMAGED, STOPPED = 0, 1, 2, 3, 130


class Verbs(click.Group):
    """Loads a command's module when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Verbs in the order of a record's life."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, or ``None`` if there is no such verb."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(
            importlib.import_module(COMMANDS[cmd_name]), f"{cmd_name}_command"
        )
        return command


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)
@click.version_option(__version__, prog_name="qantar")
def cli() -> None:
    """Scattered, contradicting testimony becomes a record anyone can check.

    Start with: qantar build REPORTS/ --out RECORD/
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit.

    Exit status: 0 done, 1 found problems, 2 wrong use, 3 the case is damaged, 130
    stopped by the user.
    """
    try:
        status = cli.main(arguments, standalone_mode=False)
        sys.exit(status if isinstance(status, int) else DONE)
    except click.exceptions.Abort:
        _fail(
            "stopped", "Stopped. What was kept stays; run it again to go on.", STOPPED
        )
    except KeyboardInterrupt:
        _fail(
            "stopped", "Stopped. What was kept stays; run it again to go on.", STOPPED
        )
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except DamagedCase as error:
        _fail("damaged", str(error), DAMAGED)
    except InputError as error:
        _fail("input", str(error), WRONG_USE)
    except QantarError as error:
        status = (
            WRONG_USE
            if isinstance(error, CaseLocked | FileExistsError | FileNotFoundError)
            else PROBLEMS
        )
        _fail("case", str(error), status)
    except OSError as error:
        _fail("system", _system(error), PROBLEMS)
    except Exception as error:
        if os.environ.get("QANTAR_TRACE"):
            raise
        last = traceback.extract_tb(error.__traceback__)[-1]
        _fail(
            "fault",
            "A fault of Qantar, not of your files:"
            f" {type(error).__name__} in {last.name}, line {last.lineno}."
            " What was kept stays. Please report this line.",
            PROBLEMS,
        )


def _system(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return (
            "The disk is full. What was acknowledged is kept; make room and run the"
            " same command again."
        )
    name = f" {error.filename}" if error.filename else ""
    return f"The system says about{name or ' a file'}: {error.strerror or error}."


def _fail(kind: str, message: str, status: int) -> Any:
    if "--json" in sys.argv:
        click.echo(f'{{"error": {{"kind": "{kind}", "message": {_quoted(message)}}}}}')
    else:
        click.echo(f"qantar: {message}", err=True)
    sys.exit(status)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
