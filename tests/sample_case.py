"""The invented case: entities, origins, questions and findings over the statements."""

from collections.abc import Iterator

from memory_record import MemoryRecord
from qantar.vocabulary.digest import derive_id, sha256_hex
from qantar.vocabulary.entity import Event, Group, Name, Person, Place
from qantar.vocabulary.finding import (
    Answer,
    Connectivity,
    Contradiction,
    Member,
    Origin,
    Ownership,
    Question,
    RegisterEntry,
    RegisterValue,
    Verdict,
)
from qantar.vocabulary.mention import Mention, TimeMention
from qantar.vocabulary.passage import Passage
from qantar.vocabulary.reading import Reading
from qantar.vocabulary.record import CaseFacts
from qantar.vocabulary.statement import SpeakerStretch, Statement
from sample_exhibits import CANARIES, EXHIBITS, contents, exhibits
from sample_statements import PLACES, STATEMENTS, when

__all__ = ["build"]

# fmt: off


def _ids(*keys: str) -> tuple[str, ...]:
    return tuple(STATEMENTS[key].id for key in keys)


def _names(*spellings: str) -> tuple[Name, ...]:
    return tuple(Name(text=text, script="Latn" if text.isascii() or "ö" in text or "ñ" in text else "Cyrl", lang=lang) for text, _, lang in (each.partition("@") for each in spellings))


def _touching(canonical: str) -> tuple[str, ...]:
    """Ids of statements that name this one as voice, agent, target or place."""

    def ids(s: Statement) -> set[str]:
        return {p.id for p in s.chain} | {p.id for p in (*s.agents, *s.targets)} | {w.id for w in s.where}

    return tuple(s.id for s in STATEMENTS.values() if canonical in ids(s))


_PEOPLE = (
    ("p:tokayev", "Kassym-Jomart Tokayev", ("Kassym-Jomart Tokayev@en", "Kassym-Schomart Tokajew@de", "Касым-Жомарт Токаев@ru", "Қасым-Жомарт Тоқаев@kk"), ("President",)),
    ("p:massimov", "Karim Massimov", ("Karim Massimov@en", "Карим Масимов@ru", "Кәрім Мәсімов@kk"), ("former head of the National Security Committee",)),
    ("p:nazarbayev", "Nursultan Nazarbayev", ("Nursultan Nazarbayev@en", "Нурсултан Назарбаев@ru", "Нұрсұлтан Назарбаев@kk"), ("former President",)),
    ("p:mysalov", "Daulet Mysalov", ("Daulet Mysalov@en", "Даулет Мысалов@ru", "Дәулет Мысалов@kk"), ("driver",)),
)
_GROUPS = (
    ("g:mvd", "Ministry of the Interior", ("Ministry of the Interior@en", "Innenministerium@de", "Министерство внутренних дел@ru", "МВД@ru")),
    ("g:health", "Ministry of Health", ("Министерство здравоохранения@ru",)),
    ("g:csto", "CSTO", ("CSTO@en", "Ұжымдық күштер@kk")),
    ("g:orda", "Orda Monitoring", ("Orda Monitoring@en",)),
    ("g:netwatch", "NetWatch", ("NetWatch@en",)),
    ("g:nordlicht", "Agentur Nordlicht", ("Agentur Nordlicht@de",)),
    ("g:vestnik", "Степной вестник", ("Степной вестник@ru", "Stepnoy Vestnik@en")),
    ("g:qala", "«Қала» газеті", ("«Қала» газеті@kk",)),
    ("g:square", "Канал «Площадь»", ("Канал «Площадь»@ru",)),
    ("g:knb", "National Security Committee", ("the committee@en", "Комитет национальной безопасности@ru")),
    ("g:samruk", "Samruk-Holding", ("Samruk-Holding@de",)),
    ("g:gas", "KasTransGas", ("KasTransGas@de",)),
    ("g:government", "Government of Kazakhstan", ("Regierung der Republik Kasachstan@de",)),
    ("g:police", "police", ("the police@en",)),
)
_PLACE_NAMES = {
    "l:almaty": ("Almaty@en", "Алматы@ru"),
    "l:republic-square": ("Republic Square@en", "площадь Республики@ru"),
    "l:zhanaozen": ("Zhanaozen@en", "Жаңаөзен@kk", "Жанаозен@ru", "Schangaösen@de"),
    "l:aqtau": ("Aqtau@en", "Aktau@en", "Ақтау@kk", "Актау@ru"),
    "l:mangystau": ("Mangystau@en", "Маңғыстау@kk"),
    "l:kazakhstan": ("Kazakhstan@en", "Kasachstan@de", "Казахстан@ru", "Қазақстан@kk"),
}
_INSIDE = {"l:republic-square": "l:almaty", "l:almaty": "l:kazakhstan", "l:zhanaozen": "l:mangystau", "l:aqtau": "l:mangystau", "l:mangystau": "l:kazakhstan"}
_WEST = ("l:zhanaozen", "l:aqtau", "l:mangystau")


def _people() -> tuple[Person, ...]:
    known = tuple(Person(id=key, name=name, names=_names(*spellings), roles=roles, statements=_touching(key), why=("same name", "spellings fall together when transliterated")) for key, name, spellings, roles in _PEOPLE)
    voice = Person(id="p:voice-1", name=CANARIES[0], names=_names(f"{CANARIES[0]}@en", f"{CANARIES[2]}@ru", "Зарина Қанарбекова@kk"), statements=_touching("p:voice-1"), protected=True)
    return (*known, voice)


def _places() -> tuple[Place, ...]:
    return tuple(Place(id=key, name=name, names=_names(*_PLACE_NAMES[key]), lat=lat, lon=lon, precision=grain, zone="Asia/Aqtau" if key in _WEST else "Asia/Almaty", country="KZ", inside=_INSIDE.get(key, ""), statements=_touching(key), why=(f"in the gazetteer as {name}",)) for name, (key, lat, lon, grain) in PLACES.items())


_SHARED = (
    ("o:mvd-8000", "Ministry of the Interior, 9 January", ("detained-ru", "detained-mvd", "detained-c4"), ("both name the same voice (3)", "the same figure, 8000 (1.5)", "published after a named voice had said it (0.5)")),
    ("o:health-164", "Ministry of Health, 9 January", ("dead-164", "no-164"), ("both deny or withdraw it (1.5)",)),
    ("o:mvd-forces", "Ministry of the Interior, security forces", ("forces-killed", "forces-hurt", "forces-16"), ("both name the same voice (3)",)),
    ("o:witness", "A witness, interview of 14 January", ("cut-witness", "calls-only", "banner", "one-dead", "thousands"), ("the outlet cites the other voice in the same text (3)",)),
)


def _origins() -> tuple[Origin, ...]:
    shared = {key for _, _, keys, _ in _SHARED for key in keys}
    groups: list[tuple[str, str, tuple[str, ...], tuple[str, ...]]] = [(oid, label, keys, why) for oid, label, keys, why in _SHARED]
    groups += [(f"o:{key}", f"{s.origin.name}", (key,), ()) for key, s in STATEMENTS.items() if key not in shared]
    files = {e.digest: e.provenance.file for e in exhibits()}
    return tuple(Origin(id=oid, statements=_ids(*keys), files=tuple(dict.fromkeys(files[STATEMENTS[k].exhibit] for k in keys)), evidence=why, speaker=STATEMENTS[keys[0]].origin.id, label="" if STATEMENTS[keys[0]].origin.protected else label) for oid, label, keys, why in groups)


_PAIRS = (
    ("start", ("start-2", "start-1"), "time", Verdict.CONTRADICTION, "starts-differ", (("a", "2022-01-02"), ("b", "2022-01-01"))),
    ("dead-almaty", ("dead-103", "dead-149"), "number", Verdict.CONTRADICTION, "counts-exclude", (("a", "103"), ("b", "149"))),
    ("detained", ("detained-mvd", "detained-10k"), "number", Verdict.CUMULATIVE, "grows-between", (("a", "8000"), ("b", "10000"))),
    ("dead-all", ("dead-164", "no-164"), "number", Verdict.RETRACTED, "withdrawn-and-denied", ()),
    ("forces", ("forces-killed", "forces-16"), "number", Verdict.CUMULATIVE, "grows", (("a", "12"), ("b", "16"))),
    ("relay", ("detained-ru", "detained-mvd"), "number", Verdict.RELAY, "bounds-drift", (("a", "8000"), ("b", "8000"))),
    ("cut", ("cut-witness", "cut-measured"), "connectivity", Verdict.UNDECIDED, "networks-differ", ()),
    ("massimov", ("massimov-6", "massimov-8"), "time", Verdict.SCOPE, "time-blurred", (("a", "2022-01-06"), ("b", "2022-01-08"))),
    ("grenades", ("grenades", "dispersed"), "time", Verdict.NOISE, "perhaps-two", (("a", "2022-01-05"), ("b", "2022-01-05"))),
)
_QUESTIONS = (
    ("q:start", "time", "protest", "l:zhanaozen", "2022-01", (("start-2",), ("start-1",)), ("start",), "open"),
    ("q:dead-almaty", "number", "killed", "l:almaty", "2022-01", (("dead-103",), ("dead-149",), ("thousands",)), ("dead-almaty",), "open"),
    ("q:detained", "number", "detained", "l:kazakhstan", "2022-01", (("detained-mvd", "detained-ru", "detained-c4"), ("detained-10k",)), ("detained", "relay"), "cumulative"),
    ("q:forces", "number", "killed", "l:kazakhstan", "2022-01", (("forces-16", "forces-killed"),), ("forces",), "one-origin"),
    ("q:cut", "connectivity", "shutdown", "l:almaty", "2022-01", (("cut-witness",), ("cut-measured",)), ("cut",), "open"),
    ("q:massimov", "time", "arrest", "l:kazakhstan", "2022-01", (("massimov-6",), ("massimov-8",)), ("massimov",), "compatible"),
)


def _contradictions() -> tuple[Contradiction, ...]:
    question = {pair: q[0] for q in _QUESTIONS for pair in q[6]}
    return tuple(
        Contradiction(id=f"x:{key}", facet=facet, verdict=verdict, reason=reason, rule=f"sample/{key}", question=question.get(key, ""), reason_values=values, members=tuple(Member(statement=s.id, exhibit=s.exhibit, start=s.start, end=s.end) for s in (STATEMENTS[k] for k in keys)))
        for key, keys, facet, verdict, reason, values in _PAIRS
    )


def _questions(origins: tuple[Origin, ...]) -> tuple[Question, ...]:
    of = {s: o.id for o in origins for s in o.statements}
    names = {place[0]: name for name, place in PLACES.items()}
    return tuple(
        Question(
            id=qid,
            facet=facet,
            what=what,
            place=place,
            place_name=names[place],
            period=period,
            scope="security forces" if qid == "q:forces" else "",
            answers=tuple(Answer(origin=of[ids[0]], statement=ids[0], repeats=ids[1:]) for ids in (_ids(*keys) for keys in answers)),
            contradictions=tuple(f"x:{pair}" for pair in pairs),
            state=state,
        )
        for qid, facet, what, place, period, answers, pairs, state in _QUESTIONS
    )


def _readings() -> dict[str, Reading]:
    out = {}
    for exhibit in EXHIBITS.values():
        text, at, passages = exhibit.content.text, 0, []
        for part in text.split("\n"):
            if part.strip():
                passages.append(Passage(id=derive_id(exhibit.digest, at, "paragraph"), exhibit=exhibit.digest, start=at, end=at + len(part), kind="paragraph", lang=exhibit.provenance.lang))
            at += len(part) + 1
        own = sorted((s for s in STATEMENTS.values() if s.exhibit == exhibit.digest), key=lambda s: (s.start, s.end))
        out[exhibit.digest] = Reading(exhibit=exhibit.digest, lang=exhibit.provenance.lang, reader="sample/1", passages=tuple(passages), times=tuple(_times(own, exhibit.content.text)), mentions=tuple(_mentions(own, exhibit.content.text)), speakers=tuple(SpeakerStretch(exhibit=exhibit.digest, start=s.start, end=s.end, mode="indirect", chain=s.chain) for s in own), statements=tuple(own), unread=exhibit.content.unread)
    return out


def _times(own: list[Statement], text: str) -> Iterator[TimeMention]:
    for each in own:
        if each.when and each.when.words and (at := text.find(each.when.words, each.start, each.end)) >= 0:
            yield TimeMention(exhibit=each.exhibit, start=at, end=at + len(each.when.words), quote=each.when.words, type="TIME" if "T" in each.when.value else "DATE", when=each.when, edtf=each.when.value.partition("T")[0], rule="sample")


def _mentions(own: list[Statement], text: str) -> Iterator[Mention]:
    for each in own:
        for where in each.where:
            if (at := text.find(where.name, each.start, each.end)) >= 0:
                yield Mention(id=derive_id("mention", each.exhibit, at), exhibit=each.exhibit, start=at, end=at + len(where.name), quote=where.name, type="LOC", name=where.name, lang=each.lang, canonical=where.id, why="sample")


def _connectivity() -> tuple[Connectivity, ...]:
    rows = (("internet", "off", "cut-measured", "l:almaty", "Almaty"), ("mobile", "throttled", "throttled", "l:almaty", "Almaty"), ("all", "off", "cut-witness", "l:almaty", "Almaty"), ("internet", "on", "back-on", "l:almaty", "Almaty"), ("mobile", "off", "aktau-off", "l:aqtau", "Aqtau"))
    return tuple(Connectivity(id=f"n:{key}", place=place, place_name=name, network=network, state=state, when=STATEMENTS[key].when or when(""), statements=_ids(key)) for network, state, key, place, name in rows)


def _register() -> tuple[RegisterEntry, ...]:
    (mysalov,), (six, eight), (missing,) = (_ids("mysalov"), _ids("massimov-6", "massimov-8"), _ids("missing"))
    return (
        RegisterEntry(
            id="r:1", person="p:mysalov", name="Daulet Mysalov", lists=("Orda Monitoring",), values=(RegisterValue(field="occupation", value="driver", statements=(mysalov,)), RegisterValue(field="status", value="detained", statements=(mysalov,)), RegisterValue(field="date", value="2022-01-08", statements=(mysalov,)))
        ),
        RegisterEntry(id="r:2", person="p:massimov", name="Karim Massimov", lists=("Степной вестник", "Orda Monitoring"), values=(RegisterValue(field="status", value="detained", statements=(six, eight)), RegisterValue(field="date", value="2022-01-06", statements=(six,)))),
        RegisterEntry(id="r:3", person="", name="a friend (unnamed)", values=(RegisterValue(field="status", value="missing", statements=(missing,)),)),
    )


def _ownership() -> tuple[Ownership, ...]:
    return (
        Ownership(id="w:1", owner="g:samruk", owner_name="Samruk-Holding", asset="g:gas", asset_name="KasTransGas", relation="owns", statements=_ids("samruk"), when=STATEMENTS["samruk"].when),
        Ownership(id="w:2", owner="g:government", owner_name="Government of Kazakhstan", asset="g:samruk", asset_name="Samruk-Holding", relation="directs", statements=_ids("holding-state"), when=STATEMENTS["holding-state"].when),
    )


def _events() -> tuple[Event, ...]:
    rows = (("e:start", "protest", "start-1", "l:zhanaozen", ("start-1", "start-2")), ("e:storm", "seizure-of-building", "storm", "l:almaty", ("storm", "burn", "photo")), ("e:cut", "shutdown", "cut-measured", "l:almaty", ("cut-measured", "cut-witness", "calls-only")))
    return tuple(Event(id=eid, kind=kind, when=STATEMENTS[key].when, place=place, grain="day", statements=_ids(*keys), why=("same kind, place and day",)) for eid, kind, key, place, keys in rows)


def build() -> MemoryRecord:
    """The whole record; the same on every call."""
    origins = _origins()
    return MemoryRecord(
        case=CaseFacts(title="January 2022: a sample", zone="Asia/Almaty", langs=("de", "en", "ru", "kk"), built="2022-02-01T12:00Z", root=sha256_hex(b"sample"), entries=57, counts={"exhibits": len(EXHIBITS), "statements": len(STATEMENTS)}),
        all_exhibits=exhibits(),
        readings=_readings(),
        contents={sha256_hex(data): data for data in contents().values()},
        all_people=_people(),
        all_groups=tuple(Group(id=key, name=name, names=_names(*spellings), statements=_touching(key)) for key, name, spellings in _GROUPS),
        all_places=_places(),
        all_events=_events(),
        all_origins=origins,
        all_questions=_questions(origins),
        all_contradictions=_contradictions(),
        all_register=_register(),
        all_connectivity=_connectivity(),
        all_ownership=_ownership(),
    )
