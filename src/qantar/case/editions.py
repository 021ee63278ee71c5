"""Editions: which profile a publication has, and who signed it, kept in the ledger.

An edition is proposed once: its name, its profile, and a random value that its
pseudonyms hang on, so that every copy of the case makes the same edition and nobody
outside can try names out. A second member signs the digest of the preview.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import msgspec
from nacl.signing import SigningKey

from qantar.case.case import Case
from qantar.errors import CannotSign, InputError
from qantar.ledger import EntryView
from qantar.publishing.pictures import PictureNote
from qantar.publishing.preview import Preview, preview
from qantar.publishing.profile import Profile, profile_from

__all__ = [
    "PROPOSED",
    "SIGNED",
    "check_worked",
    "proposed",
    "sealer",
    "sign",
    "signers",
    "with_secret",
]

PROPOSED, SIGNED = "edition.propose", "edition.sign"
"""Kinds of entries."""

_SECRET = 16
"""Bytes; a name that somebody guesses cannot be tried against a pseudonym's id."""

_PURPOSE, _SEAL = b"pseudonyms", b"seal of editions"
_SEED = 32


def check_worked(case: Case) -> None:
    """Whom to protect is known only once everything was read, linked and weighed.

    Raises:
        InputError: If it was not, or by an older version.
    """
    exhibits, read = case.views.count("exhibit"), case.views.count("reading")
    weighed = case.views.count("origin") or not case.views.count("statement")
    if read < exhibits or not weighed:
        raise InputError(
            f"{exhibits - read} of {exhibits} exhibits are not read"
            f"{'' if weighed else ', and nothing is weighed'}. Run qantar read, qantar"
            f" link and qantar weigh on {case.folder} first: what is not known cannot be"
            " kept back."
        )


def with_secret(case: Case, profile: Profile) -> Profile:
    """A profile that is not for publication, with this device's own secret."""
    secret = case.ledger.secret_for(_PURPOSE)
    return replace(profile, secret=secret.hex() if secret else "")


def sealer(case: Case) -> Callable[[bytes], tuple[str, str]]:
    """Signs with an Ed25519 key that this device has for its editions alone.

    It is no key of the ledger, so that an edition tells nothing of who writes the case;
    all editions of one device have the same, so that readers can know them again.

    Raises:
        CannotSign: If the key of this copy is not here.
    """
    seed = case.ledger.secret_for(_SEAL)
    if seed is None:
        raise CannotSign(
            "The key of this copy is not here, so an edition cannot be sealed."
        )
    key = SigningKey(seed[:_SEED])

    def seal(data: bytes) -> tuple[str, str]:
        return key.verify_key.encode().hex(), key.sign(data).signature.hex()

    return seal


def _proposals(case: Case, profile: Profile) -> Iterator[EntryView]:
    for entry in case.ledger.entries(kind=PROPOSED):
        same = entry.fields.get("profile") == profile.as_table()
        if same and entry.fields.get("notes", "") == _noted(profile):
            yield entry


def _noted(profile: Profile) -> str:
    """Notes on pictures as JSON: the ledger keeps no fractions."""
    return msgspec.json.encode(profile.notes).decode() if profile.notes else ""


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
        PROPOSED,
        {
            "edition": name,
            "notes": _noted(named),
            "profile": named.as_table(),
            "secret": made,
        },
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
    check_worked(case)
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
    notes = str(entry.fields.get("notes") or "[]")
    return replace(
        profile_from(table),
        secret=str(entry.fields["secret"]),
        notes=msgspec.json.decode(notes, type=tuple[PictureNote, ...]),
    )
