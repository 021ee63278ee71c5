"""Divide a recovery key among keepers, so that no one of them opens the case alone.

Shamir's scheme as SLIP-0039 writes it (SatoshiLabs, "Shamir's Secret-Sharing for
Mnemonic Codes"): each share is 33 English words with a checksum, made to be written on
paper and read out. Fewer shares than the threshold tell nothing about the key.
"""

from collections.abc import Sequence

import shamir_mnemonic

from qantar.errors import InputError

__all__ = ["SHARES_MAX", "join_shares", "split_key"]

SHARES_MAX = 16
"""SLIP-0039, "Design rationale": shares of one group."""


def split_key(key: bytes, *, need: int, shares: int) -> list[str]:
    """Divide 32 bytes into shares; ``need`` of them give the bytes back.

    Raises:
        InputError: If that cannot be: need 2 or more, at most as many as there are.
    """
    if not 2 <= need <= shares <= SHARES_MAX:
        raise InputError(
            f"{need} of {shares} shares cannot be: right would be 2 or more needed, of"
            f" at most {SHARES_MAX}, for instance 2 of 3."
        )
    # The key is random, so nothing has to be stretched: exponent 0.
    (group,) = shamir_mnemonic.generate_mnemonics(
        1, [(need, shares)], key, b"", iteration_exponent=0
    )
    return list(group)


def join_shares(shares: Sequence[str]) -> bytes:
    """The bytes that were divided.

    Raises:
        InputError: If a word or a checksum is wrong, or there are too few shares.
    """
    tidy = [" ".join(share.lower().split()) for share in shares if share.strip()]
    try:
        key: bytes = shamir_mnemonic.combine_mnemonics(list(dict.fromkeys(tidy)), b"")
    except (shamir_mnemonic.MnemonicError, ValueError):
        # The cause is dropped on purpose: it may quote words of a share.
        raise InputError(
            f"These {len(tidy)} shares do not fit together: too few, a word is wrong or"
            " missing, or they are of different divisions. Each has 33 words."
        ) from None
    return key
