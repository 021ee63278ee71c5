"""Make the demonstration's files that are no plain text: PDF, DOCX, XLSX, pictures.

Run it in the repository's root when their words change: ``python demo/make_files.py``.
The pictures are drawn, not taken; their EXIF holds a place and a time, so that the
demonstration shows what is read from a picture and what never leaves the case.
"""

import json
from pathlib import Path

import docx
import openpyxl
import typst
from PIL import Image, ImageDraw

REPORTS = Path(__file__).parent / "reports"

CAPTIONS = [
    ("Bildunterschriften", None),
    (
        "Rauch über dem Platz der Republik in Almaty, 5. Januar 2022, nachmittags."
        " Zeichnung: Qantar",
        "rathaus-almaty.jpg",
    ),
    (
        "Menschen vor der Stadtverwaltung von Janaozen am 2. Januar 2022."
        " Zeichnung: Qantar",
        "platz-janaozen.jpg",
    ),
    (
        "Gesperrte Straße am Flughafen Almaty, 6. Januar 2022. Zwei Soldaten wurden"
        " hier nach Angaben von Zakon.kz getötet. Zeichnung: Qantar",
        "flughafen-almaty.png",
    ),
]

CHANNEL_KK = [
    "Қаңтар: байланыс туралы",
    "2022 жылғы 10 қаңтар",
    "Алматыда интернет 10 қаңтарда таңғы сағат 8-ден кейін қосылды. 5 қаңтарда"
    " шамамен сағат 17.00-ден бастап байланыс болмаған еді.",
    "Ақтауда 6 қаңтарда телефон бірде істеп, бірде істемеді, деп хабарлады «Хабар 24».",
    "Министр Бағдат Мусиннің айтуынша, интернет террористер бір-бірімен байланыса"
    " алмауы үшін өшірілген.",
]

BRIEFING = """
#set document(title: "Briefing: deaths and detentions, January 2022", date: none)
#set page(paper: "a5", margin: 16mm)
#set text(size: 9.5pt, lang: "en", hyphenate: true)
#set par(justify: true)
= Briefing: deaths and detentions, January 2022
_14 July 2022. Compiled from published statements; figures with their speakers._

The Prosecutor General put the number of people killed at 225 on January 15, at 227 at
the end of January, at 230 on March 14 and at 232 in May. These are running totals of
one office.

The interior ministry counted 9,900 people detained by January 11. In February 802
suspects were in custody. The two figures measure different things: people taken, and
people held.

At least 190 people were tortured, according to a coalition of organisations. The
authorities opened inquiries into some of the cases.

On December 16, 2011 police had fired at striking oil workers in Zhanaozen. Officials
counted 16 dead in the town and one more at the station of Shetpe. Residents spoke of
up to 70 dead; nobody could check the number.
"""

MESSAGES = [
    (
        1,
        "2022-01-04T22:41:00",
        "Дежурный",
        None,
        "Мобильный интернет в Алматы еле работает с вечера.",
    ),
    (
        2,
        "2022-01-05T16:52:00",
        "Дежурный",
        None,
        "Сейчас связь пропадёт, похоже. Акимат горит.",
    ),
    (
        3,
        "2022-01-05T20:15:00",
        "Дежурный",
        "Operativnyi shtab",
        "Силовики ликвидировали десятки нападавших на здание полиции, сообщила"
        " представитель полиции Салтанат Азирбек.",
    ),
    (
        4,
        "2022-01-08T09:20:00",
        "Редактор",
        None,
        "В Алматы около девяти утра ненадолго дали интернет. Открываются не все сайты.",
    ),
    (
        5,
        "2022-01-09T17:05:00",
        "Редактор",
        "Хабар 24",
        "Погибли 164 человека, из них 103 в Алматы.",
    ),
    (
        6,
        "2022-01-10T10:30:00",
        "Редактор",
        None,
        "Цифру 164 просим больше не пересылать: министерство назвало её технической"
        " ошибкой.",
    ),
]

LIST = [
    ["name", "occupation", "status", "date", "place", "link"],
    ["Lukpan Akhmedyarov", "journalist, Oral", "detained", "2022-01-07~", "Oral",
     "https://cpj.org/2022/01/kazakhstan-authorities-jail-question-journalists-in-protest-afterm"],
    ["Makhambet Abzhan", "journalist, Telegram channel Abzhan News", "detained",
     "2022-07-03", "Nur-Sultan",
     "https://cpj.org/2022/07/kazakhstan-journalist-makhambet-abzhan-detained-for-alleged-extort"],
    ["Zhanbolat Mamai", "politician, Democratic Party", "detained", "2022-02-25",
     "Almaty", "https://amnesty.org.uk/urgent-actions/kazakhstan-release-opposition-party-leader-zhanbolat"],
    ["Vikram Ruzakhunov", "jazz pianist, Bishkek", "tortured", "2022-01-06~/2022-01-10",
     "Almaty region", "https://kloop.kg/blog/2022/01/10/gknb-zaderzhannogo-v-kazahstane-vikrama-ruzahunova-osvobodili/"],
    ["Karim Massimov", "former head of the security committee KNB", "detained",
     "2022-01-06", "Nur-Sultan", "https://daz.asia/blog/18-jahre-haft-fuer-massimow"],
]  # fmt: skip


def draw(path: Path, *, sky: str, smoke: bool, lat: float, lon: float, at: str) -> None:
    """A drawn street scene with a place and a time in its EXIF."""
    picture = Image.new("RGB", (960, 640), sky)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 460, 960, 640), fill="#8d8a83")
    for left, top in ((60, 240), (220, 170), (420, 250), (640, 120), (800, 280)):
        pen.rectangle((left, top, left + 130, 470), fill="#4a5359")
        for row in range(top + 20, 450, 42):
            for column in range(left + 16, left + 120, 36):
                pen.rectangle((column, row, column + 16, row + 22), fill="#c9c4b8")
    if smoke:
        for step in range(14):
            x, y = 700 + step * 9, 120 - step * 9
            pen.ellipse((x - 40, y - 30, x + 70, y + 40), fill="#5b5652")
    for x in range(40, 940, 46):
        pen.ellipse((x, 500, x + 16, 516), fill="#14181b")
        pen.rectangle((x + 2, 514, x + 14, 556), fill="#14181b")
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Drawn", "Demonstration"
    exif[0x0132] = at
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", _degrees(lat)
    gps[3], gps[4] = "E", _degrees(lon)
    picture.save(path, exif=exif, optimize=True, quality=70)


def _degrees(value: float) -> tuple[float, float, float]:
    whole = int(value)
    minutes = (value - whole) * 60
    return float(whole), float(int(minutes)), round((minutes - int(minutes)) * 60, 2)


def main() -> None:
    """Write every file."""
    pictures = REPORTS / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    draw(pictures / "rathaus-almaty.jpg", sky="#b9c6cf", smoke=True,
         lat=43.2385, lon=76.9453, at="2022:01:05 15:40:00")  # fmt: skip
    draw(pictures / "platz-janaozen.jpg", sky="#dfe6ea", smoke=False,
         lat=43.3420, lon=52.8560, at="2022:01:02 12:10:00")  # fmt: skip
    draw(pictures / "flughafen-almaty.png", sky="#9aa7b0", smoke=True,
         lat=43.3521, lon=77.0405, at="2022:01:06 08:25:00")  # fmt: skip

    captions = docx.Document()
    captions.core_properties.author = ""
    captions.add_heading("Bildunterschriften", level=1)
    for words, name in CAPTIONS[1:]:
        captions.add_paragraph(f"{name}: {words}")
    captions.save(str(REPORTS / "de" / "bildunterschriften.docx"))

    channel = docx.Document()
    channel.core_properties.author = ""
    channel.add_heading(CHANNEL_KK[0], level=1)
    for words in CHANNEL_KK[1:]:
        channel.add_paragraph(words)
    channel.save(str(REPORTS / "kk" / "bailanys-turaly.docx"))

    (REPORTS / "en" / "briefing.pdf").write_bytes(
        typst.compile(BRIEFING.encode(), format="pdf")
    )

    export = {
        "name": "Demonstration: duty room (synthetic)",
        "type": "private_channel",
        "id": 1001,
        "messages": [
            {
                "id": number,
                "type": "message",
                "date": at,
                "from": author,
                "from_id": f"user{len(author)}",
                **({"forwarded_from": origin} if origin else {}),
                "text": words,
                "text_entities": [{"type": "plain", "text": words}],
            }
            for number, at, author, origin, words in MESSAGES
        ],
    }
    folder = REPORTS / "ru" / "telegram"
    folder.mkdir(exist_ok=True)
    (folder / "result.json").write_text(
        json.dumps(export, ensure_ascii=False, indent=1), encoding="utf-8"
    )

    book = openpyxl.Workbook()
    book.properties.creator = None
    sheet = book.active
    sheet.title = "people"
    for row in LIST:
        sheet.append(row)
    book.save(REPORTS / "public-figures.xlsx")


if __name__ == "__main__":
    main()
