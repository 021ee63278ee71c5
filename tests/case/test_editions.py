"""Editions stand in the ledger: profile, secret, and who signed what they saw."""

from dataclasses import replace
from pathlib import Path

import pytest

from qantar.case import Case
from qantar.case.build import publish
from qantar.case.editions import PROPOSED, proposed, sign, signers, with_secret
from qantar.case.keeping import admit_device, make_key
from qantar.case.merging import join_and_merge, merge_into
from qantar.case.sharing import pack_for
from qantar.errors import InputError
from qantar.ledger.bundle import recipient
from qantar.publishing.preview import preview
from qantar.publishing.profile import PUBLIC, Profile, apply
from qantar.vocabulary.exhibit import Provenance
from qantar.vocabulary.statement import Review

PROFILE: Profile = replace(
    PUBLIC,
    reviews=frozenset((Review.SUGGESTED,)),
    kinds=PUBLIC.kinds | {"interview"},
    protected_exhibits=True,
    second_person=True,
)
TEXT = (
    "Zarina Kanarbekova: Am 5. Januar 2022 wurden in Almaty 8 Menschen verletzt."
    " Ich habe es gesehen.\n"
)


@pytest.fixture
def north(tmp_path: Path) -> Path:
    (tmp_path / "talk.txt").write_text(TEXT, "utf-8")
    told = Provenance(
        file="", kind="interview", author="Zarina Kanarbekova", protect=True
    )
    with Case.create(tmp_path / "north", title="Trial", zone="Asia/Almaty") as case:
        case.add([tmp_path / "talk.txt"], told=told)
        _work(case)
    return tmp_path / "north"


def _work(case: Case) -> None:
    case.read()
    case.link()
    case.weigh()


@pytest.fixture
def south(tmp_path: Path, north: Path) -> Path:
    folder = tmp_path / "south"
    dev, to = make_key(folder)
    with Case.open(north) as case:
        admit_device(case, dev, member="south", recipient=to)
        pack_for(case, tmp_path / "first.qantar", ["south"])
    join_and_merge(folder, [tmp_path / "first.qantar"])
    with Case.open(folder) as case:
        _work(case)
    return folder


def carry(sender: Path, receiver: Path, bundle: Path) -> None:
    with Case.open(receiver) as there:
        to = recipient(there.ledger)
    with Case.open(sender) as here:
        pack_for(here, bundle, [to])
    with Case.open(receiver) as there:
        merge_into(there, [bundle])


def test_an_edition_is_proposed_once(north: Path) -> None:
    with Case.open(north) as case:
        first = proposed(case, PROFILE, "one")
        again = proposed(case, PROFILE, "one")
        kept = list(case.ledger.entries(kind=PROPOSED))

    assert first == again
    assert len(kept) == 1
    assert kept[0].fields["profile"] == first[0].as_table()


def test_a_changed_profile_is_a_new_proposal(north: Path) -> None:
    with Case.open(north) as case:
        one, first = proposed(case, PROFILE, "one")
        two, second = proposed(case, replace(PROFILE, date_grain="day"), "one")

    assert first != second
    assert one.secret != two.secret


def pseudonym_ids(case: Case, profile: Profile) -> set[str]:
    shown = apply(case.view(), profile)
    voices = (one for s in shown.statements() for one in s.chain)
    return {voice.id for voice in voices if voice.id.startswith("v:")}


def test_pseudonyms_of_two_editions_cannot_be_joined(north: Path) -> None:
    with Case.open(north) as case:
        one, two = (proposed(case, PROFILE, name)[0] for name in ("one", "two"))
        ids = pseudonym_ids(case, one), pseudonym_ids(case, two)

    assert ids[0]
    assert ids[0].isdisjoint(ids[1])


def test_pseudonyms_of_one_edition_stay_when_the_record_grows(
    tmp_path: Path, north: Path
) -> None:
    with Case.open(north) as case:
        one, _ = proposed(case, PROFILE, "one")
        before = pseudonym_ids(case, one)
        (tmp_path / "more.txt").write_text("Am 6. Januar war Ruhe.\n", "utf-8")
        case.add([tmp_path / "more.txt"])
        _work(case)
        after = pseudonym_ids(case, proposed(case, PROFILE, "one")[0])

    assert before == after


def test_the_secret_is_no_part_of_the_profiles_file(north: Path) -> None:
    with Case.open(north) as case:
        profile, _ = proposed(case, PROFILE, "one")

    assert profile.secret
    assert profile.secret not in repr(profile)
    assert profile.secret.encode() not in profile.canonical()


def test_who_proposes_cannot_be_the_second(north: Path) -> None:
    with Case.open(north) as case:
        proposed(case, PROFILE, "one")

        with pytest.raises(InputError, match="cannot be the second"):
            sign(case, "one")


def test_an_edition_that_was_not_proposed_cannot_be_signed(north: Path) -> None:
    with Case.open(north) as case, pytest.raises(InputError, match="'two'"):
        sign(case, "two")


def test_a_colleague_signs_what_they_see(
    tmp_path: Path, north: Path, south: Path
) -> None:
    with Case.open(north) as case:
        _, entry = proposed(case, PROFILE, "one")
    carry(north, south, tmp_path / "there.qantar")
    with Case.open(south) as case:
        _work(case)
        _, seen = sign(case, "one")
    carry(south, north, tmp_path / "back.qantar")
    with Case.open(north) as case:
        _work(case)
        profile, _ = proposed(case, PROFILE, "one")
        told = preview(case.view(), profile)

        assert told.digest == seen.digest
        assert signers(case, entry, told) == ("south",)


def test_a_signature_does_not_hold_for_what_has_changed_since(
    tmp_path: Path, north: Path, south: Path
) -> None:
    test_a_colleague_signs_what_they_see(tmp_path, north, south)
    (tmp_path / "more.txt").write_text(
        "Am 6. Januar 2022 wurden in Aktau 3 Menschen verletzt.\n", "utf-8"
    )
    with Case.open(north) as case:
        case.add([tmp_path / "more.txt"], told=Provenance(file="", kind="agency"))
        _work(case)
        profile, entry = proposed(case, PROFILE, "one")

        assert signers(case, entry, preview(case.view(), profile)) == ()


def test_nothing_of_the_machine_or_the_secret_is_in_an_edition(
    tmp_path: Path, north: Path
) -> None:
    with Case.open(north) as case:
        alone = replace(PROFILE, second_person=False)
        profile, _ = proposed(case, alone, "one")
        report = publish(
            case,
            tmp_path / "out",
            ("de",),
            profile,
            always=True,
            parts=("site", "data"),
        )
        keys = [case.ledger.case_id, *case.ledger.members(), profile.secret]

    assert report.findings == ()
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not any(key.encode() in data for key in keys), path


def test_the_groups_own_copy_has_a_secret_of_this_device(north: Path) -> None:
    with Case.open(north) as case:
        assert len(with_secret(case, PROFILE).secret) >= 32


def test_no_way_leads_around_the_second_person(tmp_path: Path, north: Path) -> None:
    with Case.open(north) as case, pytest.raises(InputError, match="second person"):
        publish(case, tmp_path / "out", ("de",), PROFILE, always=True)

    assert not (tmp_path / "out").exists()


def test_what_was_not_read_yet_cannot_be_published(tmp_path: Path, north: Path) -> None:
    (tmp_path / "more.txt").write_text("Am 6. Januar war Ruhe.\n", "utf-8")
    alone = replace(PROFILE, second_person=False)
    with Case.open(north) as case:
        case.add([tmp_path / "more.txt"])

        with pytest.raises(InputError, match="1 of 2 exhibits are not read"):
            publish(case, tmp_path / "out", ("de",), alone, always=True)
