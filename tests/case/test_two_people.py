"""Two people on two laptops: what they decide meets, and neither word is lost."""

from dataclasses import replace
from pathlib import Path

import pytest

from qantar.case import Case, judging, reviewing
from qantar.case.agreement import agreement, coded
from qantar.case.drafts import Draft
from qantar.case.forgetting import carry_out, plan_forgetting
from qantar.case.judging import Verdict
from qantar.case.keeping import admit_device, make_key
from qantar.case.merging import join_and_merge, merge_into
from qantar.case.sharing import pack_for
from qantar.errors import InputError
from qantar.ledger.bundle import recipient
from qantar.vocabulary.statement import Review, Stance, Statement

REPORT = (
    "Am 5. Januar 2022 wurden in Almaty nach Angaben des Innenministeriums 8 Polizisten"
    " getötet.\n"
)


@pytest.fixture
def laptops(tmp_path: Path) -> tuple[Path, Path]:
    """A keeper's copy, and that of Timur, a member; both have read the same report."""
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text(REPORT, "utf-8")
    north, south = tmp_path / "north", tmp_path / "south"
    dev, to = make_key(south)
    with Case.create(north, title="Trial", zone="Asia/Almaty") as case:
        case.add([reports])
        case.read()
        admit_device(case, dev, member="Timur", recipient=to)
        pack_for(case, tmp_path / "first.qantar", [to])
    join_and_merge(south, [tmp_path / "first.qantar"])
    with Case.open(south) as case:
        case.read()
    return north, south


def carry(sender: Path, receiver: Path) -> None:
    bundle = sender.parent / "stick.qantar"
    bundle.unlink(missing_ok=True)
    with Case.open(receiver) as there:
        to = recipient(there.ledger)
    with Case.open(sender) as here:
        pack_for(here, bundle, [to])
    with Case.open(receiver) as there:
        merge_into(there, [bundle])


def first(folder: Path) -> Statement:
    with Case.open(folder) as case:
        return next(case.view().statements())


def disagree(north: Path, south: Path) -> str:
    one = first(north)
    with Case.open(north) as case:
        judging.accept(case, [one.id])
    with Case.open(south) as case:
        judging.correct(case, one.id, replace(one, stance=Stance.RUMOUR))
    carry(north, south)
    carry(south, north)
    return one.id


def test_differing_words_stay_side_by_side_on_both_copies(
    laptops: tuple[Path, Path],
) -> None:
    name = disagree(*laptops)
    for folder in laptops:
        with Case.open(folder) as case:
            card = reviewing.card(case, name)
            kinds = {str(d.kind) for d in reviewing.decisions_about(case, name)}
        assert (card.open, card.statement.review) == (True, Review.SUGGESTED)
        assert kinds == {"accepted", "corrected"}


def test_it_is_settled_by_a_keeper_for_everybody(laptops: tuple[Path, Path]) -> None:
    north, south = laptops
    name = disagree(north, south)
    with Case.open(north) as case:
        theirs = [d for d in reviewing.decisions_about(case, name) if d.by == "Timur"]
        verdict = Verdict(settles=tuple(d.id for d in theirs))
        judging.accept(case, [name], verdict)
    carry(north, south)

    assert {first(folder).review for folder in laptops} == {Review.ACCEPTED}


def test_a_member_cannot_settle_over_a_keepers_word(laptops: tuple[Path, Path]) -> None:
    north, south = laptops
    name = disagree(north, south)
    with Case.open(south) as case:
        others = [d for d in reviewing.decisions_about(case, name) if d.by != "Timur"]
        judging.reject(case, [name], Verdict(settles=tuple(d.id for d in others)))
        assert reviewing.card(case, name).open


def test_a_member_takes_back_only_the_own_word(laptops: tuple[Path, Path]) -> None:
    north, south = laptops
    name = disagree(north, south)
    with Case.open(south) as case:
        (theirs,) = [
            d for d in reviewing.decisions_about(case, name) if d.by != "Timur"
        ]
        with pytest.raises(InputError, match="another member"):
            judging.withdraw(case, [theirs.entry])
        (own,) = [d for d in reviewing.decisions_about(case, name) if d.by == "Timur"]
        judging.withdraw(case, [own.entry])
    carry(south, north)

    assert first(north).review is Review.ACCEPTED


def test_whoever_codes_blind_sees_the_reading_until_they_decide(
    laptops: tuple[Path, Path],
) -> None:
    north, south = laptops
    one = first(north)
    with Case.open(north) as case:
        judging.correct(case, one.id, replace(one, stance=Stance.RUMOUR))
    carry(north, south)
    with Case.open(south) as case:
        card = reviewing.card(case, one.id)
        (hidden,) = reviewing.unseen(case, [card], "Timur")
        judging.accept(case, [one.id], Verdict(as_read=True))
        (shown,) = reviewing.unseen(case, [reviewing.card(case, one.id)], "Timur")

    assert (hidden.statement.stance, hidden.open) == (one.stance, False)
    assert shown.open


def test_agreement_is_counted_over_what_both_decided(
    laptops: tuple[Path, Path],
) -> None:
    name = disagree(*laptops)
    with Case.open(laptops[0]) as case:
        (found,) = agreement(coded(case))

    assert (found.both, found.same, found.kappa) == (1, 0, None)
    assert name


def test_forgetting_an_exhibit_takes_its_decisions_and_drafts_along(
    laptops: tuple[Path, Path],
) -> None:
    north, _ = laptops
    one = first(north)
    with Case.open(north) as case:
        judging.correct(case, one.id, replace(one, event_words="GEHEIM"))
        form = {"voice": ["GEHEIM"]}
        case.drafts.keep(Draft(about=one.id, tab="t", exhibit=one.exhibit, form=form))
        carry_out(case, plan_forgetting(case, [one.exhibit]), reason="consent")
    left = [
        path.name
        for path in north.rglob("*")
        if path.is_file() and b"GEHEIM" in path.read_bytes()
    ]

    assert left == []
