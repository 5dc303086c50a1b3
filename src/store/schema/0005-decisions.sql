-- Decisions that can be taken back, and names that spelling alone brought together.

-- A decision may take back another (`undoes`). It names its statement by number alone: a later
-- pass may drop a statement whose decisions were all taken back, and the log stays whole.
CREATE TABLE decision_log (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    verdict   TEXT NOT NULL,
    statement INTEGER,
    field     TEXT,
    value     TEXT,
    name      TEXT,
    other     TEXT,
    by        TEXT NOT NULL,
    at        TEXT NOT NULL,
    note      TEXT,
    undoes    INTEGER REFERENCES decision_log (id)
) STRICT;
INSERT INTO decision_log SELECT *, NULL FROM decision;
DROP TABLE decision;
ALTER TABLE decision_log RENAME TO decision;
CREATE INDEX decision_statement ON decision (statement) WHERE statement IS NOT NULL;
CREATE INDEX decision_name ON decision (name) WHERE name IS NOT NULL;
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_remains BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;

-- Which decisions are taken back. It follows from the log, and is kept so that no question
-- has to walk the log.
CREATE TABLE undone (
    decision INTEGER PRIMARY KEY REFERENCES decision (id),
    undoes   INTEGER NOT NULL REFERENCES decision (id)
) STRICT;

-- A statement as it was before anybody decided about it: rows of `speaker` and `stance` as
-- JSON objects of their columns. What is shown is this with the decisions in force on top.
CREATE TABLE found (
    statement INTEGER PRIMARY KEY REFERENCES statement (id) ON DELETE CASCADE,
    kind      TEXT NOT NULL,
    standing  TEXT NOT NULL,
    speakers  TEXT NOT NULL CHECK (json_valid(speakers)),
    stances   TEXT NOT NULL CHECK (json_valid(stances))
) STRICT;

-- An alias that a person took away from an entity.
CREATE TABLE struck_alias (
    norm   TEXT NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity (id),
    name   TEXT NOT NULL,
    PRIMARY KEY (norm, entity)
) STRICT, WITHOUT ROWID;

-- A name that is another spelling of the entity `of`: the reason in words.
CREATE TABLE variant (
    entity INTEGER PRIMARY KEY REFERENCES entity (id),
    of     INTEGER NOT NULL REFERENCES entity (id),
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX variant_of ON variant (of);

-- Names by the form that all their spellings share, to find variants without reading all names.
CREATE TABLE spelling (
    form   TEXT NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity (id),
    PRIMARY KEY (form, entity)
) STRICT, WITHOUT ROWID;
