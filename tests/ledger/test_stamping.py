"""Time stamps: asked for offline, kept, judged, and what follows for each entry."""

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bundles import admit_device, send
from qantar.errors import InputError
from qantar.ledger import Ledger, audit, audit_proof, prove
from qantar.ledger.stamping import (
    Judged,
    Moment,
    Stamp,
    Trust,
    add_trust,
    ask,
    audit_stamps,
    dated,
    intervals,
    judge,
    judge_all,
    keep_answer,
    path_between,
    root_of,
    trust_of,
)
from stamping_authority import Authority

NOON = datetime(2022, 1, 5, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "one")


@pytest.fixture
def now_ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger whose clock is right, as the authority's is."""
    with Ledger.create(tmp_path / "now", title="Square", zone="UTC") as made:
        yield made


def stamped(ledger: Ledger, authority: Authority) -> str:
    return keep_answer(ledger, authority.answer(ask(ledger).request))


def test_what_is_asked_for_is_the_root(ledger: Ledger) -> None:
    asked = ask(ledger)

    assert asked.root == ledger.root() == root_of(t.id for t in ledger.frontier())
    assert hashlib.sha256(asked.message).hexdigest() == asked.root


def test_a_request_tells_nothing_but_a_hash(ledger: Ledger) -> None:
    request = ask(ledger).request

    assert bytes.fromhex(ledger.root()) in request
    assert len(request) < 100


def test_an_answer_is_kept_and_proves_nothing_until_its_authority_is_trusted(
    ledger: Ledger, authority: Authority
) -> None:
    name = stamped(ledger, authority)
    (before,) = judge_all(ledger, trust_of(ledger))
    told = add_trust(ledger, authority.root.read_bytes())
    (after,) = judge_all(ledger, trust_of(ledger))

    assert before.judged.moment is None
    assert "no certificate" in before.judged.why
    assert after.entry == name
    assert after.judged.moment is not None
    assert after.judged.moment.by == "Test Authority"
    assert abs(after.judged.moment.latest - datetime.now(UTC)) < timedelta(minutes=5)
    assert told[0].startswith("certificate SHA-256 ")


def test_an_authority_that_is_not_trusted_proves_nothing(
    ledger: Ledger, authority: Authority, tmp_path: Path
) -> None:
    other = Authority(tmp_path / "other", "Other Authority")
    stamped(ledger, authority)
    add_trust(ledger, other.root.read_bytes())

    (stamp,) = judge_all(ledger, trust_of(ledger))

    assert stamp.judged.moment is None
    assert not stamp.judged.broken


def test_an_answer_may_come_after_more_was_written(
    ledger: Ledger, authority: Authority
) -> None:
    asked = ask(ledger)
    ledger.append("note", {"text": "meanwhile"})

    name = keep_answer(ledger, authority.answer(asked.request))

    view = ledger.entry(name)
    assert view is not None
    assert view.body is not None
    assert root_of(view.body.refs) == asked.root
    assert keep_answer(ledger, authority.answer(asked.request)) != name


def test_the_same_answer_twice_is_kept_once(
    ledger: Ledger, authority: Authority
) -> None:
    answer = authority.answer(ask(ledger).request)

    assert keep_answer(ledger, answer) == keep_answer(ledger, answer)


def test_an_answer_to_what_was_not_asked_here_is_refused(
    ledger: Ledger, tmp_path: Path, authority: Authority
) -> None:
    with Ledger.create(tmp_path / "other", title="x", zone="UTC") as other:
        answer = authority.answer(ask(other).request)

    with pytest.raises(InputError, match="not asked for in this copy"):
        keep_answer(ledger, answer)


@pytest.mark.parametrize("data", [b"", b"x" * 300_000, b"\x30\x03\x02\x01\x02", b"PNG"])
def test_what_is_no_answer_is_refused(ledger: Ledger, data: bytes) -> None:
    with pytest.raises(InputError):
        keep_answer(ledger, data)


def test_no_turned_bit_of_an_answer_proves_another_time(
    ledger: Ledger, authority: Authority
) -> None:
    asked = ask(ledger)
    answer = authority.answer(asked.request)
    add_trust(ledger, authority.root.read_bytes())
    trust = trust_of(ledger)
    right = judge(answer, asked.root, trust).moment
    for place in range(0, len(answer), 3):
        turned = bytearray(answer)
        turned[place] ^= 1 << place % 8

        found = judge(bytes(turned), asked.root, trust).moment

        assert found in (None, right), place


def test_a_stamp_over_other_entries_than_it_names_is_broken(
    ledger: Ledger, folder: Path, authority: Authority
) -> None:
    asked = ask(ledger)
    answer = authority.answer(asked.request)
    first = stamped(ledger, authority)
    view = ledger.entry(first)
    assert view is not None
    ledger.append("stamp", dict(view.fields), refs=[first])
    assert answer
    add_trust(ledger, authority.root.read_bytes())

    check, stamps = audit_stamps(folder, audit(folder))

    assert [one.judged.broken for one in stamps] == [False, True]
    assert [one.code for one in check.findings if one.code != "time-disproved"] == [
        "stamp-broken"
    ]


def test_an_entry_lies_between_the_stamp_before_and_the_stamp_after(
    now_ledger: Ledger, authority: Authority
) -> None:
    ledger = now_ledger
    add_trust(ledger, authority.root.read_bytes())
    early = ledger.append("note", {"text": "before both"})
    first = stamped(ledger, authority)
    middle = ledger.append("note", {"text": "between"})
    second = stamped(ledger, authority)
    late = ledger.append("note", {"text": "after both"})

    found = intervals(ledger.store, judge_all(ledger, trust_of(ledger)))

    def ends(name: str) -> tuple[str, str]:
        one = found[name]
        return (
            one.after.stamp if one.after else "",
            one.before.stamp if one.before else "",
        )

    assert ends(early) == ("", first)
    assert ends(middle) == (first, second)
    assert ends(late) == (second, "")
    assert ends(second) == (first, "")


def test_a_stamp_binds_what_another_device_had_seen(
    now_ledger: Ledger, tmp_path: Path, authority: Authority
) -> None:
    north = now_ledger
    with Ledger.join(tmp_path / "south", case=north.case_id) as south:
        admit_device(north, south, "south")
        send(north, south, tmp_path / "a.qantar")
        note = south.append("note", {"text": "in the south"})
        send(south, north, tmp_path / "b.qantar")
        north.append("note", {"text": "the north has seen it"})
        stamp = stamped(north, authority)
        send(north, south, tmp_path / "c.qantar")
        add_trust(south, authority.root.read_bytes())

        found = intervals(south.store, judge_all(south, trust_of(south)))

    before = found[note].before
    assert before is not None
    assert before.stamp == stamp


def test_a_claimed_time_that_stamps_disprove_is_found(
    ledger: Ledger, folder: Path, authority: Authority
) -> None:
    # The clock of this ledger stands in January 2022; the authority's is right.
    add_trust(ledger, authority.root.read_bytes())
    stamped(ledger, authority)
    late = ledger.append("note", {"text": "back-dated"})

    check, stamps = audit_stamps(folder, audit(folder))

    assert len(stamps) == 1
    wrong = [one.entry for one in check.findings if one.code == "time-disproved"]
    assert wrong == [late]
    assert check.sound


def test_a_case_without_stamps_is_checked_as_before(
    ledger: Ledger, folder: Path
) -> None:
    check = audit(folder)

    assert audit_stamps(folder, check) == (check, [])
    assert ledger.count() == 1


def test_a_proof_shows_between_which_stamps_a_statement_lies(
    now_ledger: Ledger, tmp_path: Path, authority: Authority
) -> None:
    ledger = now_ledger
    add_trust(ledger, authority.root.read_bytes())
    stamped(ledger, authority)
    for n in range(5):
        ledger.append("note", {"text": f"{n}"})
    note = ledger.append("note", {"text": "the one"})
    for n in range(5):
        ledger.append("note", {"text": f"later {n}"})
    second = stamped(ledger, authority)
    target = tmp_path / "proof.json"

    prove(ledger, [note], target, dated=dated(ledger, [note]))

    told = json.loads(target.read_text())
    assert told["times"][note]["before"]["stamp"] == second
    assert told["times"][note]["after"]["by"] == "Test Authority"
    assert audit_proof(target).findings == ()
    page = target.with_suffix(".html").read_text()
    assert note in page
    kept = next(tmp_path.glob(f"proof.{second[:12]}.tsr"))
    view = ledger.entry(second)
    assert view is not None
    assert authority.holds(kept, str(view.fields["root"]))
    assert not authority.holds(kept, "0" * 64)


@pytest.mark.parametrize("end", ["after", "before"])
def test_a_proof_whose_links_lead_nowhere_is_not_believed(
    now_ledger: Ledger, tmp_path: Path, authority: Authority, end: str
) -> None:
    ledger = now_ledger
    add_trust(ledger, authority.root.read_bytes())
    stamped(ledger, authority)
    note = ledger.append("note", {"text": "the one"})
    stamped(ledger, authority)
    target = tmp_path / "proof.json"
    prove(ledger, [note], target, dated=dated(ledger, [note]))
    told = json.loads(target.read_text())
    times = told["times"][note]
    other = "before" if end == "after" else "after"
    times[end] = times[other]
    target.write_text(json.dumps(told))

    assert [one.code for one in audit_proof(target).findings] == ["time"]


@dataclass(frozen=True)
class Claim:
    """A stamp in a simulation."""

    entry: str
    refs: tuple[str, ...]
    judged: Judged


@pytest.mark.parametrize("seed", range(5))
def test_a_proved_interval_is_never_wrong_whatever_clocks_claim(
    tmp_path: Path, seed: int
) -> None:
    """P16: true times are known to the simulation only; clocks of devices lie."""
    dice = random.Random(seed)  # noqa: S311
    true = NOON

    def lying() -> datetime:
        return true + timedelta(days=dice.randrange(-900, 900))

    north = Ledger.create(tmp_path / "n", title="x", zone="UTC", now=lying)
    south = Ledger.join(tmp_path / "s", case=north.case_id, now=lying)
    admit_device(north, south, "south")
    written: dict[str, datetime] = {}
    stamps: list[Claim] = []
    for step in range(40):
        true += timedelta(minutes=dice.randrange(1, 60))
        writer, other = dice.sample([north, south], 2)
        if not writer.count():
            send(other, writer, tmp_path / "bundle.qantar")
        if dice.random() < 0.25:
            refs = tuple(tip.id for tip in writer.frontier())
            moment = Moment(earliest=true, latest=true, by="simulation")
            true += timedelta(minutes=dice.randrange(1, 600))
            name = writer.append("stamp", {"n": step}, refs=refs)
            judged = Judged(scheme="rfc3161", moment=moment)
            stamps.append(Claim(name, refs, judged))
        else:
            name = writer.append("note", {"n": step})
        written[name] = true
        if dice.random() < 0.3:
            send(writer, other, tmp_path / "bundle.qantar")
    send(south, north, tmp_path / "bundle.qantar")

    found = intervals(north.store, stamps)
    north.close()
    south.close()

    assert found
    for name, when in written.items():
        interval = found.get(name)
        if interval and interval.after:
            assert interval.after.moment.earliest <= when
        if interval and interval.before:
            assert when <= interval.before.moment.latest


def test_a_path_leads_from_what_follows_to_what_came_before(ledger: Ledger) -> None:
    names = [ledger.append("note", {"n": n}) for n in range(4)]

    assert path_between(ledger.store, [names[3]], names[1]) == names[3:0:-1]
    assert path_between(ledger.store, [names[1]], names[3]) is None
    assert path_between(ledger.store, ["0" * 64], names[3]) is None


def test_trust_is_a_setting_of_this_copy(ledger: Ledger, authority: Authority) -> None:
    for _ in range(2):
        add_trust(ledger, authority.root.read_bytes())

    assert len(trust_of(ledger).certificates) == 1
    assert list(ledger.entries("stamp")) == []


@pytest.mark.parametrize("data", [b"", b"no certificate", b"00" * 40])
def test_what_cannot_be_trusted_is_refused(ledger: Ledger, data: bytes) -> None:
    with pytest.raises(InputError):
        add_trust(ledger, data)


def test_an_empty_trust_believes_nobody(authority: Authority, ledger: Ledger) -> None:
    asked = ask(ledger)

    judged = judge(authority.answer(asked.request), asked.root, Trust())

    assert judged.moment is None
    assert isinstance(
        Stamp(entry="", refs=(), root="", answer=b"", judged=judged), Stamp
    )
