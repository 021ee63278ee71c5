"""Output: results on stdout, progress and warnings on stderr, one shape for machines."""

import functools
import gettext
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from qantar.case.locks import KEYS
from qantar.text.messages import N_, translator

__all__ = ["LANGS", "Output", "common", "langs_option"]

LANGS = ("de", "en", "ru", "kk")

STAGES = {
    "add": N_("Keeping files"),
    "read": N_("Reading"),
    "link": N_("Linking"),
    "learn": N_("Learning"),
    "second": N_("Asking the second reader"),
    "weigh": N_("Weighing"),
    "exhibits": N_("Writing pages of exhibits"),
    "languages": N_("Writing pages in each language"),
    "booklet": N_("Setting the booklet"),
    "data": N_("Writing data"),
    "verify": N_("Checking"),
    "merge": N_("Merging"),
    "sample": N_("Sampling latent classes"),
}
"""What is being done, as the command line names it."""

_ADVICE = N_(
    "Five or more words that stand nowhere and that nobody would put together. Nobody can"
    " replace them if they are lost."
)

_R = TypeVar("_R")


@dataclass(slots=True)
class Output:
    """How a command speaks.

    Attributes:
        json: Print one JSON document instead of sentences.
        quiet: Print problems only.
        lang: Language of sentences.
    """

    json: bool = False
    quiet: bool = False
    lang: str = "en"
    _begun: float = 0.0
    _stage: str = ""

    @property
    def words(self) -> gettext.NullTranslations:
        """Messages of the command line in the chosen language."""
        return translator(self.lang, "cli")

    def say(self, text: str) -> None:
        """A result for people, on stdout."""
        if not (self.json or self.quiet):
            click.echo(text)

    def warn(self, text: str) -> None:
        """Something to look at, on stderr; also when quiet."""
        click.echo(text, err=True)

    def result(self, value: dict[str, Any]) -> None:
        """The machine's form of the result, on stdout, when it was asked for."""
        if self.json:
            click.echo(json.dumps(value, ensure_ascii=False, default=str))

    def ask_secret(self, question: str, *, twice: bool = False) -> str:
        """Something that must not show: typed, or a line of stdin where nobody types.

        Args:
            question: A message of the command line.
            twice: Whether to ask again, to be sure.
        """
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\r\n")
        answer: str = click.prompt(
            self.words.gettext(question),
            hide_input=True,
            default="",
            show_default=False,
            confirmation_prompt=self.words.gettext(N_("Once more")) if twice else False,
            err=True,
        )
        return answer

    def ask_passphrase(self, folder: Path, new: bool) -> str:
        """The passphrase of a case; what ``Keyring.ask`` is on the command line."""
        if sys.stdin.isatty():
            click.echo(str(folder), err=True)
            if new:
                click.echo(self.words.gettext(_ADVICE), err=True)
        question = N_("New passphrase") if new else N_("Passphrase")
        return self.ask_secret(question, twice=new)

    def listener(self, stage: str, done: int, total: int) -> None:
        """Progress on a terminal, after a second: what, how many, how long."""
        if self.json or self.quiet or not sys.stderr.isatty():
            return
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._begun = stage, now
        if now - self._begun < 1 and done != total:
            return
        spent = int(now - self._begun)
        line = f"\r{self.words.gettext(STAGES.get(stage, stage))}: {done}"
        if total:
            line += f" / {total}"
        click.echo(f"{line}  {spent // 60}:{spent % 60:02d} ", nl=False, err=True)
        if total and done == total:
            click.echo("\r" + " " * 60 + "\r", nl=False, err=True)


def common(
    command: Callable[..., _R] | None = None, *, lang: bool = True
) -> Callable[..., Any]:
    """Add ``--json``, ``--quiet`` and ``--lang``; pass an ``Output`` first.

    Args:
        command: The command.
        lang: Whether ``--lang`` is the interface's language; a command that gives
            ``--lang`` another meaning declares it by itself.
    """
    if command is None:
        return functools.partial(common, lang=lang)
    inner = command

    @functools.wraps(inner)
    def wrapped(*args: Any, as_json: bool, quiet: bool, **options: Any) -> _R:
        spoken = options.pop("lang") if lang else "en"
        out = Output(json=as_json, quiet=quiet, lang=spoken)
        KEYS.ask = out.ask_passphrase
        return inner(out, *args, **options)

    result = click.option("--quiet", is_flag=True, help="Say problems only.")(wrapped)
    result = click.option(
        "--json", "as_json", is_flag=True, help="One JSON document on stdout."
    )(result)
    if lang:
        result = click.option(
            "--lang",
            type=click.Choice(LANGS),
            default="en",
            show_default=True,
            help="Language of what is said.",
        )(result)
    return result


def langs_option(value: str) -> tuple[str, ...]:
    """Languages from ``de,ru``.

    Raises:
        click.BadParameter: For a language that there is not.
    """
    chosen = tuple(part.strip() for part in value.split(",") if part.strip())
    wrong = [part for part in chosen if part not in LANGS]
    if wrong or not chosen:
        raise click.BadParameter(
            f"{', '.join(wrong) or 'nothing'} is no language of Qantar;"
            f" give one or more of {', '.join(LANGS)}, with commas."
        )
    return chosen
