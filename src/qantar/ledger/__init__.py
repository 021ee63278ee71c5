"""Bytes and trust: exhibits, signed entries, checks. Knows no meaning.

Start at ``Ledger``. The format is written down in ``docs/format.md``.
"""

from qantar.ledger.admission import Admitted, Known, Waiting
from qantar.ledger.check import audit
from qantar.ledger.entry import KINDS, Body, Draft, Signed
from qantar.ledger.finding import LEVELS, Audit, AuditFinding, Level, Property
from qantar.ledger.forgetting import HOLD, forget, honour, requests
from qantar.ledger.frontier import Tip
from qantar.ledger.keys import DeviceKey
from qantar.ledger.layout import KEY_FILE
from qantar.ledger.log import Ledger
from qantar.ledger.lookup import adding, beginning_with, exhibits_beginning_with
from qantar.ledger.membership import Member
from qantar.ledger.people import (
    add_device,
    add_member,
    remove_member,
    retire_device,
)
from qantar.ledger.policy import Policy
from qantar.ledger.preserving import ExhibitReceipt
from qantar.ledger.proof import audit_proof, prove
from qantar.ledger.view import EntryView
from qantar.ledger.writing import Clock, system_clock

__all__ = [
    "HOLD",
    "KEY_FILE",
    "KINDS",
    "LEVELS",
    "Admitted",
    "Audit",
    "AuditFinding",
    "Body",
    "Clock",
    "DeviceKey",
    "Draft",
    "EntryView",
    "ExhibitReceipt",
    "Known",
    "Ledger",
    "Level",
    "Member",
    "Policy",
    "Property",
    "Signed",
    "Tip",
    "Waiting",
    "add_device",
    "add_member",
    "adding",
    "audit",
    "audit_proof",
    "beginning_with",
    "exhibits_beginning_with",
    "forget",
    "honour",
    "prove",
    "remove_member",
    "requests",
    "retire_device",
    "system_clock",
]
