"""The rules of one entry."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from qantar.errors import InputError, Reject
from qantar.ledger import DeviceKey, Draft
from qantar.ledger.entry import (
    BODY_MAX,
    KINDS,
    NO_CASE,
    Head,
    check_body,
    check_head,
    check_signature,
    entry_id,
    id_bytes,
    make_body,
    read_body,
    sign_head,
    signed_message,
)

Vectors = Callable[[str], Any]
SALT = bytes(16)


def test_the_vectors_are_made_again_from_what_they_say(vectors: Vectors) -> None:
    told = vectors("entries")
    chain: dict[str, tuple[int, str | None]] = {}
    for case in told["entries"]:
        key = DeviceKey(bytes.fromhex(told["keys"][case["device"]]["seed"]))
        seq, prev = chain.get(case["device"], (0, None))
        draft = Draft(
            kind=case["kind"],
            fields=case["fields"],
            refs=case["refs"],
            exhibits=case["exhibits"],
            supersedes=case["supersedes"],
        )
        body = make_body(draft, bytes.fromhex(case["salt"]), pad_to=case["pad_to"])
        head = Head(
            bh=hashlib.sha256(body).hexdigest(),
            bn=len(body),
            case=told["case"] if chain else NO_CASE,
            dev=key.public,
            prev=prev,
            seen=tuple(case["seen"]),
            seq=seq,
            t=case["t"],
            v=1,
        )

        entry = sign_head(key, head, body)

        assert body.decode() == case["body"]
        assert entry.head.decode() == case["head"]
        assert (entry.id, entry.sig.hex()) == (case["id"], case["sig"])
        chain[case["device"]] = (seq + 1, entry.id)


def test_the_vectors_pass_every_rule(vectors: Vectors) -> None:
    for case in vectors("entries")["entries"]:
        data = case["head"].encode()

        head = check_head(data)

        assert entry_id(data) == case["id"]
        assert check_body(case["body"].encode(), head).kind == case["kind"]
        check_signature(data, head, bytes.fromhex(case["sig"]))


def test_what_is_signed_is_the_pre_authentication_encoding(vectors: Vectors) -> None:
    told = vectors("entries")

    message = signed_message(told["entries"][0]["head"].encode())

    assert message.hex() == told["signed"]
    assert message.startswith(b"DSSEv1 36 application/vnd.qantar.entry.v1+json 283 {")


def test_the_first_entry_names_the_case(vectors: Vectors) -> None:
    told = vectors("entries")

    assert told["entries"][0]["id"] == told["case"]


def test_texts_that_are_no_head_are_refused(vectors: Vectors) -> None:
    for case in vectors("entries")["refuse_head"]:
        try:
            check_head(case["text"].encode())
        except Reject:
            continue
        pytest.fail(f"accepted: {case['what']}")


def test_texts_that_are_no_body_are_refused(vectors: Vectors) -> None:
    for case in vectors("entries")["refuse_body"]:
        try:
            read_body(case["text"].encode())
        except Reject:
            continue
        pytest.fail(f"accepted: {case['what']}")


def test_a_head_longer_than_allowed_is_refused_before_it_is_read() -> None:
    with pytest.raises(Reject, match="at most 16384"):
        check_head(b"[" * 16_385)


def test_a_body_that_was_not_signed_is_refused(vectors: Vectors) -> None:
    first, second = vectors("entries")["entries"][:2]

    with pytest.raises(Reject, match="not the one that was signed"):
        check_body(second["body"].encode(), check_head(first["head"].encode()))


def test_another_devices_signature_is_refused(vectors: Vectors) -> None:
    first, second = vectors("entries")["entries"][:2]
    data = first["head"].encode()

    with pytest.raises(Reject, match="does not hold"):
        check_signature(data, check_head(data), bytes.fromhex(second["sig"]))


def test_a_head_is_signed_only_by_its_own_device(vectors: Vectors) -> None:
    case = vectors("entries")["entries"][0]
    head = check_head(case["head"].encode())

    with pytest.raises(InputError, match="another device"):
        sign_head(DeviceKey.make(), head, case["body"].encode())


def test_a_body_that_is_too_large_says_what_to_do_instead() -> None:
    draft = Draft(kind="note", fields={"text": "x" * BODY_MAX})

    with pytest.raises(InputError, match="as an exhibit"):
        make_body(draft, SALT)


@pytest.mark.parametrize("length", range(240, 265))
def test_filling_up_reaches_the_multiple_exactly(length: int) -> None:
    draft = Draft(kind="note", fields={"text": "x" * length})

    body = make_body(draft, SALT, pad_to=256)

    assert len(body) % 256 == 0
    assert len(body) - len(make_body(draft, SALT)) < 256


def test_the_same_words_with_other_salt_have_another_hash() -> None:
    draft = Draft(kind="note", fields={"text": "yes"})

    assert make_body(draft, SALT) != make_body(draft, b"1" * 16)


@pytest.mark.parametrize("kind", KINDS)
def test_every_known_kind_can_be_written(kind: str) -> None:
    assert read_body(make_body(Draft(kind=kind), SALT)).kind == kind


def test_wording_is_kept_letter_for_letter() -> None:
    words = "Шымбұлақ й й é \r\n\t"

    body = read_body(make_body(Draft(kind="note", fields={"text": words}), SALT))

    assert body.fields["text"] == words


@pytest.mark.parametrize(
    "name", ["", "abc", "A" * 64, "g" * 64, "0" * 63, " " + "0" * 63]
)
def test_a_name_that_is_no_id_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="64 digits"):
        id_bytes(name)
