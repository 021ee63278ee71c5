"""One entry: a small signed head and a body that can be taken away.

The head names the case, the device, the place in that device's chain and the SHA-256
of the body. The signature covers the head only. So a body can be withheld, forgotten
or destroyed, and the chain still proves that nothing else was changed. Sixteen random
bytes of salt in the body keep its hash from being guessed once the body is gone.

Head and body are kept and carried as the very bytes that were signed; checking never
writes them anew. The rules are written down in ``docs/format.md``.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from qantar.errors import InputError, Reject
from qantar.ledger import canonical
from qantar.ledger.keys import DeviceKey, signature_holds

__all__ = [
    "BODY_MAX",
    "FORMAT",
    "HEAD_MAX",
    "KINDS",
    "NO_CASE",
    "SALT_BYTES",
    "SEEN_MAX",
    "Body",
    "Draft",
    "Head",
    "Signed",
    "check_body",
    "check_head",
    "check_signature",
    "entry_id",
    "id_bytes",
    "make_body",
    "read_body",
    "sign_head",
    "signed_message",
]

FORMAT: Final = 1
"""Version of head and body, ``v`` in the head. It names the algorithms too."""

HEAD_MAX = 16 * 1024
BODY_MAX = 1024 * 1024
"""Bytes; whatever is larger belongs into an exhibit."""

SEEN_MAX = 16
"""Links to other devices' entries that one head may hold."""

SALT_BYTES = 16

NO_CASE = "0" * 64
"""What the first head of a case says in ``case``: its own id cannot be known yet."""

KINDS = (
    "case.open",
    "member.add",
    "member.remove",
    "device.add",
    "device.retire",
    "exhibit.add",
    "custody",
    "statement.add",
    "decide",
    "note",
    "stamp",
    "forget",
    "seal",
)
"""The kinds that this version knows. Others are carried untouched."""

_ID_PREFIX = b"qantar/entry/1\x00"
_PAYLOAD_TYPE = b"application/vnd.qantar.entry.v1+json"
_KIND = re.compile(r"[a-z][a-z0-9-]{0,31}(?:\.[a-z0-9-]{1,32}){0,3}")

Hex = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Whole = Annotated[int, Meta(ge=0, lt=canonical.INTEGER_BOUND)]
Millis = Annotated[int, Meta(gt=-canonical.INTEGER_BOUND, lt=canonical.INTEGER_BOUND)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The signed part of an entry. Hashes are 64 lower-case hex digits.

    Attributes:
        bh: SHA-256 of the body's bytes.
        bn: Length of the body in bytes.
        case: Id of the entry that opened the case; zeros in that entry itself.
        dev: Ed25519 public key of the device that signed.
        prev: Id of the device's entry before; none only in its first.
        seen: Ids of entries of other devices that were known, ascending.
        seq: Place in the device's chain, from 0.
        t: When it was written as the device claims, milliseconds since 1970 UTC,
            rounded down by the policy of the case; none if it does not say.
        v: Version of the format.
    """

    bh: Hex
    bn: Annotated[int, Meta(ge=0, le=BODY_MAX)]
    case: Hex
    dev: Hex
    prev: Hex | None
    seen: Annotated[tuple[Hex, ...], Meta(max_length=SEEN_MAX)]
    seq: Whole
    t: Millis | None
    v: Literal[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What an entry says.

    Attributes:
        kind: One of ``KINDS``, or a kind that this version does not know.
        fields: What belongs to the kind.
        refs: Ids of entries that it is about.
        exhibits: SHA-256 of the exhibits that it is about.
        supersedes: Ids of entries that it takes the place of; they stay visible.
    """

    exhibits: tuple[Hex, ...]
    fields: dict[str, object]
    kind: str
    pad: str = field(repr=False)
    refs: tuple[Hex, ...]
    salt: Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")] = field(repr=False)
    supersedes: tuple[Hex, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry to be written: everything that a person decides."""

    kind: str
    fields: Mapping[str, object] = field(default_factory=dict)
    refs: Sequence[str] = ()
    exhibits: Sequence[str] = ()
    supersedes: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """An entry as it is kept and carried: id, bytes, signature.

    ``body`` is none where it was withheld or forgotten.
    """

    id: str
    head: bytes
    sig: bytes
    body: bytes | None


_HEAD_DECODER = msgspec.json.Decoder(Head)
_HEAD_ENCODER = msgspec.json.Encoder(order="sorted")
_BODY_KEYS = frozenset(Body.__dataclass_fields__)


def entry_id(head: bytes) -> str:
    """The id of an entry: SHA-256 over a prefix and the bytes of its head."""
    return hashlib.sha256(_ID_PREFIX + head).hexdigest()


def id_bytes(name: str) -> bytes:
    """The 32 bytes of an id or a digest, as tables keep them.

    Raises:
        InputError: If it is neither.
    """
    try:
        raw = bytes.fromhex(name)
    except ValueError:
        raw = b""
    if len(raw) != 32 or raw.hex() != name:
        raise InputError(
            f"{name[:80]!r} is neither an id nor a digest: right would be 64 digits of "
            "0-9 and a-f."
        )
    return raw


def signed_message(head: bytes) -> bytes:
    """What is signed: the head in the Pre-Authentication Encoding of DSSE v1.

    See the DSSE protocol, "Signature Definition" (secure-systems-lab/dsse,
    protocol.md): ``"DSSEv1" SP LEN(type) SP type SP LEN(payload) SP payload``.
    """
    return b"DSSEv1 %d %b %d %b" % (len(_PAYLOAD_TYPE), _PAYLOAD_TYPE, len(head), head)


def make_body(draft: Draft, salt: bytes, *, pad_to: int = 0) -> bytes:
    """The bytes of a body.

    Args:
        draft: What to say.
        salt: ``SALT_BYTES`` random bytes, never used before.
        pad_to: The body is filled up to a multiple of so many bytes, so that its
            length tells less; 0 leaves it as it is.

    Raises:
        InputError: If the kind is no kind, an id is no id, a field cannot be kept, or
            the body would be longer than ``BODY_MAX``.
    """
    value = {
        "exhibits": list(draft.exhibits),
        "fields": dict(draft.fields),
        "kind": draft.kind,
        "pad": "",
        "refs": list(draft.refs),
        "salt": salt.hex(),
        "supersedes": list(draft.supersedes),
    }
    body = canonical.encode(value)
    if pad_to and (over := len(body) % pad_to):
        value["pad"] = " " * (pad_to - over)
        body = canonical.encode(value)
    if len(body) > BODY_MAX:
        raise InputError(
            f"An entry of kind {draft.kind!r} would take {len(body)} bytes, more than "
            f"{BODY_MAX}: keep what is large as an exhibit and name its digest."
        )
    try:
        _read_body(value)
    except Reject as why:
        raise InputError(f"No entry can say this: {why}") from why
    return body


def sign_head(key: DeviceKey, head: Head, body: bytes) -> Signed:
    """The signed entry of a head and its body.

    Raises:
        InputError: If the head does not belong to the key or to the body.
    """
    if head.dev != key.public or head.bh != hashlib.sha256(body).hexdigest():
        raise InputError("The head belongs to another device or to another body.")
    head_bytes = _HEAD_ENCODER.encode(head)
    check_head(head_bytes)
    return Signed(
        id=entry_id(head_bytes),
        head=head_bytes,
        sig=key.sign(signed_message(head_bytes)),
        body=body,
    )


def check_head(data: bytes) -> Head:
    """The head that these bytes are.

    Raises:
        Reject: If they are not the canonical bytes of a head of this version.
    """
    if len(data) > HEAD_MAX:
        raise Reject(f"A head of {len(data)} bytes; at most {HEAD_MAX} are allowed.")
    try:
        head = _HEAD_DECODER.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as why:
        raise Reject(f"Not a head of format {FORMAT}: {_plain(why)}.") from why
    if _HEAD_ENCODER.encode(head) != data:
        raise Reject("The head is not canonical, or says more than a head may.")
    if (head.prev is None) != (head.seq == 0):
        raise Reject(
            f"Entry {head.seq} of device {head.dev[:8]}… must "
            + ("name the entry before it." if head.seq else "have none before it.")
        )
    if list(head.seen) != sorted(set(head.seen)) or head.prev in head.seen:
        raise Reject("The ids in `seen` must ascend, differ, and leave out `prev`.")
    if head.case == NO_CASE and (head.seq or head.seen):
        raise Reject("Only a device's first entry, which saw no other, opens a case.")
    return head


def check_body(data: bytes, head: Head) -> Body:
    """The body that these bytes are, if they are the ones the head names.

    Raises:
        Reject: If hash or length differ, or they are not the canonical bytes of a body.
    """
    if len(data) != head.bn or hashlib.sha256(data).hexdigest() != head.bh:
        raise Reject(
            f"The body of entry {head.seq} of device {head.dev[:8]}… is not the one "
            f"that was signed: {len(data)} bytes, signed were {head.bn}, or the hash "
            "differs."
        )
    return read_body(data)


def read_body(data: bytes) -> Body:
    """The body that these bytes are.

    Raises:
        Reject: If they are not the canonical bytes of a body.
    """
    return _read_body(canonical.decode(data))


def check_signature(data: bytes, head: Head, signature: bytes) -> None:
    """Check that the head's device signed these bytes.

    Raises:
        Reject: If it did not, or its key is one that proves nothing.
    """
    if not signature_holds(head.dev, signed_message(data), signature):
        raise Reject(
            f"The signature of entry {head.seq} of device {head.dev[:8]}… does not hold."
        )


def _read_body(value: object) -> Body:
    if not isinstance(value, dict) or value.keys() != _BODY_KEYS:
        raise Reject(f"A body has exactly the keys {', '.join(sorted(_BODY_KEYS))}.")
    try:
        body = msgspec.convert(value, Body)
    except msgspec.ValidationError as why:
        raise Reject(f"Not a body of format {FORMAT}: {_plain(why)}.") from why
    if not _KIND.fullmatch(body.kind):
        raise Reject(
            "A kind is words of a-z, 0-9 and - joined by dots, as in 'exhibit.add'."
        )
    return body


def _plain(why: Exception) -> str:
    """The reason without any value in it: values may be testimony."""
    return str(why) if isinstance(why, msgspec.ValidationError) else "malformed"
