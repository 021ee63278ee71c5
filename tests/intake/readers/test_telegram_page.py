"""Telegram Desktop's HTML export."""

from intake import making
from intake.conftest import Read

DAY = '<div class="message service" id="message-1"><div class="body details">5 January</div></div>'
FIRST = """<div class="message default clearfix" id="message12">
<div class="pull_left userpic_wrap"><div class="initials">B</div></div>
<div class="body"><div class="pull_right date details" title="05.01.2022 15:50:00 UTC+06:00">
15:50</div><div class="from_name">Beispielkanal</div>
<div class="text">Wir stehen am <a href="https://example.org">Platz</a>.<br>Es ist ruhig.</div>
</div></div>"""
JOINED = """<div class="message default clearfix joined" id="message13"><div class="body">
<div class="pull_right date details" title="05.01.2022 15:51:00">15:51</div>
<div class="reply_to details">In reply to <a href="#go_to_message12">this message</a></div>
<div class="pull_left forwarded userpic_wrap"></div>
<div class="forwarded body"><div class="from_name">Anderer Kanal
<span class="date details" title="04.01.2022 10:00:00"> 04.01.2022 10:00:00</span></div>
<div class="text">Auch hier.</div></div></div></div>"""
PHOTO = """<div class="message default clearfix joined" id="message14"><div class="body">
<div class="pull_right date details" title="05.01.2022 15:52:00">15:52</div>
<div class="media_wrap clearfix"><a class="photo_wrap" href="photos/1.jpg"></a></div>
</div></div>"""


def page(*messages: str) -> str:
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>'
        '<div class="page_wrap"><div class="page_header"><div class="text bold">'
        'Beispielkanal</div></div><div class="page_body chat_page"><div class="history">'
        + "".join(messages)
        + "</div></div></div></body></html>"
    )


def test_messages_of_the_html_export_are_segments(read: Read) -> None:
    content = read("messages.html", page(DAY, FIRST, JOINED, PHOTO))

    day, first, link, joined, photo = content.segments
    assert [day.kind, photo.kind] == ["service", "media"]
    assert making.words(content, first) == "Wir stehen am Platz.\nEs ist ruhig."
    assert first.attributes == {
        "id": "12",
        "author": "Beispielkanal",
        "time": "2022-01-05T15:50:00+06:00",
    }
    assert making.words(content, link) == "Platz"
    assert making.words(content, joined) == "Auch hier."
    assert making.words(content, photo) == "[media: photos/1.jpg]"
    assert content.claims["title"] == "Beispielkanal"


def test_a_joined_message_keeps_its_author_and_names_whom_it_forwards(
    read: Read,
) -> None:
    content = read("messages.html", page(FIRST, JOINED))
    joined = content.segments[-1]

    assert joined.kind == "forwarded"
    assert joined.attributes["author"] == "Beispielkanal"
    assert joined.attributes["forwarded_from"] == "Anderer Kanal"
    assert joined.attributes["reply_to"] == "12"
    assert joined.attributes["time"] == "2022-01-05T15:51:00"


def test_another_page_that_only_looks_like_an_export_is_read_as_a_page(
    read: Read,
) -> None:
    content = read("a.html", page("<p>Wir standen am Platz und sahen niemanden.</p>"))

    assert "Wir standen am Platz" in content.text
