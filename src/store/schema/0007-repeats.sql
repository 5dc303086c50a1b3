-- Articles that repeat another: copies that other outlets publish, and newer versions.

-- An article that is nearly the text of one that was there before: syndicated, cut or slightly
-- corrected. `of` is never a copy itself. `similarity` is the share of the shorter text's
-- sequences of five words that the longer one has too.
CREATE TABLE copy (
    article    INTEGER PRIMARY KEY REFERENCES article (id),
    of         INTEGER NOT NULL REFERENCES article (id),
    similarity REAL NOT NULL
) STRICT;
CREATE INDEX copy_of ON copy (of);

-- A version of an article (the same address, another text) that a newer one replaced. `by` is
-- always the newest. It and what people decided about it stay; questions pass it over.
CREATE TABLE superseded (
    article INTEGER PRIMARY KEY REFERENCES article (id),
    by      INTEGER NOT NULL REFERENCES article (id)
) STRICT;
CREATE INDEX superseded_by ON superseded (by);
CREATE INDEX article_url ON article (url) WHERE url IS NOT NULL;

-- The statements of superseded articles, so that questions need not look at articles.
CREATE TABLE outdated (
    statement INTEGER PRIMARY KEY REFERENCES statement (id) ON DELETE CASCADE
) STRICT;

-- Where texts that are alike meet: hashes of bands of their MinHash signatures. Copies have
-- none; who is like a copy is like what it was copied from.
CREATE TABLE likeness (
    band    INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (id),
    PRIMARY KEY (band, article)
) STRICT, WITHOUT ROWID;

DROP VIEW said;
DROP VIEW stance_edge;

-- The views as they were, without what is outdated.

-- One row a statement and speaker: a joint statement has a row for each of its speakers, a
-- statement whose text names nobody has one row with an empty speaker.
CREATE VIEW said AS
SELECT s.id                                AS statement,
       s.utterance                         AS utterance,
       s.article                           AS article,
       s.date                              AS date,
       s.said_on                           AS said_on,
       a.published                         AS published,
       COALESCE(m.name, e.name, p.name)    AS speaker,
       COALESCE(m.kind, e.kind, p.kind)    AS speaker_kind,
       p.entity IS NOT NULL                AS identified,
       COALESCE(p.role, (SELECT r.title FROM role r
                          WHERE r.entity = COALESCE(m.id, e.id)
                            AND (r.start IS NULL OR r.start <= s.date)
                            AND (r."end" IS NULL OR r."end" >= s.date)
                          ORDER BY r.start DESC LIMIT 1))
                                           AS role,
       p.basis                             AS basis,
       p.candidates                        AS candidates,
       p.confidence                        AS speaker_confidence,
       s.kind                              AS kind,
       s.words                             AS words,
       s.start                             AS start,
       s."end"                             AS "end",
       s.source                            AS source,
       s.cue                               AS cue,
       s.content                           AS content,
       s.addressee                         AS addressee,
       s.standing                          AS standing,
       s.confidence                        AS confidence,
       o.name                              AS outlet,
       a.title                             AS title,
       a.url                               AS url,
       a.name                              AS article_name
  FROM statement s
  JOIN article a ON a.id = s.article
  LEFT JOIN speaker p ON p.statement = s.id
  LEFT JOIN entity e ON e.id = p.entity
  LEFT JOIN entity m ON m.id = e.merged_into
  LEFT JOIN entity o ON o.id = a.outlet
 WHERE s.standing <> 'rejected'
   AND s.id NOT IN (SELECT statement FROM outdated);

-- One row a statement, speaker and target: who took which position toward what.
CREATE VIEW stance_edge AS
SELECT s.id                                AS statement,
       s.utterance                         AS utterance,
       s.article                           AS article,
       s.date                              AS date,
       COALESCE(m.name, e.name, p.name)    AS speaker,
       COALESCE(m.kind, e.kind, p.kind)    AS speaker_kind,
       p.entity IS NOT NULL                AS identified,
       COALESCE(tm.name, t.name)           AS target,
       t.class                             AS target_kind,
       COALESCE(tm.label, t.label)         AS target_label,
       x.label                             AS label,
       (SELECT group_concat(substr(a.text, (j.value ->> 0) + 1, (j.value ->> 1) - (j.value ->> 0)), ' […] ')
          FROM json_each(x.condition) j)   AS condition,
       x.evidence                          AS evidence,
       x.basis                             AS basis,
       x.confidence                        AS confidence
  FROM stance x
  JOIN statement s ON s.id = x.statement
  JOIN article a ON a.id = s.article
  JOIN speaker p ON p.statement = s.id
  JOIN entity t ON t.id = x.target
  LEFT JOIN entity tm ON tm.id = t.merged_into
  LEFT JOIN entity e ON e.id = p.entity
  LEFT JOIN entity m ON m.id = e.merged_into
 WHERE s.standing <> 'rejected'
   AND s.id NOT IN (SELECT statement FROM outdated);
