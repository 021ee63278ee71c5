"""What the texts of a case declare of names: alias, née, pseudonym."""

from collections.abc import Iterator

from qantar import linking
from qantar.case.texts import TextStore
from qantar.case.views import Views, decode
from qantar.text.name_kinds import telling_words
from qantar.vocabulary.mention import Mention

__all__ = ["declared_names"]


def declared_names(views: Views, texts: TextStore) -> Iterator[linking.Declared]:
    """Declarations of every exhibit in which a telling word stands; others are not read."""
    words = (
        f'"{word.rstrip("*")}"' + (" *" if word.endswith("*") else "")
        for word in telling_words()
    )
    exhibits = views.db.execute(
        "SELECT DISTINCT exhibit FROM passage_text WHERE passage_text MATCH ?"
        " ORDER BY exhibit",
        (" OR ".join(words),),
    ).fetchall()
    for (digest,) in exhibits:
        content = texts.get(digest)
        if content is None:
            continue
        mentions = views.db.execute(
            "SELECT json FROM mention WHERE exhibit = ? ORDER BY rowid", (digest,)
        )
        named = (decode(row[0], Mention) for row in mentions)
        yield from linking.declared_names(named, content.text)
