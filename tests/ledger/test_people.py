"""The acts of membership, written rightly."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qantar.errors import InputError
from qantar.ledger import (
    Ledger,
    add_device,
    add_member,
    remove_member,
    retire_device,
)


@pytest.fixture
def other(ledger: Ledger, tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.join(tmp_path / "other", case=ledger.case_id) as made:
        yield made


def notes(ledger: Ledger, other: Ledger, count: int) -> list[str]:
    """Entries of the other device, admitted here."""
    names = [other.append("note", {"text": str(n)}) for n in range(count)]
    for name in names:
        entry = other.signed(name)
        assert entry is not None
        ledger.admit(entry.head, entry.sig, entry.body)
    return names


def counting(ledger: Ledger, names: list[str]) -> list[bool]:
    views = [ledger.entry(name) for name in names]
    return [view is not None and view.standing for view in views]


def test_a_member_and_a_device_make_entries_count(
    ledger: Ledger, other: Ledger
) -> None:
    names = notes(ledger, other, 2)

    add_member(ledger, "Reed")
    add_device(ledger, "Reed", other.device, recipient="age1reed")

    assert counting(ledger, names) == [True, True]
    assert ledger.members()[other.device].member == "Reed"
    (added,) = ledger.entries("device.add")
    assert added.fields["recipient"] == "age1reed"


def test_a_retired_device_counts_up_to_its_newest_entry_here(
    ledger: Ledger, other: Ledger
) -> None:
    add_member(ledger, "Reed")
    add_device(ledger, "Reed", other.device)
    before = notes(ledger, other, 2)

    retire_device(ledger, other.device)
    after = notes(ledger, other, 1)

    assert counting(ledger, before + after) == [True, True, False]


def test_a_device_may_be_retired_from_an_earlier_entry_on(
    ledger: Ledger, other: Ledger
) -> None:
    add_member(ledger, "Reed")
    add_device(ledger, "Reed", other.device)
    names = notes(ledger, other, 3)

    retire_device(ledger, other.device, last=names[0])

    assert counting(ledger, names) == [True, False, False]


def test_a_removed_member_counts_up_to_now(ledger: Ledger, other: Ledger) -> None:
    add_member(ledger, "Reed", keeper=True)
    add_device(ledger, "Reed", other.device)
    before = notes(ledger, other, 1)

    remove_member(ledger, "Reed")
    after = notes(ledger, other, 1)

    assert counting(ledger, before + after) == [True, False]


def test_a_device_without_entries_is_retired_before_its_first(
    ledger: Ledger, other: Ledger
) -> None:
    add_member(ledger, "Reed")
    add_device(ledger, "Reed", other.device)

    retire_device(ledger, other.device)

    assert counting(ledger, notes(ledger, other, 1)) == [False]


def test_what_cannot_be_meant_is_refused(ledger: Ledger, other: Ledger) -> None:
    add_member(ledger, "Reed")

    acts: list[tuple[Callable[[], str], str]] = [
        (lambda: add_member(ledger, "Reed"), "taken"),
        (lambda: add_member(ledger, ""), "empty"),
        (lambda: add_device(ledger, "Rush", other.device), "no member"),
        (lambda: add_device(ledger, "Reed", "abc"), "64 digits"),
        (lambda: add_device(ledger, "Reed", ledger.device), "already"),
        (lambda: retire_device(ledger, other.device), "belongs to nobody"),
        (lambda: remove_member(ledger, "Rush"), "no member"),
        (lambda: retire_device(ledger, ledger.device, last="0" * 64), "not one of"),
    ]
    for act, why in acts:
        with pytest.raises(InputError, match=why):
            act()


def test_retiring_a_forked_device_needs_the_branch(ledger: Ledger, forge: Any) -> None:
    add_member(ledger, "Reed")
    dev = forge.keys["B"].public
    add_device(ledger, "Reed", dev)
    branches = [
        forge.sign("B", text=text, case=ledger.case_id) for text in ("one", "two")
    ]
    for entry in branches:
        ledger.admit(entry.head, entry.sig, entry.body)

    with pytest.raises(InputError, match="has a fork"):
        retire_device(ledger, dev)
    retire_device(ledger, dev, last=branches[0].id)

    assert counting(ledger, [entry.id for entry in branches]) == [True, False]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("device.add", {}),
        ("device.add", {"dev": "x"}),
        ("member.add", {"member": 1, "role": "keeper"}),
        ("exhibit.add", {"size": 1}),
        ("forget", {}),
    ],
)
def test_a_known_kind_without_its_fields_is_refused(
    ledger: Ledger, kind: str, fields: dict[str, object]
) -> None:
    with pytest.raises(InputError, match=f"kind '{kind}' needs"):
        ledger.append(kind, fields)


def test_an_exhibit_add_names_exactly_one_exhibit(ledger: Ledger) -> None:
    fields = {"media_type": "text/plain", "provenance": {}, "size": 1}

    with pytest.raises(InputError, match="exactly one"):
        ledger.append("exhibit.add", fields)
