"""Forty statements over the invented exhibits; every quote is found in its text."""

from datetime import UTC, datetime
from typing import Any

from qantar.vocabulary.digest import derive_id
from qantar.vocabulary.passage import Span
from qantar.vocabulary.quantity import Quantity
from qantar.vocabulary.statement import (
    CarrierStance,
    HowKnown,
    Party,
    Review,
    Speaker,
    Stance,
    Statement,
    Status,
    Where,
)
from qantar.vocabulary.when import Basis, When
from sample_exhibits import CANARIES, EXHIBITS, PICTURE

__all__ = ["STATEMENTS", "when"]

# fmt: off


def when(value: str, earliest: str = "", latest: str = "", words: str = "", basis: str = "stated") -> When:
    """A When from UTC instants written as ISO text without a zone."""

    def instant(text: str) -> datetime | None:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None

    return When(value=value, earliest=instant(earliest), latest=instant(latest), zone="Asia/Almaty", words=words, basis=Basis(basis))


def _day(day: int, words: str = "", basis: str = "stated") -> When:
    return when(f"2022-01-{day:02}", f"2022-01-{day - 1:02}T18:00" if day > 1 else "2021-12-31T18:00", f"2022-01-{day:02}T18:00", words, basis)


PLACES = {
    "Almaty": ("l:almaty", 43.25, 76.92, "city"),
    "Republic Square": ("l:republic-square", 43.2385, 76.9455, "square"),
    "Zhanaozen": ("l:zhanaozen", 43.34, 52.86, "city"),
    "Aqtau": ("l:aqtau", 43.65, 51.2, "city"),
    "Mangystau": ("l:mangystau", 43.8, 53.5, "region"),
    "Kazakhstan": ("l:kazakhstan", 48.0, 68.0, "country"),
}


def _where(name: str, written: str = "", basis: str = "stated") -> tuple[Where, ...]:
    if not name:
        return ()
    place_id, lat, lon, precision = PLACES[name]
    return (Where(name=written or name, id=place_id, lat=lat, lon=lon, precision=precision, basis=Basis(basis)),)


MVD = Speaker(name="Министерство внутренних дел", id="g:mvd")
MVD_DE = Speaker(name="Innenministerium", id="g:mvd")
MVD_EN = Speaker(name="Ministry of the Interior", id="g:mvd")
HEALTH = Speaker(name="Министерство здравоохранения", id="g:health")
AGENTUR = Speaker(name="Agentur Nordlicht", id="g:nordlicht", role="reports")
VESTNIK = Speaker(name="Степной вестник", id="g:vestnik", role="reports")
WITNESS = Speaker(name=CANARIES[0], id="p:voice-1", role="witnesses", protected=True)
BLATT = Speaker(name="Blatt für Zeitzeugnisse", id="g:blatt", role="prints")
RESIDENT = Speaker(name="a resident of Almaty (unnamed)", role="witnesses", protected=True)
CHANNEL = Speaker(name="Канал «Площадь»", id="g:square", role="reports")
READER = Speaker(name="Читатель 1 (unnamed)", role="says")
QALA = Speaker(name="«Қала» газеті", id="g:qala", role="reports")
ORDA = Speaker(name="Orda Monitoring", id="g:orda", role="reports")
NETWATCH = Speaker(name="NetWatch", id="g:netwatch", role="reports")
TOKAYEV_RU = Speaker(name="Токаев", id="p:tokayev")
TOKAYEV_KK = Speaker(name="Қасым-Жомарт Тоқаев", id="p:tokayev")
CSTO = Speaker(name="CSTO", id="g:csto")
KNB = Speaker(name="the committee", id="g:knb")
NIGHT = ("[2022-01-04T22:00+06:00/2022-01-05T06:00+06:00, 2022-01-05T22:00+06:00/2022-01-06T06:00+06:00]", "2022-01-04T16:00", "2022-01-06T00:00", "in der Nacht zum 5. oder zum 6. Januar")


def _n(what: str, best: float | None, words: str, **more: Any) -> tuple[Quantity, ...]:
    bounds = {"lower": best, "upper": best} | more
    return (Quantity(what=what, best=best, words=words, **bounds),)


def _s(key: str, name: str, quote: str, chain: tuple[Speaker, ...], event: str, **more: Any) -> Statement:
    exhibit = EXHIBITS[name]
    start = exhibit.content.text.index(quote) if quote else 0
    end = start + len(quote)
    time = more.get("when")
    spans = {"event_type": Span(start, end)}
    if time is not None and time.words and time.words in quote:
        at = start + quote.index(time.words)
        spans["when"] = Span(at, at + len(time.words))
    lang = more.pop("lang", exhibit.provenance.lang)
    sheet: dict[str, Any] = {"external_id": quote.split(",")[0]} if name == "claims.csv" else {}
    return Statement(id=derive_id("sample", key), exhibit=exhibit.digest, start=start, end=end, quote=quote, lang=lang, chain=chain, event_type=event, reader="sample/1", why=("sample",), spans=spans, **sheet, **more)


SAW, HEARD = HowKnown.SAW, HowKnown.HEARD

STATEMENTS: dict[str, Statement] = {
    key: _s(key, name, quote, chain, event, **more)
    for key, name, quote, chain, event, more in (
        ("start-2", "agentur.txt", "In Zhanaozen begannen die Proteste am 2. Januar", (AGENTUR,), "protest", {"when": _day(2, "am 2. Januar"), "where": _where("Zhanaozen")}),
        ("price-de", "agentur.txt", "nachdem sich der Preis für Flüssiggas am 1. Januar verdoppelt hatte", (AGENTUR,), "price-change", {"when": _day(1, "am 1. Januar"), "where": _where("Zhanaozen", basis="context")}),
        ("reach", "agentur.txt", "Am 4. Januar erreichten sie Almaty.", (AGENTUR,), "protest", {"when": _day(4, "Am 4. Januar"), "where": _where("Almaty")}),
        (
            "storm",
            "agentur.txt",
            "Gegen 10 Uhr am 5. Januar stürmten Demonstrierende das Rathaus von Almaty",
            (AGENTUR,),
            "seizure-of-building",
            {"when": when("2022-01-05T10:00+06:00~", "2022-01-05T03:30", "2022-01-05T04:30", "Gegen 10 Uhr am 5. Januar"), "where": _where("Almaty"), "agents": (Party(name="Demonstrierende"),), "targets": (Party(name="das Rathaus von Almaty", id="g:akimat"),), "review": Review.ACCEPTED},
        ),
        ("burn", "agentur.txt", "das wenig später brannte", (AGENTUR,), "arson", {"when": when("2022-01-05T10:00+06:00/2022-01-05T14:00+06:00", "2022-01-05T04:00", "2022-01-05T08:00", "wenig später", "context"), "where": _where("Almaty", basis="context")}),
        ("emergency", "agentur.txt", "Präsident Kassym-Schomart Tokajew verhängte am 5. Januar den Ausnahmezustand über das ganze Land.", (AGENTUR,), "policy-order", {"when": _day(5, "am 5. Januar"), "where": _where("Kazakhstan", "das ganze Land"), "agents": (Party(name="Kassym-Schomart Tokajew", id="p:tokayev"),)}),
        (
            "forces-killed",
            "agentur.txt",
            "Nach Angaben des Innenministeriums wurden zwölf Sicherheitskräfte getötet",
            (MVD_DE, AGENTUR),
            "killing",
            {"when": _day(6, "", "document"), "where": _where("Almaty", basis="context"), "quantities": _n("killed", 12, "zwölf", label="Sicherheitskräfte", scope="security forces", cumulative=True), "carrier_stance": CarrierStance.NEUTRAL},
        ),
        ("forces-hurt", "agentur.txt", "353 verletzt", (MVD_DE, AGENTUR), "injury", {"when": _day(6, "", "document"), "where": _where("Almaty", basis="context"), "quantities": _n("injured", 353, "353", scope="security forces"), "carrier_stance": CarrierStance.NEUTRAL}),
        ("depots", "agentur.txt", "Unbestätigten Berichten zufolge gingen Waffenlager in der Nacht zum 5. oder zum 6. Januar verloren.", (Speaker(name="Berichte (unnamed)"), AGENTUR), "weapons-seizure", {"when": when(*NIGHT), "stance": Stance.UNCONFIRMED, "where": _where("Almaty", basis="context")}),
        (
            "detained-ru",
            "vestnik.txt",
            "Министерство внутренних дел сообщило, что задержаны почти 8000 человек.",
            (MVD, VESTNIK),
            "arrest",
            {"when": _day(9, "", "document"), "where": _where("Kazakhstan", basis="context"), "quantities": _n("detained", 8000, "почти 8000", lower=7600, upper=8000), "carrier_stance": CarrierStance.NEUTRAL},
        ),
        (
            "dead-164",
            "vestnik.txt",
            "По данным ведомства, погибли 164 человека, из них 103 в Алматы.",
            (HEALTH, VESTNIK),
            "killing",
            {"when": _day(9, "", "document"), "where": _where("Kazakhstan", basis="context"), "quantities": (*_n("killed", 164, "164 человека"), *_n("killed", 103, "103", scope="Алматы")), "status": Status.RETRACTED},
        ),
        ("massimov-6", "vestnik.txt", "Бывший председатель Комитета национальной безопасности Карим Масимов был задержан 6 января.", (VESTNIK,), "arrest", {"when": _day(6, "6 января"), "targets": (Party(name="Карим Масимов", id="p:massimov"),)}),
        (
            "bandits",
            "vestnik.txt",
            "Президент Токаев заявил, что на Алматы напали 20 000 бандитов.",
            (TOKAYEV_RU, VESTNIK),
            "clash",
            {"when": when("../2022-01-09", "", "2022-01-09T18:00", "", "context"), "where": _where("Almaty", "Алматы"), "quantities": _n("attackers", 20000, "20 000", label="бандитов"), "carrier_stance": CarrierStance.NEUTRAL},
        ),
        (
            "detained-mvd",
            "mvd.txt",
            "По состоянию на утро 9 января задержаны почти 8000 человек.",
            (MVD,),
            "arrest",
            {"when": when("2022-01-09T06:00+06:00/2022-01-09T12:00+06:00", "2022-01-09T00:00", "2022-01-09T06:00", "на утро 9 января"), "where": _where("Kazakhstan", basis="document"), "quantities": _n("detained", 8000, "почти 8000", lower=7600, upper=8000)},
        ),
        ("forces-16", "mvd.txt", "За весь период беспорядков погибли 16 сотрудников правоохранительных органов.", (MVD,), "killing", {"when": _day(9, "", "document"), "where": _where("Kazakhstan", basis="document"), "quantities": _n("killed", 16, "16", label="сотрудников", scope="security forces", cumulative=True)}),
        ("order", "mvd.txt", "Порядок в Алматы восстановлен к 10 января.", (MVD,), "other", {"when": when("../2022-01-10", "", "2022-01-10T18:00", "к 10 января"), "where": _where("Almaty", "Алматы")}),
        ("no-164", "minzdrav.txt", "Сообщение о 164 погибших размещено из-за технической ошибки.", (HEALTH,), "killing", {"when": _day(10, "", "document"), "stance": Stance.DENIES, "retracts": (derive_id("sample", "dead-164"),), "where": _where("Kazakhstan", basis="document"), "quantities": _n("killed", 164, "164")}),
        (
            "cut-witness",
            "interview.txt",
            "Um Mitternacht vom 5. auf den 6. Januar wurden alle Verbindungen gekappt.",
            (WITNESS, BLATT),
            "shutdown",
            {"when": when("2022-01-06T00:00+06:00~", "2022-01-05T17:30", "2022-01-05T18:30", "Um Mitternacht vom 5. auf den 6. Januar"), "where": _where("Almaty", basis="context"), "how_known": SAW},
        ),
        ("calls-only", "interview.txt", "Bis zum 10. Januar konnten wir nur noch telefonieren", (WITNESS, BLATT), "shutdown", {"when": when("2022-01-06/2022-01-10", "2022-01-05T18:00", "2022-01-10T18:00", "Bis zum 10. Januar"), "where": _where("Almaty", basis="context"), "how_known": SAW}),
        (
            "banner",
            "interview.txt",
            "Am 6. Januar, am frühen Abend, schossen Soldaten auf Menschen mit einem Transparent.",
            (WITNESS, BLATT),
            "killing",
            {"when": when("2022-01-06T17:00+06:00/2022-01-06T20:00+06:00", "2022-01-06T11:00", "2022-01-06T14:00", "Am 6. Januar, am frühen Abend"), "where": _where("Republic Square", basis="context"), "agents": (Party(name="Soldaten"),), "targets": (Party(name="Menschen mit einem Transparent"),), "how_known": SAW},
        ),
        ("one-dead", "interview.txt", "Ich habe mindestens einen Toten gesehen.", (WITNESS, BLATT), "killing", {"when": _day(6, "", "context"), "where": _where("Republic Square", basis="context"), "quantities": _n("killed", None, "mindestens einen", lower=1, upper=None), "how_known": SAW}),
        ("thousands", "interview.txt", "höchstwahrscheinlich Tausende", (WITNESS, BLATT), "killing", {"quantities": _n("killed", None, "Tausende", lower=2000, upper=None), "where": _where("Almaty", basis="context"), "stance": Stance.OPINION, "how_known": HowKnown.CONCLUDES}),
        (
            "crowd",
            "chat.json",
            "Выходим к площади Республики, нас уже около пяти тысяч.",
            (CHANNEL,),
            "protest",
            {"when": when("2022-01-04T21:14+06:00", "2022-01-04T15:14", "2022-01-04T15:15", "", "document"), "where": _where("Republic Square", "площади Республики"), "quantities": _n("protesters", 5000, "около пяти тысяч", lower=4500, upper=5500)},
        ),
        ("last-message", "chat.json", "15:50, связь пропадает. Стреляют рядом с площадью.", (CHANNEL,), "clash", {"when": when("2022-01-05T15:50+06:00", "2022-01-05T09:50", "2022-01-05T09:51", "15:50"), "where": _where("Republic Square", "площадью"), "how_known": SAW}),
        ("back-on", "chat.json", "Интернет появился в 13:00", (CHANNEL,), "connectivity-restored", {"when": when("2022-01-10T13:00+06:00", "2022-01-10T07:00", "2022-01-10T07:01", "в 13:00"), "where": _where("Almaty", basis="context"), "how_known": SAW}),
        ("off-again", "chat.json", "потом обещают снова отключить", (Speaker(name="неназванные (unnamed)"), CHANNEL), "shutdown", {"stance": Stance.PREDICTS, "where": _where("Almaty", basis="context")}),
        (
            "grenades",
            "witness.txt",
            "On the night of 4 January, from 11 pm to 4 am, the police fired stun grenades; I counted more than a hundred.",
            (RESIDENT,),
            "clash",
            {
                "when": when("2022-01-04T23:00+06:00/2022-01-05T04:00+06:00", "2022-01-04T17:00", "2022-01-04T22:00", "On the night of 4 January, from 11 pm to 4 am"),
                "where": _where("Republic Square", "the square"),
                "agents": (Party(name="the police", id="g:police"),),
                "quantities": _n("grenades", None, "more than a hundred", lower=101, upper=None, unit="things"),
                "how_known": HEARD,
            },
        ),
        (
            "dispersed",
            "witness.txt",
            "Early in the morning of 5 January the crowd was dispersed.",
            (RESIDENT,),
            "clash",
            {"when": when("2022-01-05T04:00+06:00/2022-01-05T08:00+06:00", "2022-01-04T22:00", "2022-01-05T02:00", "Early in the morning of 5 January"), "where": _where("Republic Square", basis="context"), "how_known": HowKnown.REPEATS},
        ),
        ("missing", "witness.txt", "Since then she has been missing.", (RESIDENT,), "disappearance", {"when": when("2022-01-05T16:00+06:00~/..", "2022-01-05T09:30", "", "Since then"), "targets": (Party(name="a friend (unnamed)"),), "stance": Stance.ASSERTS}),
        ("start-1", "qala.txt", "Жаңаөзенде наразылық 1 қаңтарда басталды.", (QALA,), "protest", {"when": _day(1, "1 қаңтарда"), "where": _where("Zhanaozen", "Жаңаөзенде")}),
        (
            "price-kk",
            "qala.txt",
            "Тұрғындар газ бағасының 60 теңгеден 120 теңгеге көтерілуіне қарсы шықты.",
            (QALA,),
            "protest",
            {"when": when("[2022-01-01, 2022-01-02]", "2021-12-31T18:00", "2022-01-02T18:00", "", "context"), "where": _where("Mangystau", basis="context"), "quantities": _n("price", 120, "120 теңгеге", unit="KZT")},
        ),
        ("aktau", "qala.txt", "5 қаңтарда Ақтауда тұрғындар әкімдік алдына жиналды.", (QALA,), "protest", {"when": _day(5, "5 қаңтарда"), "where": _where("Aqtau", "Ақтауда")}),
        ("csto-asked", "qala.txt", "Президент Қасым-Жомарт Тоқаев ҰҚШҰ-дан көмек сұрады.", (TOKAYEV_KK, QALA), "aid", {"when": when("2022-01-05/2022-01-06", "2022-01-04T18:00", "2022-01-06T18:00", "", "context"), "where": _where("Kazakhstan", basis="context")}),
        ("csto-came", "qala.txt", "Ұжымдық күштер 6 қаңтарда келді.", (QALA,), "troop-deployment", {"when": _day(6, "6 қаңтарда"), "where": _where("Kazakhstan", basis="context"), "agents": (Party(name="Ұжымдық күштер", id="g:csto"),)}),
        ("dead-103", "claims.csv", "c1,Ministry of the Interior,killed,2022-01-09,Almaty,103,asserts", (MVD_EN,), "killing", {"when": _day(9, "2022-01-09"), "where": _where("Almaty"), "quantities": _n("killed", 103, "103")}),
        ("dead-149", "claims.csv", "c2,Orda Monitoring,killed,2022-01-09,Almaty,at least 149,asserts", (ORDA,), "killing", {"when": _day(9, "2022-01-09"), "where": _where("Almaty"), "quantities": _n("killed", 149, "at least 149", upper=None), "review": Review.CORRECTED}),
        ("detained-10k", "claims.csv", "c3,Orda Monitoring,detained,2022-01-12,Kazakhstan,about 10000,unconfirmed", (ORDA,), "arrest", {"when": _day(12, "2022-01-12"), "where": _where("Kazakhstan"), "stance": Stance.UNCONFIRMED, "quantities": _n("detained", 10000, "about 10000", lower=9000, upper=11000)}),
        (
            "detained-c4",
            "claims.csv",
            "c4,Ministry of the Interior > Stepnoy Vestnik,detained,2022-01-09,Kazakhstan,almost 8000,asserts",
            (MVD_EN, Speaker(name="Stepnoy Vestnik", id="g:vestnik", role="reports")),
            "arrest",
            {"when": _day(9, "2022-01-09"), "where": _where("Kazakhstan"), "quantities": _n("detained", 8000, "almost 8000", lower=7600, upper=8000)},
        ),
        ("csto-2030", "claims.csv", "c5,CSTO,troops,2022-01-06/2022-01-19,Kazakhstan,2030,asserts", (CSTO,), "troop-deployment", {"when": when("2022-01-06/2022-01-19", "2022-01-05T18:00", "2022-01-19T18:00", "2022-01-06/2022-01-19"), "where": _where("Kazakhstan"), "quantities": _n("troops", 2030, "2030")}),
        (
            "cut-measured",
            "netwatch.html",
            "Fixed-line and mobile internet in Almaty went dark from 5 January 17:00 until 10 January 13:00.",
            (NETWATCH,),
            "shutdown",
            {"when": when("2022-01-05T17:00+06:00/2022-01-10T13:00+06:00", "2022-01-05T11:00", "2022-01-10T07:00", "from 5 January 17:00 until 10 January 13:00"), "where": _where("Almaty"), "how_known": SAW},
        ),
        ("throttled", "netwatch.html", "On 4 January mobile data in Almaty was throttled from the evening.", (NETWATCH,), "shutdown", {"when": when("2022-01-04T18:00+06:00/..", "2022-01-04T12:00", "", "On 4 January"), "where": _where("Almaty")}),
        ("aktau-off", "netwatch.html", "In Aktau the mobile internet was off on 5 January.", (NETWATCH,), "shutdown", {"when": _day(5, "on 5 January"), "where": _where("Aqtau", "Aktau")}),
        (
            "samruk",
            "besitz.txt",
            "Die Samruk-Holding hält 100 Prozent der Gasgesellschaft KasTransGas.",
            (AGENTUR,),
            "ownership",
            {"when": when("2021-12", "2021-11-30T18:00", "2021-12-31T18:00", "", "document"), "agents": (Party(name="Samruk-Holding", id="g:samruk"),), "targets": (Party(name="KasTransGas", id="g:gas"),), "quantities": _n("share", 100, "100 Prozent", unit="percent")},
        ),
        (
            "holding-state",
            "besitz.txt",
            "Die Holding untersteht der Regierung der Republik Kasachstan.",
            (AGENTUR,),
            "ownership",
            {"when": when("2021-12", "2021-11-30T18:00", "2021-12-31T18:00", "", "document"), "agents": (Party(name="Regierung der Republik Kasachstan", id="g:government"),), "targets": (Party(name="Samruk-Holding", id="g:samruk"),)},
        ),
        ("market", "besitz.txt", "In den 2010er Jahren wurde der Gasmarkt schrittweise freigegeben.", (AGENTUR,), "economic", {"when": when("201X", "2009-12-31T18:00", "2019-12-31T18:00", "In den 2010er Jahren")}),
        ("mysalov", "orda.pdf", "Daulet Mysalov, a driver, was detained on 8 January and has not been seen since.", (ORDA,), "arrest", {"when": _day(8, "on 8 January"), "where": _where("Almaty", basis="context"), "targets": (Party(name="Daulet Mysalov", id="p:mysalov"),)}),
        ("no-torture", "orda.pdf", "The Ministry denies that anyone was tortured in custody.", (MVD_EN, ORDA), "torture", {"stance": Stance.DENIES, "carrier_stance": CarrierStance.DOUBTS}),
        ("massimov-8", "orda.pdf", "Karim Massimov was detained, the committee said on 8 January.", (KNB, ORDA), "arrest", {"when": when("../2022-01-08", "", "2022-01-08T18:00", "on 8 January"), "targets": (Party(name="Karim Massimov", id="p:massimov"),), "carrier_stance": CarrierStance.NEUTRAL}),
        ("nazarbayev", "orda.pdf", "Nursultan Nazarbayev left the Security Council on 5 January.", (ORDA,), "resignation", {"when": _day(5, "on 5 January"), "agents": (Party(name="Nursultan Nazarbayev", id="p:nazarbayev"),), "where": _where("Kazakhstan", basis="context")}),
        ("anniversary", "orda.pdf", "More protests are expected on the anniversary.", (ORDA,), "protest", {"stance": Stance.PREDICTS, "when": when("2023-01", "2022-12-31T18:00", "2023-01-31T18:00", "on the anniversary", "context")}),
        ("photo", PICTURE, "", (CHANNEL,), "arson", {"lang": "en", "when": when("2022-01-05~", "2022-01-04T18:00", "2022-01-06T18:00", "", "document"), "where": _where("Almaty", basis="document"), "event_words": "City hall, Almaty"}),
    )
}
