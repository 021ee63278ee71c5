"""``qantar verify``: does everything still hold what was signed?"""

from pathlib import Path

import click

from qantar.case import Case
from qantar.case.locks import KEYS
from qantar.cli.output import Output, common
from qantar.cli.stamping import say_stamps, stamp_rows
from qantar.errors import NotACase
from qantar.ledger import Audit, AuditFinding, Level, audit, audit_proof
from qantar.ledger.bundle import audit_bundle, looks_like_bundle
from qantar.ledger.stamping import Stamp, audit_stamps

__all__ = ["verify_command"]

_MARKS = {True: "✓", False: "✗", None: "–"}


@click.command("verify")
@click.argument("what", type=click.Path(path_type=Path), metavar="CASE|BUNDLE|PROOF")
@click.option("--deep", is_flag=True, help="Also read every exhibit's bytes again.")
@click.option("--quick", is_flag=True, help="Hashes and chains only, no signatures.")
@click.option(
    "--case",
    type=click.Path(path_type=Path),
    help="Of a bundle: the copy of the case that it was packed for.",
)
@click.option(
    "--exhibit",
    "exhibits",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Of a proof: a file that should be one of its exhibits.",
)
@common
def verify_command(
    out: Output,
    what: Path,
    deep: bool,
    quick: bool,
    case: Path | None,
    exhibits: tuple[Path, ...],
) -> int:
    """Check that a case, a bundle or a proof still holds what was signed.

    Changes nothing. What a file is, is seen from its content.

    Example: qantar verify record/ --deep
    """
    level: Level = "deep" if deep else "quick" if quick else "full"
    if what.is_file():
        check = _check_file(what, case, exhibits)
        stamps: list[Stamp] = []
    else:
        check, stamps = _check_case(out, what, level)
    _say(out, check)
    say_stamps(out, stamps)
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
            "stamps": stamp_rows(stamps),
        }
    )
    if not check.sound:
        return 3
    return int(any(found.weight == "warning" for found in check.findings))


def _check_case(out: Output, path: Path, level: Level) -> tuple[Audit, list[Stamp]]:
    folder = Case.find(path)
    if folder is None:
        raise NotACase(
            f"{path} holds no case. Name a case, a record folder, a bundle or a proof."
        )
    vault = KEYS.vault(folder)
    check = audit(
        folder,
        level,
        vault=vault,
        progress=lambda done, total: out.listener("verify", done, total),
    )
    return audit_stamps(folder, check, vault)


def _check_file(path: Path, case: Path | None, exhibits: tuple[Path, ...]) -> Audit:
    if not looks_like_bundle(path):
        return audit_proof(path, exhibits)
    if case is None:
        return audit_bundle(path)
    with Case.open(case) as opened:
        return audit_bundle(path, opened.ledger)


def _say(out: Output, check: Audit) -> None:
    words = out.words
    out.say(
        words.gettext(
            "{entries} entries, {exhibits} exhibits checked ({level})."
        ).format(entries=check.entries, exhibits=check.exhibits, level=check.level)
    )
    for found in check.findings:
        detail = f": {found.detail}" if found.detail else ""
        out.warn(f"{found.number}. {found.subject}{detail}")
        for line in (found.breaks, found.holds, found.todo):
            if line:
                out.warn(f"   {line}")
    for item in check.properties:
        out.say(f"{_MARKS[item.passed]} {item.name}: {item.why}")
    if check.sound:
        out.say(words.gettext("Everything holds."))
    if check.root:
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
