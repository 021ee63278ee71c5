"""What people are asked, and what not again."""

from name_exhibits import mention
from qantar.linking import Links, link, propose
from qantar.text.gazetteer import builtin
from qantar.vocabulary.judgement import Judgement


def links() -> Links:
    return link(
        [
            mention("Kazfem", "ORG"),
            mention("Kafem", "ORG", exhibit="e2"),
            mention("Esenov", exhibit="e3"),
            mention("Marat Esenov", exhibit="e4"),
            mention("Serik Esenov", exhibit="e5"),
        ],
        gazetteer=builtin(),
    )


def test_companies_a_letter_apart_are_proposed_with_the_reason() -> None:
    found = propose((), links().groups)

    assert [set(p.names) for p in found] == [{"Kafem", "Kazfem"}]
    assert found[0].reasons == ("one letter apart after transliteration",)


def test_a_surname_that_two_bear_is_proposed_for_both() -> None:
    found = propose(links().people, ())

    assert {frozenset(p.names) for p in found} == {
        frozenset({"Esenov", "Marat Esenov"}),
        frozenset({"Esenov", "Serik Esenov"}),
    }


def test_a_pair_that_was_told_apart_is_not_proposed_again() -> None:
    groups = links().groups
    apart = Judgement(
        id="j", kind="different", left=groups[0].mentions[0], right=groups[1].id
    )

    assert propose((), groups, [apart]) == ()


def test_a_pair_that_nobody_could_tell_is_marked() -> None:
    groups = links().groups
    unsure = Judgement(id="j", kind="unsure", left=groups[0].id, right=groups[1].id)

    assert propose((), groups, [unsure])[0].unsure


def test_the_likeliest_come_first_and_no_more_than_asked() -> None:
    linked = links()
    found = propose(linked.people, linked.groups)

    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)
    assert propose(linked.people, linked.groups, most=1) == found[:1]
