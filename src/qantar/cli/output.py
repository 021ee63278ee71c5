"""Output: results on stdout, progress and warnings on stderr, one shape for machines."""

import functools
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

import click

from qantar.text.messages import Translator, translator

__all__ = ["LANGS", "Output", "common", "langs_option"]

LANGS = ("de", "en", "ru", "kk")

_P = ParamSpec("_P")
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
    def words(self) -> Translator:
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
        line = f"\r{self.words.gettext(stage)}: {done}"
        if total:
            line += f" / {total}"
        click.echo(f"{line}  {spent // 60}:{spent % 60:02d} ", nl=False, err=True)
        if total and done == total:
            click.echo("\r" + " " * 60 + "\r", nl=False, err=True)


def common(command: Callable[_P, _R]) -> Callable[..., _R]:
    """Add ``--json``, ``--quiet`` and ``--lang``; pass an ``Output`` first."""

    @click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
    @click.option("--quiet", is_flag=True, help="Say problems only.")
    @click.option(
        "--lang",
        type=click.Choice(LANGS),
        default="en",
        show_default=True,
        help="Language of what is said.",
    )
    @functools.wraps(command)
    def wrapped(
        *args: Any, as_json: bool, quiet: bool, lang: str, **options: Any
    ) -> _R:
        out = Output(json=as_json, quiet=quiet, lang=lang)
        return command(out, *args, **options)  # type: ignore[arg-type]

    return wrapped


def langs_option(value: str) -> tuple[str, ...]:
    """Languages from ``de,ru``.

    Raises:
        click.BadParameter: For a language that there is not.
    """
    chosen = tuple(part.strip() for part in value.split(",") if part.strip())
    wrong = [lang for lang in chosen if lang not in LANGS]
    if wrong or not chosen:
        raise click.BadParameter(
            f"{', '.join(wrong) or 'nothing'} is no language of Qantar;"
            f" give one or more of {', '.join(LANGS)}, with commas."
        )
    return chosen
