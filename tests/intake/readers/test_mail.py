"""E-mail: words, quotes, attachments."""

from email.message import EmailMessage

from intake import making
from intake.conftest import Read


def mail() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Beispiel <a@example.org>"
    message["To"] = "b@example.org"
    message["Subject"] = "Отчёт с площади"
    message["Date"] = "Wed, 05 Jan 2022 15:50:00 +0600"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(
        "Мы стояли там.\n\n> Was habt ihr gesehen?\n> Schreibt uns.\n\nНичего."
    )
    return message


def test_the_words_are_read_and_quotes_marked_as_said_before(read: Read) -> None:
    content = read("a.eml", mail().as_bytes())

    assert content.media_type == "message/rfc822"
    assert making.words_of(content, "title") == ["Отчёт с площади"]
    assert making.words_of(content, "paragraph") == ["Мы стояли там.", "Ничего."]
    [quote] = [s for s in content.segments if s.kind == "block_quote"]
    assert quote.attributes["relation"] == "repeats"
    assert content.claims["author"] == "Beispiel"
    assert content.claims["sent"] == "2022-01-05T15:50:00+06:00"
    assert content.unread == ()


def test_attachments_are_said(read: Read) -> None:
    message = mail()
    message.add_attachment(
        b"x", maintype="application", subtype="pdf", filename="a.pdf"
    )
    content = read("a.eml", message.as_bytes())

    assert "attachment 1: 'a.pdf' is attached" in making.reasons(content)
    assert making.words_of(content, "paragraph") == ["Мы стояли там.", "Ничего."]


def test_a_message_of_html_alone_is_read(read: Read) -> None:
    message = mail()
    message.set_content(
        "<p>Wir standen <b>da</b>.</p><script>x()</script>", subtype="html"
    )
    content = read("a.eml", message.as_bytes())

    assert making.words_of(content, "paragraph") == ["Wir standen da."]


def test_a_report_that_begins_like_a_letter_is_no_mail(read: Read) -> None:
    content = read(
        "a.txt", "From: the press office\nDate: 5 January\n\nWe saw nothing.\n"
    )

    assert content.media_type == "text/plain"


def test_a_mailbox_is_read_message_by_message(read: Read) -> None:
    box = b"".join(
        b"From a@example.org Wed Jan  5 15:50:00 2022\n" + mail().as_bytes() + b"\n\n"
        for _ in range(2)
    )
    content = read("a.mbox", box)

    assert content.media_type == "application/mbox"
    assert [s.attributes["id"] for s in content.segments if s.kind == "message"] == [
        "1",
        "2",
    ]
    assert making.words_of(content, "paragraph") == ["Мы стояли там.", "Ничего."] * 2
