-- The record: articles, who is named in them, what they said, and what people decided.
--
-- Every offset counts Unicode code points of article.text, end exclusive, as SQLite's
-- substr(), Python, DuckDB and the interchange form count them. Spans are JSON arrays of
-- [start, end] pairs, since a source or a content may have several pieces.

-- One extraction pass: which engine, of which version, with which data.
CREATE TABLE run (
    id          INTEGER PRIMARY KEY,
    engine      TEXT NOT NULL,
    version     TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    UNIQUE (engine, version, fingerprint)
) STRICT;

-- Whatever has a name. Names are unique within their class: the topic `trade` and a
-- company called Trade are two.
CREATE TABLE entity (
    id          INTEGER PRIMARY KEY,
    class       TEXT NOT NULL CHECK (class IN ('actor', 'topic', 'agreement')),
    kind        TEXT NOT NULL CHECK (kind IN
                    ('person', 'state', 'body', 'organisation', 'outlet', 'unknown', 'topic', 'agreement')),
    name        TEXT NOT NULL,
    label       TEXT NOT NULL,
    qid         TEXT,
    -- Set when a person decided that this name means another entity; nothing is rewritten,
    -- so that the decision can be undone.
    merged_into INTEGER REFERENCES entity (id),
    UNIQUE (class, name)
) STRICT;
CREATE INDEX entity_merged ON entity (merged_into) WHERE merged_into IS NOT NULL;

-- Every name under which an entity is found, its own included. `norm` is the name folded
-- for look-up: lower case, without diacritics and punctuation.
CREATE TABLE alias (
    norm   TEXT NOT NULL,
    entity INTEGER NOT NULL REFERENCES entity (id),
    name   TEXT NOT NULL,
    PRIMARY KEY (norm, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_entity ON alias (entity);

-- Offices and when they were held, both ends included.
CREATE TABLE role (
    entity INTEGER NOT NULL REFERENCES entity (id),
    title  TEXT NOT NULL,
    start  TEXT,
    "end"  TEXT
) STRICT;
CREATE INDEX role_entity ON role (entity, start);

CREATE TABLE topic (
    entity  INTEGER PRIMARY KEY REFERENCES entity (id),
    iptc    TEXT,
    broader TEXT
) STRICT;

CREATE TABLE agreement (
    entity   INTEGER PRIMARY KEY REFERENCES entity (id),
    signed   TEXT,
    in_force TEXT,
    ended    TEXT
) STRICT;

-- Who is party to an agreement.
CREATE TABLE party (
    agreement INTEGER NOT NULL REFERENCES entity (id),
    actor     INTEGER NOT NULL REFERENCES entity (id),
    PRIMARY KEY (agreement, actor)
) STRICT, WITHOUT ROWID;

-- Which topics an agreement is about.
CREATE TABLE about (
    agreement INTEGER NOT NULL REFERENCES entity (id),
    topic     INTEGER NOT NULL REFERENCES entity (id),
    PRIMARY KEY (agreement, topic)
) STRICT, WITHOUT ROWID;

-- One published text. The same text is one article, whatever its name: `sha256` is its identity.
-- Numbers of articles and statements are never used twice, so that a report may quote them.
CREATE TABLE article (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    name            TEXT NOT NULL,
    title           TEXT,
    outlet          INTEGER REFERENCES entity (id),
    url             TEXT,
    published       TEXT,
    published_basis TEXT,
    dateline_place  TEXT,
    lang            TEXT,
    sha256          TEXT NOT NULL UNIQUE,
    source_sha256   TEXT NOT NULL,
    run             INTEGER NOT NULL REFERENCES run (id),
    text            TEXT NOT NULL
) STRICT;
CREATE INDEX article_published ON article (published);
CREATE INDEX article_outlet ON article (outlet);
-- All by which an article is called, so that looking for one does not read the texts.
CREATE INDEX article_called ON article (name, url, title);

-- What extraction could not do.
CREATE TABLE diagnostic (
    article INTEGER NOT NULL REFERENCES article (id),
    code    TEXT NOT NULL,
    message TEXT NOT NULL
) STRICT;
CREATE INDEX diagnostic_article ON diagnostic (article);

-- What was said once; one or many statements report it.
CREATE TABLE utterance (
    id INTEGER PRIMARY KEY
) STRICT;

-- The unit of record.
CREATE TABLE statement (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    article    INTEGER NOT NULL REFERENCES article (id),
    run        INTEGER NOT NULL REFERENCES run (id),
    utterance  INTEGER NOT NULL REFERENCES utterance (id),
    -- What people decided about it; `machine` where nobody has.
    standing   TEXT NOT NULL DEFAULT 'machine'
                   CHECK (standing IN ('machine', 'accepted', 'corrected', 'rejected')),
    kind       TEXT NOT NULL CHECK (kind IN ('direct', 'indirect', 'mixed')),
    -- The day it was said where the text tells, else the day the article was published.
    date       TEXT,
    said_on    TEXT,
    -- The article's outlet, repeated here so that "one outlet, newest first" is one index range.
    outlet     INTEGER REFERENCES entity (id),
    -- The smallest span over the content.
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL CHECK ("end" > start),
    source     TEXT NOT NULL CHECK (json_valid(source)),
    cue        TEXT NOT NULL CHECK (json_valid(cue)),
    content    TEXT NOT NULL CHECK (json_valid(content)),
    -- The content's words, exactly as they stand; ' […] ' stands between two pieces.
    words      TEXT NOT NULL,
    addressee  TEXT,
    rule       TEXT NOT NULL,
    confidence REAL
) STRICT;
CREATE INDEX statement_article ON statement (article, start);
CREATE INDEX statement_date ON statement (date);
CREATE INDEX statement_outlet ON statement (outlet, date);
CREATE INDEX statement_utterance ON statement (utterance);
CREATE INDEX statement_rejected ON statement (id) WHERE standing = 'rejected';

-- Who speaks in a statement, in order. `entity` is empty where the text does not decide who
-- it is: a description ("a senior official") or a name with several `candidates`.
CREATE TABLE speaker (
    statement  INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
    n          INTEGER NOT NULL,
    entity     INTEGER REFERENCES entity (id),
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    role       TEXT,
    basis      TEXT NOT NULL,
    candidates TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(candidates)),
    confidence REAL,
    -- The statement's date, repeated for the same reason.
    date       TEXT,
    PRIMARY KEY (statement, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX speaker_entity ON speaker (entity, date);

-- The speakers' position toward one target.
CREATE TABLE stance (
    statement  INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
    n          INTEGER NOT NULL,
    target     INTEGER NOT NULL REFERENCES entity (id),
    label      TEXT NOT NULL CHECK (label IN ('support', 'oppose', 'conditional', 'neutral')),
    evidence   TEXT NOT NULL CHECK (json_valid(evidence)),
    condition  TEXT NOT NULL CHECK (json_valid(condition)),
    basis      TEXT NOT NULL,
    confidence REAL,
    -- The statement's date, repeated for the same reason.
    date       TEXT,
    PRIMARY KEY (statement, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX stance_target ON stance (target, date, label);
-- For counting positions.
CREATE INDEX stance_label ON stance (target, label);

-- What a person decided. Append-only: a change of mind is another decision.
CREATE TABLE decision (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    verdict   TEXT NOT NULL,
    statement INTEGER REFERENCES statement (id),
    field     TEXT,
    value     TEXT,
    name      TEXT,
    other     TEXT,
    by        TEXT NOT NULL,
    at        TEXT NOT NULL,
    note      TEXT
) STRICT;
CREATE INDEX decision_statement ON decision (statement) WHERE statement IS NOT NULL;
CREATE INDEX decision_name ON decision (name) WHERE name IS NOT NULL;
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_remains BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
