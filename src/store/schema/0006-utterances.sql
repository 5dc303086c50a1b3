-- How each statement is worded, in small, so that retellings in other articles are found
-- without reading texts. One range of this table holds all that the same speakers said within
-- some days.
CREATE TABLE wording (
    -- The speakers' numbers, ascending, with commas; empty where somebody is not identified.
    speakers  TEXT NOT NULL,
    -- The statement's date; empty where there is none.
    date      TEXT NOT NULL,
    statement INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
    -- The first statement of the article that reports the same utterance.
    root      INTEGER NOT NULL,
    -- Four bytes a word; see src/wording.rs.
    words     BLOB NOT NULL,
    PRIMARY KEY (speakers, date, statement)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX wording_statement ON wording (statement);

-- Whose words a statement is reported in: the statement of the same article that tells it, and
-- how many tell it in turn. At depth 0 the article's outlet reports the speaker itself.
ALTER TABLE statement ADD COLUMN within INTEGER;
ALTER TABLE statement ADD COLUMN depth INTEGER NOT NULL DEFAULT 0;

-- One row a statement that somebody else than the article's outlet tells.
CREATE VIEW chain AS
SELECT s.id     AS statement,
       s.depth  AS depth,
       s.within AS within,
       (SELECT group_concat(name, '; ')
          FROM (SELECT COALESCE(m.name, e.name, p.name) AS name
                  FROM speaker p
                  LEFT JOIN entity e ON e.id = p.entity
                  LEFT JOIN entity m ON m.id = e.merged_into
                 WHERE p.statement = s.within
                 ORDER BY p.n))
                AS told_by
  FROM statement s
 WHERE s.depth > 0 AND s.standing <> 'rejected';
