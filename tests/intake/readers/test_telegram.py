"""Telegram Desktop's JSON export: one segment a message, with what it tells."""

import json
from typing import Any

import pytest

from intake import making
from intake.conftest import Read
from qantar.intake.readers.telegram import moment
from qantar.vocabulary.exhibit import ExhibitText


def export(*messages: dict[str, Any], **chat: Any) -> str:
    told = {"name": "Beispielkanal", "type": "public_channel", "id": 7, **chat}
    return json.dumps({**told, "messages": list(messages)}, ensure_ascii=False)


def message(**told: Any) -> dict[str, Any]:
    return {
        "id": 1,
        "type": "message",
        "date": "2022-01-05T15:50:00",
        "date_unixtime": "1641376200",
        "from": "Beispielkanal",
        "from_id": "channel7",
        "text": "Wir stehen am Platz.",
        **told,
    }


def one(read: Read, **told: Any) -> tuple[ExhibitText, dict[str, str], str, str]:
    content = read("result.json", export(message(**told)))
    segment = content.segments[0]
    return content, segment.attributes, segment.kind, making.words(content, segment)


def test_a_message_is_a_segment_with_author_and_time(read: Read) -> None:
    _, told, kind, words = one(read)

    assert (kind, words) == ("message", "Wir stehen am Platz.")
    assert told["author"] == "Beispielkanal"
    assert told["time"] == "2022-01-05T15:50:00+06:00"
    assert told["id"] == "1"


def test_rich_text_keeps_links_with_true_offsets(read: Read) -> None:
    parts = [
        "Am ",
        {"type": "text_link", "text": "Platz", "href": "https://example.org"},
    ]
    content, *_ = one(read, text=parts)

    assert content.text == "Am Platz"
    assert making.words_of(content, "link") == ["Platz"]


def test_a_forwarded_message_names_whom_it_comes_from(read: Read) -> None:
    _, told, kind, _ = one(read, forwarded_from="Anderer Kanal", reply_to_message_id=5)

    assert kind == "forwarded"
    assert told["forwarded_from"] == "Anderer Kanal"
    assert told["reply_to"] == "5"


NOT_INCLUDED = "(File not included. Change data exporting settings to download.)"


@pytest.mark.parametrize(
    ("told", "kind", "words"),
    [
        ({"photo": "photos/1.jpg"}, "media", "[photo: photos/1.jpg]"),
        (
            {"file": NOT_INCLUDED, "media_type": "video_file"},
            "media",
            "[video_file not in the export]",
        ),
        ({"type": "service", "action": "pin_message"}, "service", "[pin_message]"),
        ({}, "media", "[message]"),
    ],
)
def test_what_is_not_words_leaves_a_mark_that_is_no_message(
    read: Read, told: dict[str, Any], kind: str, words: str
) -> None:
    assert one(read, text="", **told)[2:] == (kind, words)


def test_a_photograph_with_a_caption_is_a_message_and_a_mark(read: Read) -> None:
    content, told, kind, words = one(read, photo="photos/1.jpg")

    assert (kind, words) == ("message", "Wir stehen am Platz.")
    assert told["media"] == "photos/1.jpg"
    assert content.text == "Wir stehen am Platz.\n[photo: photos/1.jpg]"


def test_a_poll_is_read_with_its_votes(read: Read) -> None:
    answers = [{"text": "Ja", "voters": 3}]
    poll = {"question": "Kommt ihr?", "closed": True, "answers": answers}
    _, told, kind, words = one(read, text="", poll=poll)

    assert (kind, words) == ("message", "Kommt ihr?\n- Ja: 3")
    assert told["poll"] == "closed"


def test_an_edit_and_a_deleted_account_are_told(read: Read) -> None:
    edited = {"edited": "2022-01-05T16:50:00", "edited_unixtime": "1641379800"}
    _, told, _, _ = one(read, **{"from": None}, **edited)

    assert told["edited"] == "2022-01-05T16:50:00+06:00"
    assert told["author_state"] == "deleted account"
    assert "author" not in told


def test_an_export_of_all_chats_is_read_chat_by_chat(read: Read) -> None:
    chats = [json.loads(export(message(), name=name)) for name in ("Eins", "Zwei")]
    content = read("result.json", json.dumps({"chats": {"list": chats}}))

    assert making.words_of(content, "heading") == ["Eins", "Zwei"]
    assert len(making.words_of(content, "message")) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('{"name": "x", "messages"', "damaged or cut off"),
        ('{"a": 1}', "no Telegram export"),
    ],
)
def test_other_json_is_said(read: Read, data: str, said: str) -> None:
    content = read("result.json", data)

    assert content.text == ""
    assert said in making.reasons(content)


def test_half_a_surrogate_pair_does_not_shift_offsets(read: Read) -> None:
    data = export(message(text="abc"), message(text="x")).replace("abc", "a\\ud83dc")
    content = read("result.json", data)

    assert making.words_of(content, "message") == ["a\ufffdc", "x"]


@pytest.mark.parametrize(
    ("local", "unix", "time"),
    [
        ("2022-01-05T15:50:00", "1641376200", "2022-01-05T15:50:00+06:00"),
        ("2022-01-05T09:50:00", "1641376200", "2022-01-05T09:50:00+00:00"),
        ("2022-01-05T15:50:00", None, "2022-01-05T15:50:00"),
        (None, "1641376200", "2022-01-05T09:50:00Z"),
        ("gestern", None, ""),
    ],
)
def test_the_offset_is_what_lies_between_both_times(
    local: str | None, unix: str | None, time: str
) -> None:
    assert moment(local, unix) == time
