"""Canonical JSON: one value, one sequence of bytes."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.errors import InputError, Reject
from qantar.ledger import canonical

Vectors = Callable[[str], Any]

KEYS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=8)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    assert canonical.decode(canonical.encode(value)) == value


@given(VALUES)
def test_the_standard_library_writes_the_same_bytes(value: object) -> None:
    plain = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    assert canonical.encode(value) == plain.encode()


@given(st.binary(max_size=40) | VALUES.map(lambda v: json.dumps(v).encode()))
def test_whatever_is_accepted_is_written_the_same_again(data: bytes) -> None:
    try:
        value = canonical.decode(data)
    except Reject:
        return

    assert canonical.encode(value) == data


def test_the_vectors_are_accepted(vectors: Vectors) -> None:
    for case in vectors("canonical")["accept"]:
        data = case["text"].encode()
        assert canonical.encode(canonical.decode(data)) == data, case["what"]


def test_the_vectors_are_refused(vectors: Vectors) -> None:
    for case in vectors("canonical")["refuse"]:
        data = (
            bytes.fromhex(case["hex"])
            if "hex" in case
            else case["repeat"].encode() * case["times"]
        )
        with pytest.raises(Reject):
            canonical.decode(data)


@pytest.mark.parametrize(
    ("value", "flaw"),
    [
        ({"lat": 43.2}, r"value\.lat is a float"),
        ([1, [2**53]], r"value\[1\]\[0\] is an integer of 2\*\*53"),
        ({"ort": {"name": "\ud800"}}, r"value\.ort\.name holds a lone surrogate"),
        ({"ә": 1}, "a key that is not printable ASCII"),
        ({1: 2}, "a key that is not printable ASCII"),
        ({"when": {1, 2}}, r"value\.when is a set, not a JSON value"),
        (b"bytes", "value is a bytes"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_place(
    value: object, flaw: str
) -> None:
    with pytest.raises(InputError, match=flaw):
        canonical.encode(value)


def test_sixteen_levels_are_kept_and_seventeen_are_not() -> None:
    value: object = None
    for _ in range(16):
        value = [value]

    assert canonical.decode(canonical.encode(value)) == value
    with pytest.raises(InputError, match="deeper than 16"):
        canonical.encode([value])


def test_a_value_that_holds_itself_is_refused() -> None:
    value: list[object] = []
    value.append(value)

    with pytest.raises(InputError, match="deeper than 16"):
        canonical.encode(value)


def test_the_refused_bytes_are_not_quoted() -> None:
    with pytest.raises(Reject) as caught:
        canonical.decode(b'{"witness":"Saule", }')

    assert "Saule" not in str(caught.value)
