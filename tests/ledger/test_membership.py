"""Whose entries count, on every copy alike, whatever the order of arrival."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.ledger import Ledger, Signed, audit


def standing(forge: Any, entries: list[Signed], folder: Path) -> dict[str, bool]:
    """Which entries count, once all have arrived in this order."""
    with Ledger.join(folder, case=forge.case) as copy:
        with copy.store.transaction():  # one commit, which is what takes time
            for entry in entries:
                copy.admit(entry.head, entry.sig, entry.body)
        assert audit(folder).sound
        return {view.id: view.standing for view in copy.entries(quarantined=True)}


class Circle:
    """Acts of a case with keeper A, written for each test."""

    def __init__(self, forge: Any) -> None:
        self.forge = forge
        self.keys = {name: key.public for name, key in forge.keys.items()}

    def add(self, before: Signed, device: str, **rest: Any) -> tuple[Signed, Signed]:
        """Member and device, as a keeper adds them."""
        role = rest.pop("role", "member")
        fields = {"member": f"m{device}", "role": role}
        member = self.forge.after(before, kind="member.add", fields=fields, **rest)
        fields = {"member": f"m{device}", "dev": self.keys[device]}
        return member, self.forge.after(member, kind="device.add", fields=fields)

    def retire(self, before: Signed, device: str, last: Signed, seq: int) -> Signed:
        fields = {"dev": self.keys[device], "last": last.id, "seq": seq}
        retired: Signed = self.forge.after(before, kind="device.retire", fields=fields)
        return retired


@pytest.fixture(scope="session")
def circle(forge: Any) -> Circle:
    return Circle(forge)


def test_a_founding_keeper_counts(forge: Any, tmp_path: Path) -> None:
    note = forge.after(forge.genesis, text="mine")

    assert all(standing(forge, [forge.genesis, note], tmp_path / "c").values())


def test_a_device_that_nobody_vouched_for_does_not_count(
    forge: Any, tmp_path: Path
) -> None:
    (stranger,) = forge.chain("B", 1)

    found = standing(forge, [forge.genesis, stranger], tmp_path / "c")

    assert found == {forge.genesis.id: True, stranger.id: False}


def test_what_came_before_a_device_was_added_counts_once_it_is(
    forge: Any, circle: Circle, tmp_path: Path
) -> None:
    notes = forge.chain("B", 2)

    found = standing(
        forge, [*notes, forge.genesis, *circle.add(forge.genesis, "B")], tmp_path / "c"
    )

    assert all(found.values())


def test_a_stranger_adds_nobody(forge: Any, circle: Circle, tmp_path: Path) -> None:
    (stranger,) = forge.chain("B", 1)
    acts = circle.add(stranger, "C")
    (note,) = forge.chain("C", 1)

    found = standing(forge, [forge.genesis, stranger, *acts, note], tmp_path / "c")

    assert [name for name, stands in found.items() if stands] == [forge.genesis.id]


def test_a_member_adds_a_device_of_their_own_but_no_member(
    forge: Any, circle: Circle, tmp_path: Path
) -> None:
    acts = circle.add(forge.genesis, "B")
    (first,) = forge.chain("B", 1)
    own = forge.after(
        first, kind="device.add", fields={"member": "mB", "dev": circle.keys["C"]}
    )
    others = circle.add(own, "D")
    (note_c,), (note_d,) = forge.chain("C", 1), forge.chain("D", 1)

    entries = [forge.genesis, *acts, first, own, *others, note_c, note_d]
    found = standing(forge, entries, tmp_path / "c")

    assert found[note_c.id]
    assert not found[note_d.id]


def test_a_retired_device_counts_up_to_the_entry_that_was_named(
    forge: Any, circle: Circle, tmp_path: Path
) -> None:
    acts = circle.add(forge.genesis, "B")
    notes = forge.chain("B", 4)
    end = circle.retire(acts[-1], "B", notes[1], 1)

    found = standing(forge, [forge.genesis, *acts, *notes, end], tmp_path / "c")

    assert [found[note.id] for note in notes] == [True, True, False, False]


def test_what_a_retired_device_signs_later_does_not_count(
    forge: Any, circle: Circle, tmp_path: Path
) -> None:
    acts = circle.add(forge.genesis, "B")
    notes = forge.chain("B", 3)
    end = circle.retire(acts[-1], "B", notes[1], 1)

    found = standing(
        forge, [forge.genesis, *acts, *notes[:2], end, notes[2]], tmp_path / "c"
    )

    assert [found[note.id] for note in notes] == [True, True, False]


def test_of_a_fork_the_branch_that_was_named_counts(
    forge: Any, circle: Circle, tmp_path: Path
) -> None:
    acts = circle.add(forge.genesis, "B")
    notes = forge.chain("B", 3)
    branch = forge.after(notes[0], text="branch")
    end = circle.retire(acts[-1], "B", notes[2], 2)

    found = standing(forge, [forge.genesis, *acts, *notes, branch, end], tmp_path / "c")

    assert [found[note.id] for note in notes] == [True, True, True]
    assert not found[branch.id]


def test_a_removed_member_loses_all_devices(
    forge: Any, circle: Circle, tmp_path: Path
) -> None:
    acts = circle.add(forge.genesis, "B")
    (first, second) = forge.chain("B", 2)
    lasts = {circle.keys["B"]: {"last": first.id, "seq": 0}}
    removed = forge.after(
        acts[-1], kind="member.remove", fields={"member": "mB", "lasts": lasts}
    )

    found = standing(
        forge, [forge.genesis, *acts, first, second, removed], tmp_path / "c"
    )

    assert (found[first.id], found[second.id]) == (True, False)


def test_a_removal_that_names_no_entry_leaves_nothing(
    forge: Any, circle: Circle, tmp_path: Path
) -> None:
    acts = circle.add(forge.genesis, "B")
    (first,) = forge.chain("B", 1)
    removed = forge.after(acts[-1], kind="member.remove", fields={"member": "mB"})

    assert not standing(forge, [forge.genesis, *acts, first, removed], tmp_path / "c")[
        first.id
    ]


def test_a_member_removes_nobody_else(
    forge: Any, circle: Circle, tmp_path: Path
) -> None:
    acts = circle.add(forge.genesis, "B")
    (first,) = forge.chain("B", 1)
    coup = circle.retire(first, "A", forge.genesis, 0)
    note = forge.after(acts[-1], text="still here")

    found = standing(forge, [forge.genesis, *acts, first, coup, note], tmp_path / "c")

    assert found[note.id]


def mutual_removal(forge: Any, circle: Circle) -> list[Signed]:
    """Keepers A and B, who remove each other at the same time."""
    acts = circle.add(forge.genesis, "B", role="keeper")
    (first,) = forge.chain("B", 1)
    by_a = circle.retire(acts[-1], "B", first, 0)
    by_b = circle.retire(first, "A", acts[-1], 2)
    # What either does afterwards, not knowing of the other, is void.
    added_by_a = circle.add(by_a, "C")
    added_by_b = circle.add(by_b, "D")
    notes = [*forge.chain("C", 1), *forge.chain("D", 1)]
    return [forge.genesis, *acts, first, by_a, by_b, *added_by_a, *added_by_b, *notes]


def test_of_two_who_remove_each_other_both_go(
    forge: Any, circle: Circle, tmp_path: Path
) -> None:
    entries = mutual_removal(forge, circle)

    found = standing(forge, entries, tmp_path / "c")

    assert [found[entry.id] for entry in entries] == [True] * 4 + [False] * 8


def test_one_who_knew_of_the_removal_removes_nobody(
    forge: Any, circle: Circle, tmp_path: Path
) -> None:
    acts = circle.add(forge.genesis, "B", role="keeper")
    (first,) = forge.chain("B", 1)
    by_a = circle.retire(acts[-1], "B", first, 0)
    fields = {"dev": circle.keys["A"], "last": forge.genesis.id, "seq": 0}
    revenge = forge.after(first, kind="device.retire", fields=fields, seen=(by_a.id,))
    note = forge.after(by_a, text="still here")

    entries = [forge.genesis, *acts, first, by_a, revenge, note]
    found = standing(forge, entries, tmp_path / "c")

    assert found[note.id]
    assert not found[revenge.id]


def test_what_a_stolen_device_added_goes_when_it_is_retired(
    forge: Any, circle: Circle, tmp_path: Path
) -> None:
    acts = circle.add(forge.genesis, "B", role="keeper")
    (first,) = forge.chain("B", 1)
    planted = circle.add(first, "C")
    (lie,) = forge.chain("C", 1)
    end = circle.retire(acts[-1], "B", first, 0)

    found = standing(
        forge, [forge.genesis, *acts, first, *planted, lie, end], tmp_path / "c"
    )

    assert found[first.id]
    assert not found[lie.id]


@given(dice=st.randoms(use_true_random=False))
def test_verdicts_do_not_depend_on_the_order_of_arrival(
    forge: Any, circle: Circle, dice: Any
) -> None:
    entries = mutual_removal(forge, circle)
    shuffled = list(entries)
    dice.shuffle(shuffled)
    with tempfile.TemporaryDirectory() as folder:
        expected = standing(forge, entries, Path(folder) / "a")

        assert standing(forge, shuffled, Path(folder) / "b") == expected


def test_a_lone_keeper_whose_chain_forked_adds_a_new_device(
    ledger: Ledger, forge: Any, circle: Circle
) -> None:
    key = ledger._key
    assert key is not None
    first = ledger.append("note", {"text": "on the laptop"})
    forge.keys["X"] = key
    try:
        entry = forge.sign("X", seq=1, prev=ledger.case_id, case=ledger.case_id)
    finally:
        del forge.keys["X"]
    ledger.admit(entry.head, entry.sig, entry.body)

    added = ledger.append("device.add", {"member": key.public, "dev": circle.keys["B"]})
    ledger.append("device.retire", {"dev": key.public, "last": added, "seq": 2})

    verdicts = {v.id: v.standing for v in ledger.entries(quarantined=True)}
    assert verdicts[first] is True
    assert verdicts[entry.id] is False
    assert set(ledger.members()) == {key.public, circle.keys["B"]}


def test_entries_in_quarantine_are_not_shown_unless_asked_for(
    ledger: Ledger, forge: Any
) -> None:
    stranger = forge.sign("B", case=ledger.case_id)
    ledger.admit(stranger.head, stranger.sig, stranger.body)

    assert stranger.id not in {view.id for view in ledger.entries()}
    assert stranger.id in {view.id for view in ledger.entries(quarantined=True)}


def test_bytes_that_only_a_stranger_vouched_for_get_an_entry_of_our_own(
    ledger: Ledger, forge: Any, tmp_path: Path
) -> None:
    with Ledger.join(tmp_path / "other", case=ledger.case_id) as other:
        receipt = other.put_exhibit(b"bytes", "text/plain", {})
        entry = other.signed(receipt.entry)
    assert entry is not None
    ledger.admit(entry.head, entry.sig, entry.body)

    own = ledger.put_exhibit(b"bytes", "text/plain", {})

    assert own.new
    assert own.entry != receipt.entry
    assert audit(ledger.folder, "deep").findings == ()
