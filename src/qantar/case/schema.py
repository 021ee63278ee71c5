"""The tables of the views file. It is disposable: deleting it loses nothing.

Everything in it is a pure function of the ledger, the exhibits and the readers'
versions. ``json`` columns hold vocabulary values as msgspec writes them.
"""

__all__ = ["FINDING_TABLES", "SCHEMA", "VERSION"]

VERSION = 3
"""Raised whenever a table changes; a file of another version is rebuilt."""

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
"""Tables that linking and weighing replace as a whole: ``id``, ``n``, ``json``."""

SCHEMA = """
CREATE TABLE meta(k TEXT PRIMARY KEY, v TEXT NOT NULL) STRICT;
CREATE TABLE exhibit(
  row INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, n INTEGER NOT NULL,
  size INTEGER NOT NULL,
  file TEXT NOT NULL, provenance TEXT NOT NULL, told TEXT NOT NULL,
  fresh TEXT NOT NULL
) STRICT;
CREATE TABLE reading(
  digest TEXT PRIMARY KEY, reader TEXT NOT NULL, fresh TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;
CREATE TABLE statement(
  id TEXT PRIMARY KEY, exhibit TEXT NOT NULL, n INTEGER NOT NULL,
  start INTEGER NOT NULL, earliest TEXT, latest TEXT,
  event_type TEXT NOT NULL, json TEXT NOT NULL, linked TEXT
) STRICT;
CREATE INDEX statement_exhibit ON statement(exhibit, start);
CREATE INDEX statement_time ON statement(earliest, latest, id);
CREATE TABLE mention(
  id TEXT PRIMARY KEY, exhibit TEXT NOT NULL, type TEXT NOT NULL,
  json TEXT NOT NULL, canonical TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX mention_exhibit ON mention(exhibit);
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
    " json TEXT NOT NULL) STRICT;\n"
    for name in FINDING_TABLES
)
