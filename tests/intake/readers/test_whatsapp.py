"""WhatsApp chats: every locale's lines, the order of day and month found out and said."""

import pytest

from intake import making
from intake.conftest import Read
from qantar.intake.readers.whatsapp import find_date_order
from qantar.intake.readers.whatsapp_lines import LINE

IOS = (
    "\u200e[05.01.22, 15:50:12] Ана: \u200eСообщения защищены.\r\n"
    "[05.01.22, 15:51:00] Ана: Мы на площади.\r\nЗдесь тихо.\r\n"
    "[13.01.22, 09:00:00] ~\u202fБек: \u200e<прикреплено: 0001-PHOTO.jpg>\r\n"
)


def test_messages_keep_author_time_and_all_their_lines(read: Read) -> None:
    content = read("_chat.txt", IOS)

    assert content.text == IOS
    assert making.words_of(content, "message")[1] == "Мы на площади.\r\nЗдесь тихо."
    second, third = content.segments[1].attributes, content.segments[2].attributes
    assert second == {"author": "Ана", "time": "2022-01-05T15:51:00"}
    assert third["author"] == "Бек"
    assert third["media"] == "0001-PHOTO.jpg"
    assert content.segments[2].kind == "media"
    assert content.claims["kind"] == "chat"


def chat(*dates: str) -> str:
    return "".join(f"{date} - Ana: Wort\n" for date in dates)


@pytest.mark.parametrize(
    ("dates", "order", "proved"),
    [
        (("05.01.22, 15:50", "13.01.22, 10:00"), "day-month-year", True),
        (("1/5/22, 3:50 PM", "1/13/22, 4:00 PM"), "month-day-year", True),
        (("2022-01-05, 15:50", "2022-01-06, 10:00"), "year-month-day", True),
        (
            ("11/01/22, 15:50", "12/01/22, 9:00", "01/02/22, 9:00"),
            "day-month-year",
            True,
        ),
        (("1/5/22, 3:50 PM", "1/5/22, 4:00 PM"), "month-day-year", False),
        (("05.01.22, 15:50", "05.01.22, 16:00"), "day-month-year", False),
    ],
)
def test_the_order_of_day_and_month_is_found_out(
    dates: tuple[str, ...], order: str, proved: bool
) -> None:
    found = find_date_order(list(LINE.finditer(chat(*dates))))

    assert found.order == order
    assert found.proved is proved


def test_a_guessed_order_is_said(read: Read) -> None:
    content = read("_chat.txt", chat("05.01.22, 15:50", "05.01.22, 16:00"))

    assert "date order: its dates may be day-month-year" in making.reasons(content)
    assert content.claims["date_order"].startswith("day-month-year")


def test_a_proved_order_is_no_problem(read: Read) -> None:
    assert read("_chat.txt", IOS).unread == ()


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("[1/15/22, 3:50:12\u202fPM] Ana: a", "2022-01-15T15:50:12"),
        ("1/15/22, 12:05 AM - Ana: a", "2022-01-15T00:05"),
        ("15.01.2022, 15:50 – Ana: a", "2022-01-15T15:50"),
        ("15/01/2022, 3:50 p. m. - Ana: a", "2022-01-15T15:50"),
    ],
)
def test_every_locale_writes_its_lines_differently(
    read: Read, line: str, time: str
) -> None:
    content = read("_chat.txt", f"{line}\n{line}\n")

    assert [s.attributes["time"] for s in content.segments] == [time, time]
    assert making.words_of(content, "message") == ["a", "a"]


def test_a_line_without_an_author_is_one_of_the_service(read: Read) -> None:
    content = read(
        "_chat.txt", "15.01.22, 15:50 - Ana joined\n15.01.22, 15:51 - Ana: a\n"
    )

    assert [s.kind for s in content.segments] == ["service", "message"]


def test_prose_with_one_date_is_no_chat(read: Read) -> None:
    assert (
        read("a.txt", "05.01.22, 15:50 - wir standen da.\nDann nicht.\n").segments == ()
    )
