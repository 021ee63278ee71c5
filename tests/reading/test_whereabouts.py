"""Where a clause speaks of, over a small gazetteer of invented places."""

from collections.abc import Sequence

from qantar.reading.whereabouts import Head, PlaceAnchor
from qantar.vocabulary.gazetteer import GazetteerPlace
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.when import Basis

PLACES = {
    "Nordstadt": GazetteerPlace(
        id="g:1", name="Nordstadt", lat=50.0, lon=70.0, country="XX", population=9000
    ),
    "Südau": GazetteerPlace(
        id="g:2", name="Südau", lat=51.0, lon=71.0, country="XX", population=100
    ),
    "Alter Markt": GazetteerPlace(
        id="g:3", name="Alter Markt", lat=50.0, lon=70.0, kind="square", inside="g:1"
    ),
}


class Few:
    """A gazetteer of three places."""

    def find(self, name: str, *, prior: Sequence[str] = ()) -> Sequence[GazetteerPlace]:
        return (PLACES[name],) if name in PLACES else ()

    def get(self, place_id: str) -> GazetteerPlace | None:
        return next((p for p in PLACES.values() if p.id == place_id), None)


def named(name: str, start: int = 100) -> Mention:
    return Mention(
        id=f"{name}{start}",
        exhibit="e",
        start=start,
        end=start + len(name),
        quote=name,
        type="LOC",
    )


def anchor(*names: str, head: Head | None = None) -> PlaceAnchor:
    found = PlaceAnchor(Few())
    mentions = [named(name, 100 * number) for number, name in enumerate(names, 1)]
    found.settle(mentions, head or Head())
    return found


def test_the_town_named_most_is_the_documents_place() -> None:
    scene = anchor("Südau", "Nordstadt", "Nordstadt")
    (where,), _ = scene.for_clause((), ())
    assert (where.name, where.basis) == ("Nordstadt", Basis.DOCUMENT)


def test_a_square_brings_its_town() -> None:
    scene = anchor("Alter Markt")
    places, _ = scene.for_clause([named("Alter Markt")], ())
    assert [place.name for place in places] == ["Alter Markt", "Nordstadt"]
    assert [place.basis for place in places] == [Basis.STATED, Basis.CONTEXT]


def test_a_named_place_holds_to_the_end_of_the_paragraph() -> None:
    scene = anchor("Nordstadt", "Nordstadt")
    scene.for_clause([named("Südau")], ())
    (carried,), _ = scene.for_clause((), ())
    assert (carried.name, carried.basis) == ("Südau", Basis.CONTEXT)
    scene.new_paragraph()
    (other,), _ = scene.for_clause((), ())
    assert other.name == "Nordstadt"


def test_what_goes_on_stays_at_the_place_of_the_paragraph_before() -> None:
    scene = anchor("Nordstadt", "Nordstadt")
    scene.for_clause([named("Südau")], ())
    scene.new_paragraph()
    (where,), _ = scene.for_clause((), (), continues=True)
    assert where.name == "Südau"


def test_an_unknown_name_that_stands_once_is_no_documents_place() -> None:
    assert anchor("Gate").main is None


def test_a_dateline_names_the_place() -> None:
    head = Head.read("SÜDAU (abc) – Am Montag brannte es.", "", "", "de")
    assert head.dateline == "Südau"
    assert anchor("Nordstadt", "Nordstadt", head=head).main is not None


def test_offices_tell_the_town_that_they_belong_to() -> None:
    head = Head.read("Das Landgericht Westhafen verurteilte ihn.", "", "", "de")
    assert head.seat == "Westhafen"
