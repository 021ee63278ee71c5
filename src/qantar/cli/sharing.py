"""``pack``, ``merge``, ``frontier``: two laptops and a stick."""

import json
from pathlib import Path

import click

from qantar.case import Case
from qantar.case.merging import MergeReport, join_and_merge, merge_into
from qantar.case.sharing import frontier_of, pack_for
from qantar.cli.output import Output, common
from qantar.text.messages import N_

__all__ = ["frontier_command", "merge_command", "pack_command"]

_WHY_APART = {
    "unknown": N_(
        "Kept apart, {n} entries of device {dev}…: nobody vouches for it. If you know"
        " whose it is: qantar device add CASE {whole} --member NAME"
    ),
    "retired": N_(
        "Kept apart, {n} entries of device {dev}…: it was retired before them."
    ),
}


@click.command("frontier")
@click.argument("case", type=click.Path(path_type=Path))
@common
def frontier_command(out: Output, case: Path) -> None:
    """Print what this copy holds, and whom to pack for so that it can read.

    Give what is printed to the other side as a file; it holds no testimony.

    Example: qantar frontier record/ > stick/north.json
    """
    with Case.open(case) as opened:
        told = frontier_of(opened)
    click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    if not (out.json or out.quiet):
        out.warn(
            out.words.gettext(
                "Give this to the other side: qantar pack CASE FILE --to THIS --since THIS"
            )
        )


@click.command("pack")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--to",
    multiple=True,
    required=True,
    metavar="RECIPIENT",
    help="Who can open it: age1…, a member, a device, or a file by qantar frontier.",
)
@click.option(
    "--since",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FRONTIER",
    help="The other copy's frontier, as a file; without it everything is packed.",
)
@click.option(
    "--text-first", is_flag=True, help="Texts before pictures, small before large."
)
@common
def pack_command(
    out: Output,
    case: Path,
    file: Path,
    to: tuple[str, ...],
    since: Path | None,
    text_first: bool,
) -> None:
    """Pack what another copy of the case lacks, encrypted for its recipients.

    Example: qantar pack record/ stick/south.qantar --to north.json --since north.json
    """
    with Case.open(case) as opened:
        volumes = pack_for(opened, file, to, since=since, text_first=text_first)
    for one in volumes:
        out.say(
            out.words.gettext(
                "Packed: {path} ({entries} entries, {exhibits} exhibits, {size} bytes)"
            ).format(
                path=one.path, entries=one.entries, exhibits=one.exhibits, size=one.size
            )
        )
    if not any(one.entries or one.exhibits for one in volumes):
        out.say(out.words.gettext("The other copy lacks nothing."))
    out.result(
        {
            "volumes": [
                {
                    "path": str(one.path),
                    "entries": one.entries,
                    "exhibits": one.exhibits,
                    "bytes": one.size,
                }
                for one in volumes
            ]
        }
    )


@click.command("merge")
@click.argument("case", type=click.Path(path_type=Path))
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@common
def merge_command(out: Output, case: Path, files: tuple[Path, ...]) -> int:
    """Take in bundles, or folders of them, in any order, as often as you like.

    What is cut off brings all that comes before the cut. If there is no case yet, a copy
    of the bundle's case is made.

    Example: qantar merge record/ stick/
    """
    if Case.find(case) is None:
        report = join_and_merge(case, files, listener=out.listener)
    else:
        with Case.open(case) as opened:
            report = merge_into(opened, files, listener=out.listener)
    _say_brought(out, report)
    _say_problems(out, report)
    _say_state(out, report)
    out.result(_as_json(report))
    return int(_has_problems(report))


def _has_problems(report: MergeReport) -> bool:
    brought = report.brought
    return bool(
        report.refused
        or report.unread
        or report.absent
        or report.apart
        or report.forked
        or report.requests
        or brought.waiting
        or brought.rejected
        or brought.incomplete
        or not report.vouched
    )


def _say_brought(out: Output, report: MergeReport) -> None:
    say, brought = out.words.gettext, report.brought
    if report.joined:
        out.say(
            say(
                "Made a copy of case {case}. Compare these digits with the sender by"
                " voice."
            ).format(case=report.case[:16])
        )
    out.say(
        say(
            "New entries: {new}. Already here: {known}. Exhibits that came: {n}."
        ).format(new=brought.new, known=brought.known, n=len(set(brought.exhibits)))
    )
    if brought.bodies:
        out.say(
            say("What entries say came for {n} that had come without.").format(
                n=brought.bodies
            )
        )
    for name in report.for_others:
        out.say(
            say("{file} is for another device; it was left alone.").format(file=name)
        )
    for name in report.passed_over:
        out.say(say("{file} is no bundle; it was left alone.").format(file=name))


def _say_problems(out: Output, report: MergeReport) -> None:
    """What was not taken in, and why."""
    say, brought = out.words.gettext, report.brought
    for name, why in report.refused.items():
        out.warn(say("Not merged, {file}: {why}").format(file=name, why=why))
    for name, why in brought.incomplete.items():
        out.warn(
            say(
                "{file} brought only its beginning: {why}. Ask for it again; what came is"
                " kept."
            ).format(file=name, why=why)
        )
    for why, n in brought.rejected.items():
        out.warn(say("Refused, {n}: {why}").format(n=n, why=why))
    if brought.waiting:
        out.warn(
            say(
                "{n} entries wait for ones before them that are not here. Merge the"
                " missing volume, or a newer bundle."
            ).format(n=brought.waiting)
        )
    if brought.skipped:
        out.warn(
            say(
                "Skipped, {n} parts of exhibits: no entry that counts names them, or a"
                " part before them is missing."
            ).format(n=brought.skipped)
        )
    for name, one in report.unread:
        out.warn(f"{name} ({one.what}): {one.reason}")


def _say_state(out: Output, report: MergeReport) -> None:
    """What people have to know or decide now."""
    say = out.words.gettext
    if report.absent:
        out.warn(
            say(
                "{n} exhibits are told of, but their bytes are not here. Send your"
                " frontier; the other side then packs them again."
            ).format(n=report.absent)
        )
    for dev, (n, why) in report.apart.items():
        told = say(_WHY_APART[why])
        out.warn(told.format(n=n, dev=dev[:8], whole=dev))
    for dev in report.forked:
        out.warn(
            say(
                "Device {dev}… signed in two places at once: two copies of its folder"
                " were in use, as after a restored backup. Both are kept. Do not go on"
                " with either: see “A folder was copied” in docs/sharing.md."
            ).format(dev=dev[:8])
        )
    for name in report.requests:
        out.warn(
            say(
                "A member asks all copies to forget something. Look, and if you agree:"
                " qantar forget CASE {id}"
            ).format(id=name[:16])
        )
    if not report.vouched:
        out.warn(
            say(
                "What this device adds does not count yet, or no longer: a keeper has to"
                " add it (qantar device add)."
            )
        )
    out.say(say("root {root}").format(root=report.root))
    if report.brought.new or report.brought.exhibits or report.brought.bodies:
        out.say(
            say(
                "Now read what came: qantar read CASE, then link and weigh; or build the"
                " record again."
            )
        )


def _as_json(report: MergeReport) -> dict[str, object]:
    brought = report.brought
    return {
        "case": report.case,
        "root": report.root,
        "joined": report.joined,
        "vouched": report.vouched,
        "files": report.files,
        "refused": report.refused,
        "passed_over": report.passed_over,
        "for_others": report.for_others,
        "new": brought.new,
        "known": brought.known,
        "bodies": brought.bodies,
        "waiting": brought.waiting,
        "quarantined": brought.quarantined,
        "rejected": dict(brought.rejected),
        "exhibits": list(dict.fromkeys(brought.exhibits)),
        "skipped": brought.skipped,
        "incomplete": brought.incomplete,
        "absent": report.absent,
        "apart": [
            {"device": dev, "entries": n, "why": why}
            for dev, (n, why) in report.apart.items()
        ],
        "forked": report.forked,
        "requests": report.requests,
        "unread": [
            {"file": name, "what": one.what, "reason": one.reason}
            for name, one in report.unread
        ],
    }
