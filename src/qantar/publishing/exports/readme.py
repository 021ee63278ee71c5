"""Readme: what the files of a folder of data are, and what each format loses."""

from collections.abc import Mapping

from qantar.publishing.exports.formats import Written
from qantar.publishing.exports.forms import FORMS
from qantar.text.messages import N_, translator

__all__ = ["LOST", "PROTECTED", "UNREAD", "readme"]

LOST = N_("What a format cannot carry:")
"""Before a list of losses."""

PROTECTED = N_(
    "This holds the names of protected voices. With --profile they stay out."
)
"""Of an export that was made without a profile."""

UNREAD = N_(
    "{unread} of {all} exhibits are not read by this version, so what they say is"
    " missing here. Read, link and weigh the case first, or build the record again."
)
"""Of an export of a case that was not read to its end, or by an older version."""

_INTRODUCTION = N_(
    "Data of this record. Offsets are Unicode code points of the exhibit's text, the end"
    " is not included; times are RFC 3339 in UTC, from earliest (included) to latest (not"
    " included). SHA256SUMS has the fingerprint of every file, COUNTS.csv its rows."
)
_LEFT = N_("Left out here:")


def readme(written: Mapping[str, Written], lang: str) -> bytes:
    """The text, UTF-8.

    Args:
        written: File name to what was written of it.
        lang: de, en, ru or kk.
    """
    say = translator(lang, "exports").gettext
    lines = [say(_INTRODUCTION), "", say(LOST)]
    for form, found in FORMS.items():
        if found.losses:
            lines += ["", f"{form} ({found.suffix})"]
            lines += [f"- {say(loss)}" for loss in found.losses]
    gone = [
        f"- {name}: {say(reason)}: {times}"
        for name, each in written.items()
        for reason, times in each.left_out.items()
    ]
    if gone:
        lines += ["", say(_LEFT), *gone]
    return ("\n".join(lines) + "\n").encode()
