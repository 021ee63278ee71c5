"""Markdown: unchanged text, every word of prose in a block."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from intake import making
from intake.conftest import Read
from qantar.intake.readers.markdown import find_blocks

TEXT = """\ufeff---
title: Bericht
---
# Bericht #

Wir standen [am Platz](https://example.org "Karte")
und warteten.

Zweiter Titel
-------------
> Er sagte,
> er wisse nichts.

- Punkt eins
  geht weiter
- Punkt zwei

1. Erstens

| Ort | Zahl |
|-----|------|
| Aqtau | 3 |

***
```
# kein Titel
```
[^1]: Eine Notiz.
"""


def test_text_stays_unchanged_and_blocks_have_their_roles(read: Read) -> None:
    content = read("a.md", TEXT)

    assert content.text == TEXT
    assert [(s.kind, making.words(content, s)) for s in content.segments] == [
        ("heading", "Bericht"),
        (
            "paragraph",
            'Wir standen [am Platz](https://example.org "Karte")\nund warteten.',
        ),
        ("link", "am Platz"),
        ("heading", "Zweiter Titel"),
        ("block_quote", "Er sagte,\n> er wisse nichts."),
        ("list_item", "Punkt eins\n  geht weiter"),
        ("list_item", "Punkt zwei"),
        ("list_item", "Erstens"),
        ("row", "Ort | Zahl"),
        ("row", "Aqtau | 3"),
        ("footnote", "Eine Notiz."),
    ]


@given(st.text(st.sampled_from("ab #->|*`~1.[]()^:=_\n\r\t"), max_size=80))
def test_blocks_are_in_order_and_never_empty_or_crossing(text: str) -> None:
    blocks = find_blocks(text)

    assert all(text[b.start : b.end].strip() for b in blocks)
    assert all(one.end <= two.start for one, two in itertools.pairwise(blocks))


@given(st.lists(st.text("abäж", min_size=1), min_size=1, max_size=5))
def test_no_paragraph_is_lost(paragraphs: list[str]) -> None:
    text = "\r\n\r\n".join(paragraphs)

    assert [text[b.start : b.end] for b in find_blocks(text)] == paragraphs
