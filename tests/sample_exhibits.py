"""Thirteen invented exhibits about January 2022, in four languages and many kinds.

Public officials, public bodies and invented outlets only; every private name is made
up (*mysal* is Kazakh for example, *kanar* stands for the canary of the leak test).
"""

import io

from PIL import Image

from qantar.vocabulary.digest import sha256_hex
from qantar.vocabulary.exhibit import Exhibit, ExhibitText, Provenance, Segment
from qantar.vocabulary.passage import Unread

__all__ = ["CANARIES", "EXHIBITS", "PICTURE", "TEXTS", "contents", "exhibits"]

CANARIES = (
    "Zarina Kanarbekova",
    "Kanarbekova",
    "Зарина Канарбекова",
    "Канарбекова",
    "Қанарбекова",
    "Kanarbekowa",
)
"""Spellings of the protected voice: none may appear in anything that goes out."""

PICTURE = "akimat.png"

TEXTS = {
    "agentur.txt": """Kasachstan: Proteste weiten sich aus

Almaty, 6. Januar. In Zhanaozen begannen die Proteste am 2. Januar, nachdem sich der Preis für Flüssiggas am 1. Januar verdoppelt hatte. Am 4. Januar erreichten sie Almaty.

Gegen 10 Uhr am 5. Januar stürmten Demonstrierende das Rathaus von Almaty, das wenig später brannte. Präsident Kassym-Schomart Tokajew verhängte am 5. Januar den Ausnahmezustand über das ganze Land.

Nach Angaben des Innenministeriums wurden zwölf Sicherheitskräfte getötet und 353 verletzt. Unbestätigten Berichten zufolge gingen Waffenlager in der Nacht zum 5. oder zum 6. Januar verloren.
""",
    "vestnik.txt": """Степной вестник, 9 января 2022

Министерство внутренних дел сообщило, что задержаны почти 8000 человек. По данным ведомства, погибли 164 человека, из них 103 в Алматы.

Бывший председатель Комитета национальной безопасности Карим Масимов был задержан 6 января. Президент Токаев заявил, что на Алматы напали 20 000 бандитов.
""",
    "mvd.txt": """Пресс-служба Министерства внутренних дел
9 января 2022 года

По состоянию на утро 9 января задержаны почти 8000 человек. За весь период беспорядков погибли 16 сотрудников правоохранительных органов.
Порядок в Алматы восстановлен к 10 января.
""",
    "minzdrav.txt": """Министерство здравоохранения, 10 января 2022

Сообщение о 164 погибших размещено из-за технической ошибки. Министерство таких данных не публиковало.
""",
    "interview.txt": """Interview mit einer Zeugin aus Almaty

Frage: Wann fiel das Netz bei Ihnen aus?

Zarina Kanarbekova: Um Mitternacht vom 5. auf den 6. Januar wurden alle Verbindungen gekappt. Bis zum 10. Januar konnten wir nur noch telefonieren, und auch das nicht immer.

Frage: Was haben Sie auf dem Platz gesehen?

Zarina Kanarbekova: Am 6. Januar, am frühen Abend, schossen Soldaten auf Menschen mit einem Transparent. Ich habe mindestens einen Toten gesehen. Wie viele insgesamt starben, weiß ich nicht, höchstwahrscheinlich Tausende. Erreichbar war ich unter zarina.k@example.org und +7 701 000 00 00.
""",
    "chat.json": """[04.01.2022 21:14] Канал «Площадь»: Выходим к площади Республики, нас уже около пяти тысяч.
[05.01.2022 15:50] Канал «Площадь»: 15:50, связь пропадает. Стреляют рядом с площадью.
[05.01.2022 15:52] Читатель 1: Интернет тоже отключили?
[10.01.2022 13:05] Канал «Площадь»: Интернет появился в 13:00, потом обещают снова отключить.
[10.01.2022 17:40] Читатель 2: А кто подтвердит про пять тысяч?
""",
    "witness.txt": """I live near the square in Almaty. On the night of 4 January, from 11 pm to 4 am, the police fired stun grenades; I counted more than a hundred.

Early in the morning of 5 January the crowd was dispersed. Shortly before 4 pm on 5 January a friend wrote her last message. Since then she has been missing.
""",
    "qala.txt": """«Қала» газеті, 2022 жылғы 7 қаңтар

Жаңаөзенде наразылық 1 қаңтарда басталды. Тұрғындар газ бағасының 60 теңгеден 120 теңгеге көтерілуіне қарсы шықты.

5 қаңтарда Ақтауда тұрғындар әкімдік алдына жиналды. Президент Қасым-Жомарт Тоқаев ҰҚШҰ-дан көмек сұрады. Ұжымдық күштер 6 қаңтарда келді.
""",
    "claims.csv": """id,who,what,when,where,number,stance
c1,Ministry of the Interior,killed,2022-01-09,Almaty,103,asserts
c2,Orda Monitoring,killed,2022-01-09,Almaty,at least 149,asserts
c3,Orda Monitoring,detained,2022-01-12,Kazakhstan,about 10000,unconfirmed
c4,Ministry of the Interior > Stepnoy Vestnik,detained,2022-01-09,Kazakhstan,almost 8000,asserts
c5,CSTO,troops,2022-01-06/2022-01-19,Kazakhstan,2030,asserts
""",
    PICTURE: "",
    "netwatch.html": """Network report: Kazakhstan

Fixed-line and mobile internet in Almaty went dark from 5 January 17:00 until 10 January 13:00. On 4 January mobile data in Almaty was throttled from the evening. In Aktau the mobile internet was off on 5 January.

NetWatch measures from outside and cannot tell who ordered the cut.
""",
    "besitz.txt": """Wem gehört was? Eine Übersicht vom Dezember 2021

Die Samruk-Holding hält 100 Prozent der Gasgesellschaft KasTransGas. Die Holding untersteht der Regierung der Republik Kasachstan. In den 2010er Jahren wurde der Gasmarkt schrittweise freigegeben.
""",
    "orda.pdf": """Orda Monitoring: what we know, 20 January 2022

We list 149 people killed in Almaty by name. Daulet Mysalov, a driver, was detained on 8 January and has not been seen since. The Ministry denies that anyone was tortured in custody.

Karim Massimov was detained, the committee said on 8 January. Nursultan Nazarbayev left the Security Council on 5 January. More protests are expected on the anniversary.
""",
}

# fmt: off
_META = {
    "agentur.txt": ("agency", "de", "Agentur Nordlicht", "2022-01-06", "Proteste weiten sich aus"),
    "vestnik.txt": ("agency", "ru", "Степной вестник", "2022-01-09", "МВД: задержаны почти 8000"),
    "mvd.txt": ("official", "ru", "Министерство внутренних дел", "2022-01-09", "Сообщение пресс-службы"),
    "minzdrav.txt": ("correction", "ru", "Министерство здравоохранения", "2022-01-10", "Опровержение"),
    "interview.txt": ("interview", "de", "Blatt für Zeitzeugnisse", "2022-01-14", "Interview mit einer Zeugin"),
    "chat.json": ("chat", "ru", "Площадь", "2022-01-10T17:40+06:00", "Канал «Площадь»"),
    "witness.txt": ("eyewitness", "en", "", "2022-01-12", "An account from Almaty"),
    "qala.txt": ("agency", "kk", "Қала", "2022-01-07", "Наразылық қалай басталды"),
    "claims.csv": ("sheet", "en", "Orda Monitoring", "2022-01-12", "Claims, second sheet"),
    PICTURE: ("other", "en", "Площадь", "2022-01-06", "City hall, Almaty"),
    "netwatch.html": ("ngo", "en", "NetWatch", "2022-01-11", "Network report: Kazakhstan"),
    "besitz.txt": ("ownership", "de", "Agentur Nordlicht", "2021-12", "Wem gehört was?"),
    "orda.pdf": ("ngo", "en", "Orda Monitoring", "2022-01-20", "What we know"),
}
_MEDIA = {"chat.json": "application/json", PICTURE: "image/png", "netwatch.html": "text/html", "claims.csv": "text/csv", "orda.pdf": "application/pdf"}
_READERS = {"chat.json": "post/1", PICTURE: "image/1", "netwatch.html": "page/1", "claims.csv": "sheet/1", "orda.pdf": "pdf/1"}
# fmt: on
_PROTECTED = ("interview.txt", "witness.txt")


def _picture() -> bytes:
    """A small picture that claims where and by whom it was taken (EXIF 0x8825, 0x9003)."""
    image = Image.new("RGB", (96, 64), "#8b969c")
    image.paste("#a8320a", (36, 20, 60, 64))
    exif = Image.Exif()
    exif[0x013B] = "Zarina Kanarbekova"
    exif.get_ifd(0x8825)[2] = (43.0, 15.0, 20.0)
    out = io.BytesIO()
    image.save(out, "PNG", exif=exif)
    return out.getvalue()


def contents() -> dict[str, bytes]:
    """File name to preserved bytes."""
    return {
        name: _picture() if name == PICTURE else text.encode()
        for name, text in TEXTS.items()
    }


def _segments(name: str, text: str) -> tuple[Segment, ...]:
    if name not in ("chat.json", "claims.csv"):
        return ()
    kind = "message" if name == "chat.json" else "row"
    out, at = [], 0
    for line in text.splitlines(keepends=True):
        told = (
            {"author": line.split("] ")[1].split(":")[0]} if kind == "message" else {}
        )
        out.append(
            Segment(start=at, end=at + len(line.rstrip()), kind=kind, attributes=told)
        )
        at += len(line)
    return tuple(out)


def _unread(name: str) -> tuple[Unread, ...]:
    if name == "orda.pdf":
        return (Unread(what="page 3", reason="a scanned page without a text layer"),)
    if name == PICTURE:
        return (Unread(what="picture", reason="no text could be recognised in it"),)
    return ()


def _exhibit(number: int, name: str, data: bytes) -> Exhibit:
    kind, lang, outlet, published, title = _META[name]
    claims = (
        {"GPS": "43.2556, 76.9428", "artist": CANARIES[0]} if name == PICTURE else {}
    )
    return Exhibit(
        digest=sha256_hex(data),
        size=len(data),
        number=number,
        content=ExhibitText(
            text=TEXTS[name],
            media_type=_MEDIA.get(name, "text/plain"),
            reader=_READERS.get(name, "text/1"),
            encoding="utf-8" if name.endswith(".txt") else "",
            segments=_segments(name, TEXTS[name]),
            claims=claims,
            unread=_unread(name),
        ),
        provenance=Provenance(
            file=name,
            external_id=f"s{number:02}",
            title=title,
            published=published,
            outlet=outlet,
            author=CANARIES[0] if name == "interview.txt" else "",
            lang=lang,
            zone="Asia/Almaty",
            kind=kind,
            protect=name in _PROTECTED,
            obtained="Saved by hand in February 2022.",
        ),
    )


def exhibits() -> tuple[Exhibit, ...]:
    """The thirteen, numbered from 1 in the order of ``TEXTS``."""
    return tuple(
        _exhibit(number, name, data)
        for number, (name, data) in enumerate(contents().items(), 1)
    )


EXHIBITS = {each.provenance.file: each for each in exhibits()}
