-- Decisions about a statement of an older version of an article, which hold for the same
-- statement in another version too. The log itself names the statement that the person saw.
CREATE TABLE carried (
    decision  INTEGER NOT NULL REFERENCES decision (id),
    statement INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
    PRIMARY KEY (decision, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX carried_statement ON carried (statement);
