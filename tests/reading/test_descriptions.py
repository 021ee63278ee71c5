"""Protected voices that are only described."""

from qantar.reading.descriptions import with_descriptions
from qantar.vocabulary.exhibit import Exhibit, ExhibitText, Provenance
from qantar.vocabulary.mention import Mention
from qantar.vocabulary.statement import Speaker, SpeakerStretch

EXHIBIT = Exhibit(
    digest="0" * 64,
    size=1,
    content=ExhibitText(text="", media_type="text/plain", reader="text"),
    provenance=Provenance(file="a.txt", author="Aigerim B.", protect=True),
)
MENTION = Mention(
    id="m",
    exhibit="0" * 64,
    start=0,
    end=5,
    quote="Timur S.",
    type="PER",
    name="Timur S.",
)


def described(name: str, *, protected: bool = True) -> bool:
    stretch = SpeakerStretch(
        exhibit="0" * 64,
        start=0,
        end=1,
        mode="direct",
        chain=(Speaker(name=name, protected=protected),),
    )
    stretches, _ = with_descriptions(EXHIBIT, (MENTION,), (stretch,), ())
    return stretches[0].chain[0].described


def test_a_protected_description_is_marked_as_one() -> None:
    assert described("Nachbarin")


def test_a_name_in_the_text_stays_a_name() -> None:
    assert not described("Timur")


def test_a_name_that_the_collector_told_stays_a_name() -> None:
    assert not described("Aigerim")


def test_voices_that_are_not_protected_are_left_alone() -> None:
    assert not described("Nachbarin", protected=False)
