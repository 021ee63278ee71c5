"""Identifiers derived from content."""

from qantar.vocabulary.digest import ID_LENGTH, derive_id, sha256_hex


def test_the_same_parts_give_the_same_identifier() -> None:
    assert derive_id("a", 1) == derive_id("a", 1)


def test_moving_a_letter_between_parts_changes_the_identifier() -> None:
    assert derive_id("a", "bc") != derive_id("ab", "c")


def test_an_identifier_has_the_documented_length() -> None:
    assert len(derive_id("x")) == ID_LENGTH


def test_sha256_agrees_with_the_published_vector() -> None:
    # FIPS 180-4 example: the empty message.
    assert sha256_hex(b"").startswith("e3b0c44298fc1c14")
