"""``qantar verify``: does everything still hold what was signed?"""

from pathlib import Path

import click

from qantar.case import Case
from qantar.cli.output import Output, common
from qantar.errors import NotACase
from qantar.ledger import Audit, AuditFinding, Level, audit

__all__ = ["verify_command"]

_MARKS = {True: "✓", False: "✗", None: "–"}


@click.command("verify")
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--deep", is_flag=True, help="Also read every exhibit's bytes again.")
@click.option("--quick", is_flag=True, help="Hashes and chains only, no signatures.")
@common
def verify_command(out: Output, case: Path, deep: bool, quick: bool) -> int:
    """Check that a case still holds what was signed. Changes nothing.

    Example: qantar verify record/ --deep
    """
    folder = Case.find(case)
    if folder is None:
        raise NotACase(f"{case} holds no case. Name a case or a record folder.")
    level: Level = "deep" if deep else "quick" if quick else "full"
    check = audit(
        folder,
        level,
        progress=lambda done, total: out.listener("verify", done, total),
    )
    _say(out, check)
    out.result(
        {
            "level": check.level,
            "root": check.root,
            "entries": check.entries,
            "exhibits": check.exhibits,
            "sound": check.sound,
            "findings": [_as_row(found) for found in check.findings],
            "properties": [
                {"name": p.name, "passed": p.passed, "why": p.why}
                for p in check.properties
            ],
        }
    )
    if not check.sound:
        return 3
    return int(any(found.weight == "warning" for found in check.findings))


def _say(out: Output, check: Audit) -> None:
    words = out.words
    out.say(
        words.gettext(
            "{entries} entries, {exhibits} exhibits checked ({level})."
        ).format(entries=check.entries, exhibits=check.exhibits, level=check.level)
    )
    for found in check.findings:
        out.warn(f"{found.number}. {found.subject}")
        for line in (found.breaks, found.holds, found.todo):
            if line:
                out.warn(f"   {line}")
    for item in check.properties:
        out.say(f"{_MARKS[item.passed]} {item.name}: {item.why}")
    if check.sound:
        out.say(words.gettext("Everything holds."))
    out.say(f"root {check.root}")


def _as_row(found: AuditFinding) -> dict[str, object]:
    return {
        "number": found.number,
        "code": found.code,
        "weight": found.weight,
        "subject": found.subject,
        "entry": found.entry,
        "device": found.dev,
        "seq": found.seq,
        "exhibit": found.exhibit,
        "breaks": found.breaks,
        "holds": found.holds,
        "todo": found.todo,
    }
