"""Who says what: chains, modes and stance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qantar.reading.passages import read_passages
from qantar.reading.speakers import carrier_stance, read_speakers, voice_at
from qantar.vocabulary.digest import sha256_hex
from qantar.vocabulary.exhibit import Exhibit, ExhibitText, Provenance
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.statement import CarrierStance, SpeakerStretch

OUTLET = "Beispielblatt"


def exhibit(text: str, **told: object) -> Exhibit:
    row = {"file": "a.txt", "outlet": OUTLET, **told}
    return Exhibit(
        digest=sha256_hex(text.encode()),
        size=len(text.encode()),
        content=ExhibitText(text=text, media_type="text/plain", reader="test/1"),
        provenance=Provenance(**row),  # type: ignore[arg-type]
    )


def mentions(text: str, names: dict[str, str]) -> tuple[Mention, ...]:
    return tuple(
        Mention(
            id=name,
            exhibit="",
            start=text.index(name),
            end=text.index(name) + len(name),
            quote=name,
            type=kind,
        )
        for name, kind in names.items()
    )


def stretches(
    text: str, names: dict[str, str] | None = None, **told: object
) -> tuple[SpeakerStretch, ...]:
    item = exhibit(text, **told)
    return read_speakers(item, read_passages(item), mentions(text, names or {}))


def chain_at(
    text: str, words: str, names: dict[str, str] | None = None, **told: object
) -> list[str]:
    found = stretches(text, names, **told)
    place = text.index(words) + len(words) // 2
    return [speaker.name for speaker in voice_at(found, place).chain]


@pytest.mark.parametrize(
    ("lang", "text", "words", "chain"),
    [
        (
            "de",
            "Die Polizei erklärte, niemand sei verletzt worden.",
            "niemand",
            ["Polizei"],
        ),
        (
            "de",
            "Die Ärztin sagte, dass drei Menschen starben.",
            "drei Menschen",
            ["Ärztin"],
        ),
        (
            "de",
            "„Wir haben nichts gehört“, sagte der Wärter.",
            "nichts gehört",
            ["Wärter"],
        ),
        (
            "de",
            "Laut Feuerwehrleiter brannten zwei Häuser.",
            "zwei Häuser",
            ["Feuerwehrleiter"],
        ),
        (
            "de",
            "Nach Angaben der Gewerkschaft streikten alle.",
            "streikten",
            ["Gewerkschaft"],
        ),
        ("de", "Die Behörde bestritt den Einsatz von Gas.", "Gas", ["Behörde"]),
        ("de", "Die Arbeiter forderten mehr Lohn.", "mehr Lohn", ["Arbeiter"]),
        ("en", "The mayor said that the bridge was closed.", "bridge", ["mayor"]),
        ("en", "The police say they never fired.", "never fired", ["police"]),
        ("en", 'A nurse told us: "We ran out of beds."', "out of beds", ["nurse"]),
        ("en", '"We ran out of beds," the nurse said.', "out of beds", ["nurse"]),
        (
            "en",
            "According to residents, the road is blocked.",
            "blocked",
            ["residents"],
        ),
        ("ru", "Врач заявил, что погибших нет.", "погибших нет", ["Врач"]),
        ("ru", "По словам очевидцев, горели две машины.", "две машины", ["очевидцев"]),
        ("ru", "«Мы никого не видели», – сказала соседка.", "никого", ["соседка"]),
        ("ru", "Полиция отрицает применение газа.", "применение", ["Полиция"]),
        ("kk", "Дәрігер үш адам қаза тапқанын айтты.", "үш адам", ["Дәрігер"]),
        ("kk", "Куәлердің айтуынша, екі көлік өртенген.", "екі көлік", ["Куәлер"]),
        (
            "kk",
            "Полиция ешкім жараланған жоқ деп хабарлады.",
            "жараланған",
            ["Полиция"],
        ),
        ("kk", "«Біз ештеңе көрмедік», – деді қарт.", "ештеңе", ["қарт"]),
    ],
)
def test_words_go_to_whoever_says_them(
    lang: str, text: str, words: str, chain: list[str]
) -> None:
    assert chain_at(text, words, lang=lang) == [*chain, OUTLET]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Es heißt, zwei Menschen seien tot."),
        ("en", "People say that two were killed."),
        ("ru", "По слухам, двое погибли."),
        ("kk", "Қалада «екі адам өліпті» деген қауесет тарады."),
    ],
)
def test_a_rumour_has_an_unnamed_origin(lang: str, text: str) -> None:
    assert (
        voice_at(stretches(text, lang=lang), len(text) // 2).chain[0].name
        == "rumour (unnamed)"
    )


def test_the_outlet_tells_everything_else() -> None:
    assert chain_at("Am Morgen war es still.", "still", lang="de") == [OUTLET]


def test_a_name_is_taken_from_the_mentions() -> None:
    text = "Rechtsanwältin Berta Ahorn sagte, der Zeuge sei krank."

    assert (
        chain_at(text, "krank", {"Berta Ahorn": "PER"}, lang="de")[0] == "Berta Ahorn"
    )


def test_a_name_set_behind_its_office_is_the_voice() -> None:
    text = "Drei seien verletzt, sagte der Leiter der Klinik, Bert Ahorn."

    assert chain_at(text, "Drei", {"Bert Ahorn": "PER"}, lang="de")[0] == "Bert Ahorn"


def test_a_voice_inside_a_voice_makes_a_chain() -> None:
    text = "Die Schwester erzählte, ein Soldat habe gesagt, der Weg sei frei."

    assert chain_at(text, "Weg sei frei", lang="de") == ["Soldat", "Schwester", OUTLET]


def test_who_is_cited_stands_before_who_cites() -> None:
    text = "Drei Häuser seien verbrannt, meldete die Agentur Nord unter Berufung auf eine Ärztin."

    assert chain_at(text, "Drei Häuser", {"Nord": "ORG"}, lang="de") == [
        "Ärztin",
        "Nord",
        OUTLET,
    ]


def test_who_is_cited_is_no_part_of_what_is_said() -> None:
    text = "The station reported that two had died, citing the mayor."
    found = [item for item in stretches(text, lang="en") if len(item.chain) == 3]

    assert [text[item.start : item.end] for item in found] == ["that two had died"]


def test_the_conjunctive_goes_on_with_the_last_voice() -> None:
    text = "Der Zeuge sagte, er sei allein gewesen. Niemand habe ihn gesehen."

    assert chain_at(text, "Niemand habe", lang="de") == ["Zeuge", OUTLET]


def test_a_pronoun_goes_back_to_the_last_voice() -> None:
    text = "The doctor said that two had died. Later she said that the road was closed."

    assert chain_at(text, "road was closed", lang="en") == ["doctor", OUTLET]


def test_chat_messages_belong_to_their_authors() -> None:
    text = "[01/02/2020, 10:00] Ada: hello\n[01/02/2020, 10:05] Ben: shots at the gate"
    chain = chain_at(text, "shots", kind="chat", title='Chat "Street nine"')

    assert chain == ["Ben", "Street nine"]


def test_an_answer_belongs_to_the_one_asked() -> None:
    text = "Q: Where were you?\n\nA: At home.\n\nQ: Alone?\n\nA: Yes, alone."

    assert chain_at(text, "At home", kind="interview") == ["interviewee", OUTLET]
    assert chain_at(text, "Alone?", kind="interview") == [OUTLET]


def test_a_forwarded_post_names_its_channel_first() -> None:
    text = "Morning notes\n\nForwarded from River Watch:\n\nThe bridge is down since noon today.\n\nOur own words follow here, and nothing else."

    assert chain_at(text, "bridge is down", lang="en") == ["River Watch", OUTLET]
    assert chain_at(text, "own words", lang="en") == [OUTLET]


def test_a_quotation_set_apart_belongs_to_the_voice_above_it() -> None:
    lead = "Am Morgen standen die Leute lange vor dem Tor der alten Fabrik und warteten auf die Wagen."
    quote = "»Wir haben die ganze Nacht gewartet. Dann kamen sie, und alle liefen zum Fluss.«"
    text = f"{lead}\n\nEine Nachbarin schreibt:\n\n{quote}\n\n{lead}"

    assert chain_at(text, "liefen zum Fluss", lang="de") == ["Nachbarin", OUTLET]


def test_a_witness_who_gives_a_name_is_the_voice_of_the_text() -> None:
    text = "Ich heiße Tilda. Am Morgen sah ich zwei Wagen vor dem Tor."

    assert chain_at(text, "zwei Wagen", lang="de") == ["Tilda", OUTLET]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Ein Arzt, der anonym bleiben will, sagte, drei seien tot."),
        ("en", "A doctor, who asked not to be named, said that three had died."),
        ("ru", "Врач (имя изменено) заявил, что трое погибли."),
        ("kk", "Аты-жөнін атамауды сұраған дәрігер үш адам қаза тапқанын айтты."),
    ],
)
def test_who_must_not_be_named_is_protected(lang: str, text: str) -> None:
    assert any(item.chain[0].protected for item in stretches(text, lang=lang))


def test_a_protected_document_protects_all_it_quotes() -> None:
    found = stretches("Die Ärztin sagte, dass drei starben.", lang="de", protect=True)

    assert all(item.chain[0].protected for item in found if len(item.chain) > 1)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Die Polizei erklärte, alles sei ruhig.", CarrierStance.NEUTRAL),
        ("Die Polizei behauptet, alles sei ruhig.", CarrierStance.DOUBTS),
        (
            "Die Polizei erklärte, alles sei ruhig. Das war gelogen.",
            CarrierStance.REJECTS,
        ),
    ],
)
def test_the_frame_tells_what_the_carrier_thinks(
    text: str, stance: CarrierStance
) -> None:
    found = stretches(text, lang="de")

    assert carrier_stance(text, voice_at(found, text.index("alles")), "de") == stance


def test_the_own_voice_carries_nothing() -> None:
    text = "Am Morgen war es still."

    assert carrier_stance(text, stretches(text)[0], "de") == CarrierStance.OWN


def test_a_place_outside_the_text_has_no_voice() -> None:
    with pytest.raises(LookupError):
        voice_at(stretches("Kurz."), 99)


@given(st.text(alphabet='aB ?.,:;\n-«»„“"1QАsagte', max_size=160))
def test_every_place_has_a_voice_that_ends_with_the_outlet(text: str) -> None:
    found = stretches(text)

    for place in range(len(text)):
        assert voice_at(found, place).chain[-1].name == OUTLET


@pytest.mark.parametrize(
    ("told", "voice"),
    [
        ("des Bürgermeisters", "Bürgermeister"),
        ("eines Arztes", "Arzt"),
        ("des Krankenhauses", "Krankenhaus"),
        ("des Präsidialamts", "Präsidialamt"),
        ("der Polizei", "Polizei"),
        ("der Augenzeugen", "Augenzeugen"),
    ],
)
def test_a_german_voice_in_the_genitive_is_called_by_its_nominative(
    told: str, voice: str
) -> None:
    text = f"Nach Angaben {told} starben drei Menschen."

    assert chain_at(text, "drei Menschen", lang="de")[0] == voice
