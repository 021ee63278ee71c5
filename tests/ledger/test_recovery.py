"""Shares: enough of them give the key back, fewer nothing."""

import itertools

import pytest
import shamir_mnemonic

from qantar.errors import InputError
from qantar.ledger import join_shares, split_key

KEY = bytes(range(100, 132))

# SatoshiLabs, slip-0039/vectors.json, "Valid mnemonic without sharing (128 bits)" and
# "Basic sharing 2-of-3 (128 bits)"; passphrase TREZOR.
PUBLISHED = [
    (
        "bb54aac4b89dc868ba37d9cc21b2cece",
        [
            "duckling enlarge academic academic agency result length solution fridge"
            " kidney coal piece deal husband erode duke ajar critical decision keyboard"
        ],
    ),
    (
        "b43ceb7e57a0ea8766221624d01b0864",
        [
            "shadow pistol academic always adequate wildlife fancy gross oasis cylinder"
            " mustang wrist rescue view short owner flip making coding armed",
            "shadow pistol academic acid actress prayer class unknown daughter sweater"
            " depict flip twice unkind craft early superior advocate guest smoking",
        ],
    ),
]


@pytest.mark.parametrize(("secret", "shares"), PUBLISHED)
def test_the_published_vectors_hold(secret: str, shares: list[str]) -> None:
    assert shamir_mnemonic.combine_mnemonics(shares, b"TREZOR").hex() == secret


def test_any_two_of_three_give_the_key_back() -> None:
    shares = split_key(KEY, need=2, shares=3)

    for two in itertools.permutations(shares, 2):
        assert join_shares(two) == KEY


def test_a_share_is_thirty_three_words() -> None:
    assert {len(s.split()) for s in split_key(KEY, need=3, shares=5)} == {33}


def test_spacing_capitals_and_repetition_do_not_matter() -> None:
    one, two, _ = split_key(KEY, need=2, shares=3)
    typed = [f"  {one.upper()}\n", one, two.replace(" ", "   "), ""]

    assert join_shares(typed) == KEY


@pytest.mark.parametrize("keep", [0, 1])
def test_fewer_shares_give_nothing(keep: int) -> None:
    shares = split_key(KEY, need=2, shares=3)[:keep]

    with pytest.raises(InputError, match="do not fit together"):
        join_shares(shares)


def test_a_wrong_word_is_noticed_and_no_share_is_quoted() -> None:
    one, two, _ = split_key(KEY, need=2, shares=3)
    words = one.split()
    words[20] = "zero" if words[20] != "zero" else "acid"

    with pytest.raises(InputError) as told:
        join_shares([" ".join(words), two])

    assert not set(words[4:20]) & set(str(told.value).split())


def test_shares_of_two_divisions_do_not_fit() -> None:
    with pytest.raises(InputError):
        join_shares(
            [split_key(KEY, need=2, shares=2)[0], split_key(KEY, need=2, shares=2)[1]]
        )


@pytest.mark.parametrize(("need", "shares"), [(1, 3), (4, 3), (2, 17), (0, 0)])
def test_numbers_that_cannot_be_are_refused(need: int, shares: int) -> None:
    with pytest.raises(InputError, match="2 of 3"):
        split_key(KEY, need=need, shares=shares)
