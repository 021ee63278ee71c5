-- Tables of log.db, version 2. Nobody else reads this file: copies of a case exchange
-- bundles. So these tables may change with a migration; heads and bodies may not.

CREATE TABLE meta (
  k TEXT PRIMARY KEY,
  v TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was signed, as it was signed. dev, seq, prev and t repeat what the head says, so
-- that they can be looked up; `qantar verify` compares them.
-- `standing` is what follows from membership (1 counts, 0 in quarantine) and is
-- computed anew whenever membership changes.
CREATE TABLE entry (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
  dev BLOB NOT NULL CHECK (length(dev) = 32),
  seq INTEGER NOT NULL CHECK (seq >= 0),
  prev BLOB REFERENCES entry (id),
  t INTEGER,
  head BLOB NOT NULL,
  sig BLOB NOT NULL CHECK (length(sig) = 64),
  standing INTEGER NOT NULL,
  UNIQUE (dev, seq, id),
  CHECK ((prev IS NULL) = (seq = 0))
) STRICT;

CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END;

CREATE TRIGGER entry_is_never_changed
BEFORE UPDATE OF n, id, dev, seq, prev, t, head, sig ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;

-- Bodies can go, entries cannot. kind repeats what the bytes say.
CREATE TABLE body (
  n INTEGER PRIMARY KEY REFERENCES entry (n),
  kind TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

-- Links across chains; a parent may be unknown here.
CREATE TABLE seen (
  child INTEGER NOT NULL REFERENCES entry (n),
  parent BLOB NOT NULL,
  PRIMARY KEY (child, parent)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_parent ON seen (parent);

-- Entries that no entry of the same device follows: one for each chain and branch.
CREATE TABLE tip (
  id BLOB PRIMARY KEY REFERENCES entry (id),
  dev BLOB NOT NULL,
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Entries that wait for the one before. The index is what keeps a flood of them linear.
CREATE TABLE pending (
  k INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  need BLOB NOT NULL,
  dev BLOB NOT NULL,
  head BLOB NOT NULL,
  sig BLOB NOT NULL,
  body BLOB
) STRICT;
CREATE INDEX pending_need ON pending (need);
CREATE INDEX pending_dev ON pending (dev, k);

-- Whose device it is; computed from the acts of membership, as `standing` is.
CREATE TABLE device (
  dev BLOB PRIMARY KEY,
  member TEXT NOT NULL,
  role TEXT NOT NULL,
  cut INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE exhibit (
  digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
  size INTEGER NOT NULL,
  media TEXT NOT NULL,
  n INTEGER NOT NULL REFERENCES entry (n)
) STRICT, WITHOUT ROWID;

-- Of this copy alone; never in an entry, never in a bundle.
CREATE TABLE tomb (id BLOB PRIMARY KEY, "by" BLOB NOT NULL) STRICT, WITHOUT ROWID;
-- Files of forgotten exhibits that are still to be removed.
CREATE TABLE erase (digest BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE peer (dev BLOB PRIMARY KEY, frontier TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE reject (k INTEGER PRIMARY KEY, id BLOB NOT NULL, why TEXT NOT NULL) STRICT;
CREATE TABLE local (k TEXT PRIMARY KEY, v TEXT NOT NULL) STRICT, WITHOUT ROWID;
