"""Editions: which profile a publication has, and who signed it, kept in the ledger.

An edition is proposed once: its name, its profile, and a random value that its
pseudonyms hang on, so that every copy of the case makes the same edition and nobody
outside can try names out. A second member signs the digest of the preview.
"""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace

from qantar.case.case import Case
from qantar.errors import InputError
from qantar.ledger import EntryView
from qantar.publishing.preview import Preview, preview
from qantar.publishing.profile import Profile, profile_from

__all__ = ["PROPOSED", "SIGNED", "proposed", "sign", "signers", "with_secret"]

PROPOSED, SIGNED = "edition.propose", "edition.sign"
"""Kinds of entries."""

_SECRET = 16
"""Bytes; a name that somebody guesses cannot be tried against a pseudonym's id."""

_PURPOSE = b"pseudonyms"


def with_secret(case: Case, profile: Profile) -> Profile:
    """A profile that is not for publication, with this device's own secret."""
    secret = case.ledger.secret_for(_PURPOSE)
    return replace(profile, secret=secret.hex() if secret else "")


def _proposals(case: Case, profile: Profile) -> Iterator[EntryView]:
    for entry in case.ledger.entries(kind=PROPOSED):
        if entry.fields.get("profile") == profile.as_table():
            yield entry


def proposed(case: Case, profile: Profile, edition: str = "") -> tuple[Profile, str]:
    """The profile with the edition's name and secret, and the entry that proposes it.

    It is proposed now if it was not yet, or if its profile has changed.

    Args:
        case: The case.
        profile: What may go out.
        edition: Name; that of the profile if empty, else the day of the newest entry.

    Raises:
        CannotSign: If it has to be proposed and this copy must not write.
    """
    name = edition or profile.edition or case.facts().built[:10]
    named = replace(profile, edition=name)
    for entry in _proposals(case, named):
        return replace(named, secret=str(entry.fields["secret"])), entry.id
    made = secrets.token_hex(_SECRET)
    entry_id = case.ledger.append(
        PROPOSED, {"edition": name, "profile": named.as_table(), "secret": made}
    )
    return replace(named, secret=made), entry_id


def sign(case: Case, name: str) -> tuple[Profile, Preview]:
    """Sign what a proposed edition would show now; gives profile and preview.

    Args:
        case: The case.
        name: Name of the edition, or the id of the entry that proposes it.

    Raises:
        InputError: If there is no such edition, or this device's member proposed it.
        CannotSign: If this copy must not write.
    """
    found = [
        entry
        for entry in case.ledger.entries(kind=PROPOSED)
        if name in (entry.id, entry.id[:8], entry.fields.get("edition"))
    ]
    if not found:
        raise InputError(
            f"No edition {name!r} was proposed. Whoever prepares it runs: qantar publish"
            " CASE OUT --profile P --edition NAME"
        )
    entry = found[-1]
    if _member(case, entry.dev) == _member(case, case.ledger.device):
        raise InputError(
            "Who proposed an edition cannot be the second to sign it. Send the case to"
            " a colleague with: qantar pack"
        )
    profile = _profile_of(entry)
    told = preview(case.view(), profile)
    case.ledger.append(SIGNED, {"preview": told.digest}, refs=[entry.id])
    return profile, told


def signers(case: Case, entry_id: str, told: Preview) -> tuple[str, ...]:
    """Members but the proposer who signed exactly this preview."""
    entry = case.ledger.entry(entry_id)
    own = _member(case, entry.dev) if entry else ""
    found = {
        _member(case, one.dev)
        for one in case.ledger.entries(kind=SIGNED)
        if one.body is not None
        and entry_id in one.body.refs
        and one.fields.get("preview") == told.digest
    }
    return tuple(sorted(found - {own}))


def _member(case: Case, dev: str) -> str:
    known = case.ledger.members().get(dev)
    return known.member if known else dev


def _profile_of(entry: EntryView) -> Profile:
    table = entry.fields["profile"]
    if not isinstance(table, Mapping):
        raise InputError(f"Entry {entry.id[:8]} holds no profile.")
    return replace(profile_from(table), secret=str(entry.fields["secret"]))
