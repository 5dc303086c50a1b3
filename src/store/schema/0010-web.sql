-- What was read from the web, and by what a site tells whether it has changed since.
CREATE TABLE web (
    url           TEXT PRIMARY KEY,
    etag          TEXT,
    last_modified TEXT,
    -- When it was last read or found unchanged, in UTC.
    at            TEXT NOT NULL
) STRICT, WITHOUT ROWID;
