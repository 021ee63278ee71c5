"""Profiles fail closed, and what they hold back is in nothing that is shown."""

import tomllib
from dataclasses import asdict, replace

import pytest

from memory_record import MemoryRecord, sample_record
from qantar.errors import ProfileError
from qantar.publishing.profile import (
    INTERNAL,
    PUBLIC,
    Profile,
    RedactedView,
    apply,
    built_in,
    parse_profile,
)
from qantar.vocabulary.finding import Origin, Relay
from sample_exhibits import CANARIES, EXHIBITS, PICTURE
from sample_statements import STATEMENTS

CUSTOM = """
[profile]
name = "partners"
edition = "first"
second_person = false
notice = ""
[statements]
fields = ["when", "where"]
reviews = ["accepted", "corrected", "suggested"]
kinds = ["*"]
quotes = "verbatim"
[voices]
protected = true
combinations = false
[exhibits]
kinds = ["agency", "official", "interview"]
protected = true
texts = false
[names]
all = false
named = ["p:tokayev"]
contacts = false
[places]
grain = "city"
[dates]
grain = "minute"
[pictures]
show = false
[register]
show = false
"""


@pytest.fixture(scope="module")
def record() -> MemoryRecord:
    return sample_record()


@pytest.fixture(scope="module")
def internal(record: MemoryRecord) -> RedactedView:
    return apply(record, INTERNAL)


def _everything(view: RedactedView) -> str:
    told: list[object] = [view.facts(), *view.exhibits(), *view.statements()]
    told += [*view.people(), *view.groups(), *view.places(), *view.events()]
    told += [*view.origins(), *view.questions(), *view.contradictions()]
    told += [*view.register(), *view.connectivity(), *view.ownership()]
    told += [view.reading(exhibit.digest) for exhibit in view.exhibits()]
    return repr(told)


def _with(text: str) -> Profile:
    return parse_profile(text)


def test_a_profile_is_read_from_toml() -> None:
    profile = parse_profile(CUSTOM)

    assert profile.name == "partners"
    assert profile.named == {"p:tokayev"}
    assert not profile.texts


@pytest.mark.parametrize("section", sorted(tomllib.loads(CUSTOM)))
def test_a_missing_section_is_refused(section: str) -> None:
    head, _, rest = CUSTOM.partition(f"[{section}]")
    without = head + rest[rest.find("\n[") :] if "\n[" in rest else head

    with pytest.raises(ProfileError, match=f"Missing sections.*{section}"):
        parse_profile(without)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('grain = "city"', 'grain = "village"', "village"),
        ('"when", ', '"whenn", ', "whenn"),
        ('"accepted", ', '"nodded", ', "nodded"),
        ("all = false", 'all = "no"', "names.all"),
        ("all = false", "all = false\nsecret = 1", "secret"),
        ('kinds = ["agency"', "kinds = [1", "strings"),
        ('name = "partners"', 'name = ""', "name is empty"),
        ('[profile]\nname = "partners"', "[profile]", "Missing keys"),
        ("[register]\nshow = false", "[[register]]\nshow = false", "must be a section"),
        ("[pictures]", "[pictures", "no TOML"),
    ],
)
def test_what_is_unknown_or_wrong_is_refused(old: str, new: str, told: str) -> None:
    with pytest.raises(ProfileError, match=told):
        parse_profile(CUSTOM.replace(old, new))


def test_built_in_profiles_are_found_by_name() -> None:
    assert (built_in("internal"), built_in("public")) == (INTERNAL, PUBLIC)
    with pytest.raises(ProfileError, match="'open'"):
        built_in("open")


def test_stance_and_status_can_never_be_held_back() -> None:
    with pytest.raises(ProfileError, match="stance"):
        parse_profile(CUSTOM.replace('"when", ', '"stance", '))


@pytest.mark.parametrize("profile", [INTERNAL, PUBLIC, parse_profile(CUSTOM)])
@pytest.mark.parametrize("name", CANARIES)
def test_a_protected_name_is_in_nothing_that_is_shown(
    record: MemoryRecord, profile: Profile, name: str
) -> None:
    assert name not in _everything(apply(record, profile))


def test_quotes_are_the_shown_text_at_the_shown_offsets(record: MemoryRecord) -> None:
    for profile in (INTERNAL, PUBLIC, parse_profile(CUSTOM)):
        view = apply(record, profile)
        for statement in view.statements():
            text = view.exhibit(statement.exhibit).content.text
            assert text[statement.start : statement.end] == statement.quote
            for span in statement.spans.values():
                assert 0 <= span.start <= span.end <= len(text)


def test_contacts_in_protected_texts_are_withheld(internal: RedactedView) -> None:
    text = internal.exhibit(EXHIBITS["interview.txt"].digest).content.text

    assert "example.org" not in text
    assert "701 000" not in text
    assert text.count("[contact withheld]") == 2


def test_other_texts_stay_as_they_are(
    record: MemoryRecord, internal: RedactedView
) -> None:
    digest = EXHIBITS["mvd.txt"].digest

    assert internal.exhibit(digest).content.text == record.exhibit(digest).content.text


def test_protected_provenance_names_no_file_author_or_address(
    internal: RedactedView,
) -> None:
    told = internal.exhibit(EXHIBITS["interview.txt"].digest).provenance

    assert (told.file, told.author, told.url, told.obtained) == ("E5", "", "", "")


def test_what_a_file_says_of_itself_never_goes_out(internal: RedactedView) -> None:
    assert internal.exhibit(EXHIBITS[PICTURE].digest).content.claims == {}


def test_a_voice_is_the_same_letter_all_over_one_edition(
    internal: RedactedView,
) -> None:
    voices = {
        statement.origin.name
        for statement in internal.statements(exhibit=EXHIBITS["interview.txt"].digest)
    }
    (person,) = (person for person in internal.people() if person.protected)

    assert voices == {person.name}


def test_a_letter_cannot_be_joined_across_editions(record: MemoryRecord) -> None:
    def ids(edition: str) -> set[str]:
        view = apply(record, replace(INTERNAL, edition=edition))
        return {s.origin.id for s in view.statements() if s.origin.protected}

    assert not ids("first") & ids("second")
    assert ids("first") == ids("first")


def test_an_unnamed_voice_is_not_joined_across_exhibits(
    internal: RedactedView,
) -> None:
    names = {
        exhibit: {s.origin.name for s in internal.statements(exhibit=digest)}
        for exhibit, digest in (
            ("interview", EXHIBITS["interview.txt"].digest),
            ("witness", EXHIBITS["witness.txt"].digest),
        )
    }

    assert not names["interview"] & names["witness"]


def test_public_shows_only_reviewed_statements_and_their_words(
    record: MemoryRecord,
) -> None:
    view = apply(record, PUBLIC)
    (statement,) = view.statements()
    text = view.exhibit(statement.exhibit).content.text

    assert statement.id == STATEMENTS["storm"].id
    assert text.strip(" […]") == statement.quote
    assert view.withheld()["statements"] == len(STATEMENTS) - 1


def test_fields_that_are_not_listed_are_empty(record: MemoryRecord) -> None:
    view = apply(record, parse_profile(CUSTOM))
    statement = view.statement(STATEMENTS["forces-killed"].id)

    assert statement.when == STATEMENTS["forces-killed"].when
    assert statement.quantities == ()
    assert statement.reader == ""


def test_places_finer_than_allowed_become_what_they_lie_in(
    record: MemoryRecord,
) -> None:
    view = apply(record, parse_profile(CUSTOM))
    statement = view.statement(STATEMENTS["banner"].id)

    assert [where.name for where in statement.where] == ["Almaty"]
    assert "l:republic-square" not in {place.id for place in view.places()}


def test_who_is_not_listed_is_not_named(record: MemoryRecord) -> None:
    names = {person.name for person in apply(record, parse_profile(CUSTOM)).people()}

    assert "Kassym-Jomart Tokayev" in names
    assert "Karim Massimov" not in names
    assert any(name.startswith("Person ") for name in names)


def test_a_search_for_a_hidden_name_tells_nothing(internal: RedactedView) -> None:
    assert internal.search("Kanarbekova") == ()
    assert internal.search("Flüssiggas") != ()


def test_preserved_bytes_do_not_go_out(internal: RedactedView) -> None:
    with pytest.raises(ProfileError, match="E5"):
        internal.exhibit_bytes(EXHIBITS["interview.txt"].digest)


def test_what_does_not_go_out_is_not_there(record: MemoryRecord) -> None:
    view = apply(record, PUBLIC)

    with pytest.raises(KeyError):
        view.exhibit(EXHIBITS["chat.json"].digest)
    with pytest.raises(KeyError):
        view.reading(EXHIBITS["chat.json"].digest)
    with pytest.raises(KeyError):
        view.statement(STATEMENTS["crowd"].id)
    assert list(view.register()) == []


def test_a_profile_never_adds(record: MemoryRecord, internal: RedactedView) -> None:
    assert {s.id for s in internal.statements()} <= {s.id for s in record.statements()}
    assert len(asdict(internal.facts())) == len(asdict(record.facts()))


def test_a_relay_of_a_withheld_statement_is_withheld(record: MemoryRecord) -> None:
    shown = {s.id for s in apply(record, PUBLIC).statements()}
    every = [s.id for s in record.statements()]
    hidden = [i for i in every if i not in shown]
    origin = Origin(
        id="o",
        statements=tuple(every),
        relays=tuple(Relay(parent=every[0], child=i) for i in every[1:]),
    )
    view = apply(replace(record, all_origins=(origin,)), PUBLIC)

    told = repr(list(view.origins()))

    assert hidden
    assert not [i for i in hidden if i in told]
