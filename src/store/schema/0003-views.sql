-- The public interface, documented in docs/schema.md. Rejected statements are left out, and
-- merged names appear under the name that stayed.

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
 WHERE s.standing <> 'rejected';

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
 WHERE s.standing <> 'rejected';
