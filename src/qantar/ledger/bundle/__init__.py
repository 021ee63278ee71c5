"""Bundles: what travels between copies of a case, by stick, mail or courier.

Start at ``pack`` and ``merge``; ``audit_bundle`` checks without merging. The format is written down in ``docs/format.md``.
"""

from qantar.ledger.bundle.checking import audit_bundle
from qantar.ledger.bundle.merging import Limits, MergeReport, merge
from qantar.ledger.bundle.packing import VOLUME_BYTES, Packed, missing, pack
from qantar.ledger.bundle.peeking import case_of, looks_like_bundle
from qantar.ledger.bundle.sealing import recipient, recipient_of_key

__all__ = [
    "VOLUME_BYTES",
    "Limits",
    "MergeReport",
    "Packed",
    "audit_bundle",
    "case_of",
    "looks_like_bundle",
    "merge",
    "missing",
    "pack",
    "recipient",
    "recipient_of_key",
]
