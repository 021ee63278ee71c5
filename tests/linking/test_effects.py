"""What a judgement would do, before it is made."""

from name_exhibits import mention
from qantar.linking import Links, link
from qantar.linking.effects import effects
from qantar.text.gazetteer import builtin
from qantar.vocabulary.judgement import Judgement

ONE, TWO, THREE = (
    mention("Marat Esenov"),
    mention("Serik Kanatov", exhibit="e2"),
    mention("Марат Есенов", exhibit="e3"),
)


def linked(*judgements: Judgement) -> Links:
    return link([ONE, TWO, THREE], gazetteer=builtin(), judgements=judgements)


def judged(kind: str, left: str, right: str, at: str = "1") -> Judgement:
    return Judgement(id=kind + at, kind=kind, left=left, right=right, at=at)


def test_joining_two_persons_shows_all_that_comes_along() -> None:
    before = linked()
    left, right = (person.id for person in before.people)

    (effect,) = effects(before, linked(judged("same", left, right)))

    assert effect.kind == "joined"
    assert set(effect.before) == {left, right}
    assert "Serik Kanatov" in effect.names


def test_joining_one_mention_elsewhere_takes_it_out_of_where_it_was() -> None:
    found = effects(linked(), linked(judged("same", THREE.id, TWO.id)))

    assert {effect.kind for effect in found} == {"joined", "parted"}


def test_parting_shows_what_was_one() -> None:
    (effect,) = effects(linked(), linked(judged("different", ONE.id, THREE.id)))

    assert effect.kind == "parted"
    assert len(effect.after) == 2


def test_what_an_earlier_judgement_forbids_has_no_effect() -> None:
    apart = judged("different", ONE.id, TWO.id)
    also = judged("same", THREE.id, TWO.id, "2")
    same = judged("same", ONE.id, THREE.id, "0")

    before = linked(same, apart)

    assert effects(before, linked(same, apart, also)) == ()


def test_what_is_one_already_changes_nothing() -> None:
    assert effects(linked(), linked(judged("same", ONE.id, THREE.id))) == ()
