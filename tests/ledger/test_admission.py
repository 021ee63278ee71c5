"""Taking in what other devices signed: any order, any number of times."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.errors import CannotSign, Reject
from qantar.ledger import Admitted, Draft, Known, Ledger, Signed, Waiting, audit
from qantar.ledger import admission as rules


def take(ledger: Ledger, entry: Signed, *, body: bool = True) -> Any:
    return ledger.admit(entry.head, entry.sig, entry.body if body else None)


def holdings(ledger: Ledger) -> list[tuple[str, bool]]:
    return sorted(
        (view.id, view.body is not None) for view in ledger.entries(quarantined=True)
    )


@pytest.fixture
def copy(forge: Any, tmp_path: Path) -> Any:
    with Ledger.join(tmp_path / "copy", case=forge.case) as made:
        yield made


def test_an_entry_that_follows_is_admitted(copy: Ledger, forge: Any) -> None:
    first, second = forge.chain("B", 2)

    assert take(copy, first) == Admitted(id=first.id)
    assert take(copy, second) == Admitted(id=second.id)
    assert [tip.id for tip in copy.frontier()] == [second.id]


def test_an_entry_known_already_changes_nothing(copy: Ledger, forge: Any) -> None:
    (first,) = forge.chain("B", 1)
    take(copy, first)
    root = copy.root()

    assert take(copy, first) == Known(id=first.id)
    assert (copy.root(), copy.count()) == (root, 1)


def test_an_entry_waits_for_the_one_before(copy: Ledger, forge: Any) -> None:
    first, second, third = forge.chain("B", 3)

    assert take(copy, third) == Waiting(id=third.id, need=second.id)
    assert take(copy, second) == Waiting(id=second.id, need=first.id)
    assert copy.count() == 0
    assert take(copy, first) == Admitted(id=first.id, released=(second.id, third.id))


def test_what_waits_is_a_remark_of_the_check(copy: Ledger, forge: Any) -> None:
    take(copy, forge.genesis)
    take(copy, forge.chain("B", 2)[1])

    found = audit(copy.folder).findings

    assert [(one.code, one.weight) for one in found] == [("waiting", "remark")]


def test_a_body_may_come_later(copy: Ledger, forge: Any) -> None:
    (first,) = forge.chain("B", 1)
    take(copy, first, body=False)
    root = copy.root()

    assert take(copy, first) == Known(id=first.id, body_added=True)
    assert take(copy, first) == Known(id=first.id)
    view = copy.entry(first.id)
    assert view is not None
    assert view.fields == {"text": "B0"}
    assert copy.root() == root


def test_a_wrong_body_for_a_known_entry_is_refused(copy: Ledger, forge: Any) -> None:
    first, second = forge.chain("B", 2)
    take(copy, first, body=False)

    with pytest.raises(Reject, match="not the one that was signed"):
        copy.admit(first.head, first.sig, second.body)


def test_two_entries_at_one_place_are_both_kept(copy: Ledger, forge: Any) -> None:
    first, second = forge.chain("B", 2)
    other = forge.sign("B", seq=1, prev=first.id, text="rewritten")
    for entry in (forge.genesis, first, second, other):
        take(copy, entry)

    tips = {tip.id for tip in copy.frontier()}
    found = audit(copy.folder).findings

    assert {second.id, other.id} <= tips
    assert [(one.code, one.weight) for one in found] == [("fork", "warning")]


def test_a_device_whose_chain_has_a_fork_signs_no_more(
    ledger: Ledger, forge: Any
) -> None:
    first = ledger.append("note", {"text": "a"})
    copy_of_key = ledger._key
    assert copy_of_key is not None
    forged = dict(forge.keys)
    try:
        forge.keys["X"] = copy_of_key
        entry = forge.sign("X", seq=1, prev=ledger.case_id, case=ledger.case_id)
    finally:
        forge.keys = forged
    take(ledger, entry)

    with pytest.raises(CannotSign, match="has a fork"):
        ledger.append("note", {"text": "b"})
    assert ledger.entry(first) is not None


def test_an_entry_of_another_case_is_refused(copy: Ledger, forge: Any) -> None:
    with pytest.raises(Reject, match="another case"):
        take(copy, forge.sign("B", case="1" * 64))


def test_a_second_opening_of_the_case_is_refused(copy: Ledger, forge: Any) -> None:
    with pytest.raises(Reject, match="another case"):
        take(copy, forge.sign("B", kind="case.open", case="0" * 64))


def test_an_entry_that_follows_another_devices_is_refused(
    copy: Ledger, forge: Any
) -> None:
    take(copy, forge.genesis)

    with pytest.raises(Reject, match="does not follow"):
        take(copy, forge.sign("B", seq=1, prev=forge.genesis.id))


def test_an_entry_that_leaves_out_a_place_is_refused(copy: Ledger, forge: Any) -> None:
    (first,) = forge.chain("B", 1)
    take(copy, first)

    with pytest.raises(Reject, match="does not follow"):
        take(copy, forge.sign("B", seq=2, prev=first.id))


def test_one_that_waited_and_does_not_follow_is_dropped(
    copy: Ledger, forge: Any
) -> None:
    (first,) = forge.chain("B", 1)
    take(copy, forge.sign("C", seq=1, prev=first.id))

    assert take(copy, first) == Admitted(id=first.id)
    assert copy.count() == 1


def test_a_refused_entry_changes_nothing(copy: Ledger, forge: Any) -> None:
    first, second = forge.chain("B", 2)
    take(copy, first)
    root = copy.root()

    for head, sig, body in (
        (second.head, first.sig, second.body),
        (second.head[:-1] + b" }", second.sig, second.body),
        (second.head, second.sig, first.body),
        (second.head, second.sig + b"\0", second.body),
    ):
        with pytest.raises(Reject):
            copy.admit(head, sig, body)

    assert (copy.root(), copy.count()) == (root, 1)


def test_a_body_that_nobody_can_read_does_not_keep_its_entry_out(
    copy: Ledger, forge: Any
) -> None:
    """Else a copy with the body and one without would differ for ever."""
    import hashlib

    from qantar.ledger.entry import Head, sign_head

    body = b'{"kind": "not canonical"}'
    key = forge.keys["B"]
    head = Head(
        bh=hashlib.sha256(body).hexdigest(),
        bn=len(body),
        case=forge.case,
        dev=key.public,
        prev=None,
        seen=(),
        seq=0,
        t=None,
        v=1,
    )
    entry = sign_head(key, head, body)

    assert take(copy, entry) == Admitted(id=entry.id)
    view = copy.entry(entry.id)
    assert view is not None
    assert (view.kind, view.body) == ("", None)


def test_a_flood_of_orphans_is_cut(
    copy: Ledger, forge: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "PENDING_MAX", 3)
    orphans = [
        forge.sign("B", seq=9, prev=f"{n:064x}", text=f"orphan {n}") for n in range(5)
    ]
    for entry in orphans:
        take(copy, entry)

    waiting = copy.store.all("SELECT id FROM pending ORDER BY k")

    assert [row["id"].hex() for row in waiting] == [entry.id for entry in orphans[2:]]


def test_new_entries_name_what_was_seen_of_others(ledger: Ledger, forge: Any) -> None:
    entry = forge.sign("B", case=ledger.case_id)
    take(ledger, entry)
    ledger.store.run("UPDATE entry SET standing = 1")

    first, second = ledger.append_many([Draft(kind="note"), Draft(kind="note")])

    seen = [
        [
            row["parent"].hex()
            for row in ledger.store.all(
                "SELECT parent FROM seen JOIN entry ON n = child WHERE id = ?",
                (bytes.fromhex(name),),
            )
        ]
        for name in (first, second)
    ]
    assert seen == [[entry.id], []]


@st.composite
def deliveries(draw: st.DrawFn) -> list[tuple[int, bool]]:
    """An order in which eleven entries come, some twice, some without body first."""
    order = draw(st.permutations(range(11)))
    again = draw(st.lists(st.tuples(st.integers(0, 10), st.booleans()), max_size=6))
    return [(n, draw(st.booleans())) for n in order] + again


@given(order=deliveries())
def test_the_order_of_arrival_does_not_matter(forge: Any, order: Any) -> None:
    chain_b = forge.chain("B", 4)
    branch = forge.chain("B", 2, after=chain_b[1])
    branch[0] = forge.sign("B", seq=2, prev=chain_b[1].id, text="branch")
    branch[1] = forge.sign("B", seq=3, prev=branch[0].id, text="branch")
    linked = forge.sign("C", seen=(chain_b[3].id,), text="linked")
    stranger = forge.sign("D", seq=1, prev=chain_b[0].id, text="does not follow")
    later = forge.sign("D", seq=2, prev=stranger.id, text="nor does this")
    entries = [forge.genesis, *chain_b, *branch, linked, *forge.chain("D", 1)]
    entries += [stranger, later]
    results = []
    for deliver in (list(order), [(n, True) for n in range(len(entries))]):
        with (
            tempfile.TemporaryDirectory() as folder,
            Ledger.join(Path(folder) / "c", case=forge.case) as copy,
            copy.store.transaction(),
        ):
            for n, body in [*deliver, *((n, True) for n in range(len(entries)))]:
                try:
                    take(copy, entries[n], body=body)
                except Reject:
                    assert entries[n] is stranger
            results.append(
                (
                    copy.root(),
                    holdings(copy),
                    [view.id for view in copy.entries(quarantined=True)],
                )
            )

    assert results[0] == results[1]
