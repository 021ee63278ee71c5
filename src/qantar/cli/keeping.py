"""``device``, ``custody``, ``forget``: whose words count, where exhibits went."""

import sys
from pathlib import Path

import click

from qantar.case import Case
from qantar.case.forgetting import ForgetPlan, carry_out, plan_forgetting
from qantar.case.keeping import (
    admit_device,
    make_key,
    note_custody,
    retire,
    set_hold,
)
from qantar.cli.output import Output, common
from qantar.errors import InputError

__all__ = ["custody_command", "device_command", "forget_command", "hold_command"]

CASE = click.argument("case", type=click.Path(path_type=Path))


@click.group("device")
def device_command() -> None:
    """Make this machine's key; add a device to a case, or retire one.

    Each has --json, --quiet and --lang.

    Example: qantar device add record/ 3b6a… --member bakyt --recipient age1…
    """


@device_command.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--locked", is_flag=True, help="Encrypt the copy; asks for a passphrase.")
@common
def device_new(out: Output, folder: Path, locked: bool) -> None:
    """Make this machine's key for a case that others will send.

    Give what it prints to a keeper of the case. The key stays in the folder.

    Example: qantar device new north/
    """
    dev, recipient = make_key(folder, locked=locked)
    out.say(f"device    {dev}")
    out.say(f"recipient {recipient}")
    out.say(
        out.words.gettext(
            "Give both to a keeper of the case. When the bundle comes: qantar merge"
            " {folder} FILE"
        ).format(folder=folder)
    )
    out.result({"folder": str(folder), "device": dev, "recipient": recipient})


@device_command.command("add")
@CASE
@click.argument("device")
@click.option("--member", required=True, help="Whose it is; best a pseudonym.")
@click.option("--recipient", default="", help="What to pack for it: age1…")
@click.option("--keeper", is_flag=True, help="A new member may add and retire others.")
@common
def device_add(
    out: Output, case: Path, device: str, member: str, recipient: str, keeper: bool
) -> None:
    """Let what a device signs count, also what it signed before.

    DEVICE is what `qantar device new` printed there. Ask by voice whether it is the
    same.

    Example: qantar device add record/ 3b6a… --member bakyt --recipient age1…
    """
    with Case.open(case) as opened:
        name = admit_device(
            opened, device, member=member, recipient=recipient, keeper=keeper
        )
    out.say(
        out.words.gettext("Device {dev}… belongs to {member}; entry {id}").format(
            dev=device[:8], member=member, id=name[:16]
        )
    )
    out.result({"entry": name, "device": device, "member": member})


@device_command.command("retire")
@CASE
@click.argument("device")
@click.option("--last", default="", help="Id of its last entry that counts.")
@common
def device_retire(out: Output, case: Path, device: str, last: str) -> None:
    """Let a device that was lost, taken or copied count no further.

    What it signed up to its newest entry here counts on, or up to the entry named.

    Example: qantar device retire record/ 3b6a1c9e
    """
    with Case.open(case) as opened:
        name, dev = retire(opened, device, last=last)
    out.say(
        out.words.gettext("Device {dev}… counts no further; entry {id}").format(
            dev=dev[:8], id=name[:16]
        )
    )
    out.result({"entry": name, "device": dev})


@click.command("custody")
@CASE
@click.argument("id_", metavar="ID")
@click.option("--note", required=True, help="What was done, when, by and to whom.")
@common
def custody_command(out: Output, case: Path, id_: str, note: str) -> None:
    """Record that an exhibit was copied, printed, handed over or checked.

    Example: qantar custody record/ 9f86d081 --note "Printed, given to the lawyer"
    """
    with Case.open(case) as opened:
        name, about = note_custody(opened, id_, note)
    out.say(
        out.words.gettext("Recorded for {kind} {of}; entry {id}").format(
            kind=about.kind, of=about.id[:16], id=name[:16]
        )
    )
    out.result({"entry": name, "about": about.id, "kind": about.kind})


@click.command("hold")
@CASE
@click.option("--reason", default="", help="Why nothing may be forgotten: which court.")
@click.option("--lift", is_flag=True, help="Let things be forgotten again.")
@common
def hold_command(out: Output, case: Path, reason: str, lift: bool) -> None:
    """Let nothing be forgotten in this copy until the hold is lifted, as a court may ask.

    It holds for this copy alone, and is recorded as custody.

    Example: qantar hold record/ --reason "Order of the district court, 5 May"
    """
    with Case.open(case) as opened:
        name = set_hold(opened, "" if lift else reason, lift=lift)
    say = out.words.gettext
    out.say(
        say("The hold is lifted; entry {id}").format(id=name[:16])
        if lift
        else say("Nothing is forgotten here until it is lifted; entry {id}").format(
            id=name[:16]
        )
    )
    out.result({"entry": name, "hold": not lift})


@click.command("forget")
@CASE
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--reason", default="", help="Why; it stays, and travels to all copies.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common
def forget_command(
    out: Output, case: Path, ids: tuple[str, ...], reason: str, yes: bool
) -> None:
    """Forget exhibits or entries in this copy, and ask all others to.

    Bytes, text, and what was read go for good; so do site, booklet and data beside the
    case. With the id of another's request, that request is honoured.

    Example: qantar forget record/ 9f86d081 --reason "consent withdrawn"
    """
    with Case.open(case) as opened:
        opened.exclusive()
        plan = plan_forgetting(opened, ids)
        if not plan.requests and not reason.strip():
            raise InputError(
                "Say why with --reason: consent withdrawn, danger, a court. It stays,"
                " and travels with the request. Do not name what is to be forgotten."
            )
        if not yes:
            _confirm(out, plan)
        done = carry_out(opened, plan, reason=reason)
    _say_forgotten(out, plan)
    out.result(
        {
            "requests": done,
            "exhibits": [digest for digest, _ in plan.exhibits],
            "entries": plan.entries,
            "removed": [str(path) for path in plan.built],
            "elsewhere": plan.elsewhere,
            "mentioned": [digest for digest, _ in plan.mentioned],
        }
    )


def _confirm(out: Output, plan: ForgetPlan) -> None:
    """Show what will go, and ask; refuse where nobody can answer."""
    if out.json or not sys.stdin.isatty():
        raise InputError(
            "Forgetting cannot be taken back, and nobody is here to be asked. Say --yes"
            " if it is meant."
        )
    say = out.words.gettext
    for digest, name in plan.exhibits:
        out.warn(f"  {digest[:16]}  {name}")
    out.warn(
        say("Exhibits: {n}. Entries: {m}. It cannot be taken back.").format(
            n=len(plan.exhibits), m=len(plan.entries)
        )
    )
    click.confirm(say("Forget them?"), abort=True, err=True)


def _say_forgotten(out: Output, plan: ForgetPlan) -> None:
    say = out.words.gettext
    out.say(
        say("Forgotten here. Exhibits: {n}. Entries: {m}.").format(
            n=len(plan.exhibits), m=len(plan.entries)
        )
    )
    for path in plan.built:
        out.say(say("Removed: {path}").format(path=path))
    if plan.built:
        out.say(say("Build the record again, so that it is without them."))
    for folder in plan.elsewhere:
        out.warn(
            say("An edition lies in {folder}; remove it yourself.").format(
                folder=folder
            )
        )
    for digest, name in plan.mentioned:
        out.warn(
            say(
                "{file} ({id}) has a row about a file that is forgotten now; forget it"
                " too if the row tells too much."
            ).format(file=name, id=digest[:16])
        )
    out.say(
        say(
            "Other copies forget when their people say so. Pack for them; copies that"
            " were given away cannot be called back."
        )
    )
