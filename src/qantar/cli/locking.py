"""``lock``, ``unlock``, ``passphrase``, ``recovery``: who can read the folder at all."""

from pathlib import Path

import click

from qantar.case.locking import (
    case_folder,
    change_passphrase,
    divide_recovery,
    in_the_clear_beside,
    lock_case,
    recover,
    remove_beside,
    write_in_the_clear,
)
from qantar.case.locks import KEYS
from qantar.cli.output import Output, common
from qantar.errors import CaseError, InputError
from qantar.ledger import is_locked
from qantar.text.messages import N_

__all__ = [
    "lock_command",
    "passphrase_command",
    "recovery_command",
    "unlock_command",
]

CASE = click.argument("case", type=click.Path(path_type=Path))


@click.command("lock")
@CASE
@click.option(
    "--remove-built",
    is_flag=True,
    help="Remove site, booklets and data that lie beside the case in the clear.",
)
@common
def lock_command(out: Output, case: Path, remove_built: bool) -> None:
    """Lock a case: encrypt one that lies open; forget the key of one that is unlocked.

    The passphrase is asked for, or read from the file that QANTAR_PASSPHRASE_FILE names.
    Nobody can replace it: write it down, or divide a recovery key (qantar recovery).

    Example: qantar lock record/
    """
    folder = case_folder(case)
    encrypted = lock_case(folder)
    say = out.words.gettext
    out.say(say("Locked: {folder}").format(folder=folder))
    if encrypted:
        out.warn(
            say(
                "The disk may still hold traces of what lay open. A case that is locked"
                " from its first day (qantar new --locked) leaves none."
            )
        )
    removed = remove_beside(folder) if remove_built else []
    beside = in_the_clear_beside(folder)
    if beside:
        out.warn(
            say(
                "Made from the case and not locked: {names}, in {folder}. To remove them:"
                " qantar lock --remove-built"
            ).format(
                names=", ".join(path.name for path in beside), folder=beside[0].parent
            )
        )
    out.result(
        {
            "case": str(folder),
            "encrypted": encrypted,
            "in_the_clear": [str(path) for path in beside],
            "removed": [str(path) for path in removed],
        }
    )


@click.command("unlock")
@CASE
@click.option("--for-good", is_flag=True, help="Write the case in the clear.")
@common
def unlock_command(out: Output, case: Path, for_good: bool) -> None:
    """Open a locked case until `qantar lock`, or until the machine is switched off.

    Its key stays in memory, never on the disk, so that commands do not ask each time.
    With --for-good the case is written in the clear, and whoever has it can read it.

    Example: qantar unlock record/
    """
    folder = case_folder(case)
    say = out.words.gettext
    if for_good:
        write_in_the_clear(folder)
        out.warn(say(_OPEN))
    elif not is_locked(folder):
        raise InputError(f"The case in {folder} is not locked.")
    elif not KEYS.keep(folder):
        raise CaseError(
            "This system has no folder that lies in memory only, so the key cannot be"
            " kept. Give the passphrase with each command."
        )
    else:
        out.say(
            say("Unlocked until you say: qantar lock {folder}").format(folder=folder)
        )
    out.result({"case": str(folder), "for_good": for_good})


@click.command("passphrase")
@CASE
@common
def passphrase_command(out: Output, case: Path) -> None:
    """Change the passphrase of a locked case.

    Asked for, or read from the files that QANTAR_PASSPHRASE_FILE and
    QANTAR_NEW_PASSPHRASE_FILE name. Shares of the recovery key stay good.

    Example: qantar passphrase record/
    """
    folder = case_folder(case)
    change_passphrase(folder)
    out.say(out.words.gettext("The passphrase was changed."))
    out.result({"case": str(folder)})


@click.group("recovery")
def recovery_command() -> None:
    """Divide what opens a locked case among keepers; join it when all else is lost.

    Each has --json, --quiet and --lang.

    Example: qantar recovery split record/ --need 2 --shares 3
    """


@recovery_command.command("split")
@CASE
@click.option(
    "--need",
    type=click.IntRange(2, 16),
    default=2,
    show_default=True,
    help="Shares that open the case together.",
)
@click.option(
    "--shares",
    type=click.IntRange(2, 16),
    default=3,
    show_default=True,
    help="Shares in all.",
)
@common
def recovery_split(out: Output, case: Path, need: int, shares: int) -> None:
    """Print shares, each of 33 words. Write them on paper, one for each keeper.

    Fewer than --need tell nothing. Shares of an earlier division open nothing any more.

    Example: qantar recovery split record/ --need 2 --shares 3
    """
    folder = case_folder(case)
    words = divide_recovery(folder, need=need, shares=shares)
    say = out.words.gettext
    for number, share in enumerate(words, 1):
        out.say(say("Share {n} of {all}:").format(n=number, all=shares))
        out.say(f"{share}\n")
    out.warn(
        say(
            "Any {n} of these open the case. Give each to another person, on paper, and"
            " clear this screen."
        ).format(n=need)
    )
    out.result({"case": str(folder), "need": need, "shares": words})


@recovery_command.command("join")
@CASE
@click.argument(
    "files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@common
def recovery_join(out: Output, case: Path, files: tuple[Path, ...]) -> None:
    """Open a locked case with shares, and give it a new passphrase.

    FILES hold one share each; without them the shares are asked for.

    Example: qantar recovery join record/
    """
    folder = case_folder(case)
    shares = [path.read_text("utf-8") for path in files]
    while not files and (share := out.ask_secret(N_("Share (empty when done)"))):
        shares.append(share)
    recover(folder, shares)
    out.say(out.words.gettext("The case has a new passphrase."))
    out.result({"case": str(folder)})


_OPEN = N_("The case is not locked: whoever has this folder can read it.")
