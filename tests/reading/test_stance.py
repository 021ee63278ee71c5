import pytest

from qantar.reading.stance import Around, is_question, read_stance, trap_in
from qantar.vocabulary.statement import HowKnown, Stance


@pytest.mark.parametrize(
    ("lang", "text", "stance"),
    [
        ("de", "Zwei Häuser brannten", Stance.ASSERTS),
        ("de", "Niemand wurde verletzt", Stance.DENIES),
        ("de", "Es geht das Gerücht um, ein Mann sei tot", Stance.RUMOUR),
        ("de", "Die Arbeiter fordern höhere Löhne", Stance.DEMANDS),
        ("en", "Nobody was hurt in the yard", Stance.DENIES),
        ("en", "People were saying that a boy died", Stance.RUMOUR),
        ("en", "The union will strike next week", Stance.PREDICTS),
        ("en", "Reportedly a shop was robbed", Stance.UNCONFIRMED),
        ("en", "I think the fire was set", Stance.OPINION),
        ("ru", "Погибших нет", Stance.DENIES),
        ("ru", "По слухам, двоих увезли", Stance.RUMOUR),
        ("ru", "Жители требуют отпустить брата", Stance.DEMANDS),
        ("kk", "Ешкім ұсталған жоқ", Stance.DENIES),
        ("kk", "Екі адам өлді деген қауесет тарады", Stance.RUMOUR),
        ("kk", "Тұрғындар оны босатуды талап етеді", Stance.DEMANDS),
        ("kk", "Күш қолданылмаған", Stance.DENIES),
    ],
)
def test_cues_tell_the_stance(lang: str, text: str, stance: Stance) -> None:
    assert read_stance(text, 0, len(text), lang).stance is stance


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Nicht nur die Schule brannte"),
        ("en", "No fewer than nine people were held"),
        ("ru", "Ранено не менее пяти человек"),
    ],
)
def test_some_negative_words_deny_nothing(lang: str, text: str) -> None:
    assert read_stance(text, 0, len(text), lang).stance is Stance.ASSERTS


def test_a_negation_inside_the_name_of_the_happening_denies_nothing() -> None:
    text = "Интернет не работает"
    assert (
        read_stance(text, 0, len(text), "ru", Around(consumed=[(9, 11)])).stance
        is Stance.ASSERTS
    )


def test_a_verb_of_denying_right_before_the_clause_denies_it() -> None:
    text = "officers entered the house"
    denied = read_stance(
        text, 0, len(text), "en", Around(before="The mayor denied that")
    )
    assert denied.stance is Stance.DENIES


def test_a_condition_is_never_read_as_fact() -> None:
    text = "Wenn der Lohn ausbleibt, legen sie die Arbeit nieder"
    read = read_stance(text, 0, len(text), "de")
    assert read.conditional
    assert read.stance is Stance.PREDICTS


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Hätten sie gewartet, wäre niemand gefallen"),
        ("en", "If the gate had been open, he would have lived"),
        ("ru", "Если бы скорая приехала, он бы выжил"),
        ("kk", "Көпір болғанда, олар аман қалар еді"),
        ("en", "I don't know whether the door was locked"),
    ],
)
def test_what_did_not_happen_or_is_not_known_is_no_statement(
    lang: str, text: str
) -> None:
    assert trap_in(text, 0, len(text), lang)


def test_a_denial_may_point_back_to_the_claim_before() -> None:
    text = "Das stimmte nicht"
    read = read_stance(text, 0, len(text), "de")
    assert read.refers_back
    assert read.stance is Stance.DENIES


def test_an_eyewitness_saw_and_a_rumour_was_heard() -> None:
    texts = ["I saw the van burn", "people say that the van burned"]
    known = [read_stance(text, 0, len(text), "en").how_known for text in texts]
    assert known == [HowKnown.SAW, HowKnown.HEARD]


def test_a_question_mark_may_stand_inside_the_quotation() -> None:
    text = "„Wer hat geschossen?“"
    assert is_question(text, 0, len(text))
