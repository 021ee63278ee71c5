#!/usr/bin/env python3
"""Write the generated references: ``docs/commands.md`` and ``docs/exports.md``.

Usage: ``python scripts/reference.py [--check]``; with ``--check`` it changes nothing and
exits 1 if a page is out of date.
"""

import json
import sys
from pathlib import Path

import click

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from memory_record import sample_record  # noqa: E402 (after the path is set)
from qantar.cli.main import COMMANDS, cli  # noqa: E402
from qantar.publishing.exports import EXPORTS, FORMS, rows  # noqa: E402

_LONGEST = 160
"""Signs of an example that are shown."""


def commands() -> str:
    """Every command with its help, as the command line prints it."""
    parts = [
        "# Commands\n\nWritten by `scripts/reference.py` from the commands themselves."
        "\n\nExit status: 0 done, 1 found problems, 2 wrong use, 3 the case is damaged,"
        " 130 stopped.\n"
    ]
    root = click.Context(cli, info_name="qantar", max_content_width=88)
    for name in COMMANDS:
        command = cli.get_command(root, name)
        if command is None:
            sys.exit(f"{name} is listed and not there")
        context = click.Context(
            command, info_name=name, parent=root, max_content_width=88
        )
        parts.append(f"## {name}\n\n```\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def exports() -> str:
    """Every export with its keys and an example of each."""
    parts = [
        "# Exports\n\nWritten by `scripts/reference.py` from an invented case. One JSON"
        " object a line; offsets are Unicode code points of the exhibit's text, the end"
        " is not included; times are RFC 3339, UTC, from *earliest* (included) to"
        " *latest* (not included).\n"
    ]
    record = sample_record()
    for what in EXPORTS:
        example: dict[str, object] = {}
        for row in rows(record, what, lang="en"):
            for key, value in row.items():
                if key not in example or example[key] in (None, "", [], {}, False):
                    example[key] = value
        lines = [f"| `{key}` | `{_short(value)}` |" for key, value in example.items()]
        parts.append(f"## {what}\n\n| key | example |\n|---|---|\n" + "\n".join(lines))
    parts.append(forms())
    return "\n\n".join(parts) + "\n"


def forms() -> str:
    """Every format, what it takes and what it cannot carry."""
    lines = [
        "## Formats\n\n`qantar export CASE WHAT --format F`. `record` is everything that a"
        " format can carry. Each file is read back when it is written; a format that"
        " cannot carry everything says so.\n"
    ]
    for name, form in FORMS.items():
        takes = (
            "all of the above"
            if form.takes == tuple(EXPORTS)
            else ", ".join(form.takes)
        )
        lines.append(
            f"### {name}\n\nFiles end in `{form.suffix}` ({form.media}). Takes: {takes}.\n"
        )
        lines += [f"- {loss}" for loss in form.losses]
        lines += [""] * bool(form.losses)
    return "\n".join(lines).rstrip()


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return text.replace("|", "\\|").replace("`", "'")


def main() -> None:
    """Write or check both pages."""
    stale = []
    for name, text in (("commands.md", commands()), ("exports.md", exports())):
        path = ROOT / "docs" / name
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            path.write_text(text, encoding="utf-8")
    if stale:
        sys.exit(f"Out of date: {', '.join(stale)}. Run: python scripts/reference.py")


if __name__ == "__main__":
    main()
