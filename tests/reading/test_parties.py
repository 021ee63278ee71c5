import pytest

from qantar.reading.parties import read_parties
from qantar.vocabulary.passage import Span


@pytest.mark.parametrize(
    ("lang", "text", "kind", "word", "agents", "targets"),
    [
        ("de", "Die Polizei verhaftete zwei Studenten", "arrest", "verhaftete", ["Polizei"], ["Studenten"]),
        ("de", "Zwei Studenten wurden von der Polizei verhaftet", "arrest", "verhaftet", ["Polizei"], ["Studenten"]),
        ("en", "Soldiers beat the workers", "torture", "beat", ["Soldiers"], ["workers"]),
        ("en", "Three workers were beaten by soldiers", "torture", "beaten", ["soldiers"], ["workers"]),
        ("en", "Two women died", "killing", "died", [], ["women"]),
        ("ru", "Полицейские избили рабочих", "torture", "избили", ["Полицейские"], ["рабочих"]),
        ("kk", "Полиция студенттерді ұстады", "arrest", "ұстады", ["Полиция"], ["студенттерді"]),
    ],
)  # fmt: skip
def test_grammar_tells_who_did_it_and_to_whom(
    lang: str, text: str, kind: str, word: str, agents: list[str], targets: list[str]
) -> None:
    read = read_parties(
        text, Span(0, len(text)), lang, (), kind=kind, predicate=text.index(word)
    )
    assert [party.name for party in read.agents] == agents
    assert [party.name for party in read.targets] == targets


def test_a_voice_is_no_party_of_what_it_tells() -> None:
    text = "According to police, workers were injured"
    read = read_parties(
        text,
        Span(0, len(text)),
        "en",
        (),
        kind="injury",
        predicate=text.index("injured"),
        voice="police",
    )
    assert read.agents == ()
    assert [party.name for party in read.targets] == ["workers"]
