"""Bytes and trust: exhibits, signed entries, checks. Knows no meaning.

Start at ``Ledger``. The format is written down in ``docs/format.md``.
"""

from qantar.ledger.admission import Admitted, Known, Waiting
from qantar.ledger.check import audit
from qantar.ledger.database import DATABASE_ERRORS, connect
from qantar.ledger.entry import KINDS, Body, Draft, Signed
from qantar.ledger.finding import LEVELS, Audit, AuditFinding, Level, Property
from qantar.ledger.forgetting import HOLD, forget, honour, requests
from qantar.ledger.frontier import Tip, tips_from_text, tips_to_text
from qantar.ledger.keys import DeviceKey
from qantar.ledger.layout import KEY_FILE, LOCK_FILE
from qantar.ledger.lock import (
    Lock,
    Vault,
    check_passphrase,
    is_locked,
    open_vault,
    read_lock,
    vault_from_recovery,
    write_lock,
)
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
from qantar.ledger.proof import Dated, audit_proof, prove
from qantar.ledger.ram import ram_folder
from qantar.ledger.recovery import join_shares, split_key
from qantar.ledger.view import EntryView
from qantar.ledger.writing import Clock, system_clock

__all__ = [
    "DATABASE_ERRORS",
    "HOLD",
    "KEY_FILE",
    "KINDS",
    "LEVELS",
    "LOCK_FILE",
    "Admitted",
    "Audit",
    "AuditFinding",
    "Body",
    "Clock",
    "Dated",
    "DeviceKey",
    "Draft",
    "EntryView",
    "ExhibitReceipt",
    "Known",
    "Ledger",
    "Level",
    "Lock",
    "Member",
    "Policy",
    "Property",
    "Signed",
    "Tip",
    "Vault",
    "Waiting",
    "add_device",
    "add_member",
    "adding",
    "audit",
    "audit_proof",
    "beginning_with",
    "check_passphrase",
    "connect",
    "exhibits_beginning_with",
    "forget",
    "honour",
    "is_locked",
    "join_shares",
    "open_vault",
    "prove",
    "ram_folder",
    "read_lock",
    "remove_member",
    "requests",
    "retire_device",
    "split_key",
    "system_clock",
    "tips_from_text",
    "tips_to_text",
    "vault_from_recovery",
    "write_lock",
]
