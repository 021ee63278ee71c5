-- Of a locked case only, where log.db itself is encrypted: what opens each file in
-- exhibits/. Deleting a row destroys the exhibit.
CREATE TABLE xkey (
  digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
  name TEXT NOT NULL UNIQUE,
  key BLOB NOT NULL CHECK (length(key) = 32),
  size INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
