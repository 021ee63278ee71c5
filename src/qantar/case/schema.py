"""The tables of the views file. It is disposable: deleting it loses nothing.

Everything in it is a pure function of the ledger, the exhibits and the readers'
versions. ``json`` columns hold vocabulary values as msgspec writes them.

A statement's ``json`` is what the reader read, ``judged`` what people made of it,
``linked`` that with its links. ``made`` is 1 where no reader but a person found it.
An exhibit's ``total``, ``decided`` and ``open`` count its statements, for lists.
"""

__all__ = [
    "COUNTED",
    "FINDING_TABLES",
    "REMEMBERED",
    "ROWS_PER_EXHIBIT",
    "SCHEMA",
    "SEARCHED_KINDS",
    "VERSION",
]

VERSION = 6
"""Raised whenever a table changes; a file of another version is rebuilt."""

REMEMBERED = "remembered"
"""Key of what weighing concluded in the last run, so that the next asks only what is new.
It names statements and figures: whatever removes findings removes it."""

FINDING_TABLES = (
    "person",
    "grp",
    "place",
    "event",
    "origin",
    "question",
    "contradiction",
    "register",
    "connectivity",
    "ownership",
)
"""Tables that linking and weighing replace as a whole: ``id``, ``n``, ``json``, a name
or verdict to find it by, and how many mentions or answers it has."""

COUNTED = frozenset(("exhibit", "statement", "mention", "reading", *FINDING_TABLES))

ROWS_PER_EXHIBIT = 1 << 20
"""Row ids of full-text search that belong to one exhibit, so that its rows can be
replaced without looking at all others."""

SEARCHED_KINDS = frozenset(
    [
        "title",
        "heading",
        "paragraph",
        "lead",
        "question",
        "answer",
        "block_quote",
        "display_quote",
        "caption",
        "footnote",
        "list_item",
        "message",
        "forwarded",
        "reply",
        "row",
        "attribution_line",
    ]
)
"""Passage kinds that full-text search looks into; nested kinds would find twice."""

SCHEMA = """
CREATE TABLE meta(k TEXT PRIMARY KEY, v TEXT NOT NULL) STRICT;
CREATE TABLE exhibit(
  row INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, n INTEGER NOT NULL,
  size INTEGER NOT NULL,
  file TEXT NOT NULL, provenance TEXT NOT NULL, told TEXT NOT NULL,
  fresh TEXT NOT NULL, media_type TEXT NOT NULL, unread TEXT NOT NULL,
  total INTEGER NOT NULL DEFAULT 0, decided INTEGER NOT NULL DEFAULT 0,
  open INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX exhibit_order ON exhibit(n);
CREATE TABLE reading(
  digest TEXT PRIMARY KEY, reader TEXT NOT NULL, fresh TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE TABLE statement(
  id TEXT PRIMARY KEY, exhibit TEXT NOT NULL, n INTEGER NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, earliest TEXT, latest TEXT,
  event_type TEXT NOT NULL, json TEXT NOT NULL, linked TEXT,
  judged TEXT, made INTEGER NOT NULL DEFAULT 0,
  review TEXT NOT NULL DEFAULT 'suggested', open INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX statement_exhibit ON statement(exhibit, start);
CREATE INDEX statement_review ON statement(exhibit, review, open);
CREATE INDEX statement_time ON statement(
  (earliest IS NULL AND latest IS NULL), coalesce(earliest, latest), latest, id,
  review
);
CREATE INDEX statement_kind ON statement(event_type);
CREATE TABLE mention(
  id TEXT PRIMARY KEY, exhibit TEXT NOT NULL, type TEXT NOT NULL,
  json TEXT NOT NULL, canonical TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX mention_exhibit ON mention(exhibit);
CREATE INDEX mention_canonical ON mention(canonical) WHERE canonical != '';
CREATE TABLE spelling(
  key TEXT NOT NULL, entity TEXT NOT NULL, kind TEXT NOT NULL,
  PRIMARY KEY(key, entity)
) STRICT;
CREATE TABLE act(
  entry TEXT PRIMARY KEY, n INTEGER NOT NULL, what TEXT NOT NULL,
  device TEXT NOT NULL, member TEXT NOT NULL, keeper INTEGER NOT NULL, t INTEGER,
  exhibit TEXT NOT NULL, batch TEXT NOT NULL, pair TEXT NOT NULL,
  live INTEGER NOT NULL, linked INTEGER NOT NULL DEFAULT 0, json TEXT NOT NULL
) STRICT;
CREATE INDEX act_new ON act(entry) WHERE live != linked;
CREATE INDEX act_order ON act(n);
CREATE INDEX act_pair ON act(pair) WHERE pair != '';
CREATE TABLE pair(
  id TEXT PRIMARY KEY, n INTEGER NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL,
  reasons TEXT NOT NULL
) STRICT;
CREATE INDEX act_batch ON act(batch) WHERE batch != '';
CREATE TABLE superseding(
  entry TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY(entry, target)
) STRICT;
CREATE TABLE decision(
  id TEXT PRIMARY KEY, entry TEXT NOT NULL, exhibit TEXT NOT NULL,
  target TEXT NOT NULL, kind TEXT NOT NULL, json TEXT NOT NULL
) STRICT;
CREATE INDEX decision_entry ON decision(entry);
CREATE INDEX decision_exhibit ON decision(exhibit);
CREATE INDEX decision_target ON decision(target);
CREATE TABLE contradicting(
  statement TEXT NOT NULL, contradiction TEXT NOT NULL,
  PRIMARY KEY(statement, contradiction)
) STRICT;
CREATE TABLE origin_of(statement TEXT PRIMARY KEY, origin TEXT NOT NULL) STRICT;
CREATE TABLE page(
  folder TEXT NOT NULL, path TEXT NOT NULL, key TEXT NOT NULL,
  size INTEGER NOT NULL, time INTEGER NOT NULL, PRIMARY KEY(folder, path)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE passage_text USING fts5(
  body, exhibit UNINDEXED, start UNINDEXED, end UNINDEXED,
  tokenize = "unicode61 remove_diacritics 2"
);
""" + "".join(
    f"CREATE TABLE {name}(id TEXT PRIMARY KEY, n INTEGER NOT NULL,"
    " json TEXT NOT NULL, label TEXT NOT NULL, weight INTEGER NOT NULL) STRICT;\n"
    f"CREATE INDEX {name}_label ON {name}(label);\n"
    f"CREATE INDEX {name}_weight ON {name}(weight DESC, label, id);\n"
    for name in FINDING_TABLES
)
