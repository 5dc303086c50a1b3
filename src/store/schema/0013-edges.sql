-- The stance edges of each topic and agreement in one place, so that its graph is one range of one
-- table, in the order of the statements. All of it follows from `statement`, `speaker`, `stance`
-- and `entity`; the triggers keep it true to them, whichever way these change.
CREATE TABLE edge (
    -- The topic or agreement that the statement is on.
    subject    INTEGER NOT NULL,
    statement  INTEGER NOT NULL,
    -- Which of the statement's speakers, of those who are identified, and which of its stances:
    -- the one toward the subject, and those toward what is of another class. A topic brings the
    -- agreements that are named along with it, and no other topics.
    speaker_n  INTEGER NOT NULL,
    stance_n   INTEGER NOT NULL,
    speaker    INTEGER NOT NULL,
    target     INTEGER NOT NULL,
    label      TEXT NOT NULL,
    confidence REAL,
    date       TEXT,
    utterance  INTEGER NOT NULL,
    article    INTEGER NOT NULL,
    PRIMARY KEY (subject, statement, speaker_n, stance_n)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO edge
SELECT c.id, s.id, p.n, x.n, p.entity, x.target, x.label, x.confidence, s.date, s.utterance, s.article
  FROM statement s
  JOIN speaker p ON p.statement = s.id AND p.entity IS NOT NULL
  JOIN stance o ON o.statement = s.id
  JOIN entity c ON c.id = o.target AND c.class <> 'actor'
  JOIN stance x ON x.statement = s.id
  JOIN entity t ON t.id = x.target AND (x.n = o.n OR t.class <> c.class)
 ORDER BY 1, 2, 3, 4;

CREATE TRIGGER edge_speaker_insert AFTER INSERT ON speaker WHEN new.entity IS NOT NULL BEGIN
    INSERT OR IGNORE INTO edge
    SELECT c.id, s.id, new.n, x.n, new.entity, x.target, x.label, x.confidence, s.date, s.utterance, s.article
      FROM statement s
      JOIN stance o ON o.statement = s.id
      JOIN entity c ON c.id = o.target AND c.class <> 'actor'
      JOIN stance x ON x.statement = s.id
      JOIN entity t ON t.id = x.target AND (x.n = o.n OR t.class <> c.class)
     WHERE s.id = new.statement;
END;
CREATE TRIGGER edge_speaker_delete AFTER DELETE ON speaker WHEN old.entity IS NOT NULL BEGIN
    DELETE FROM edge
     WHERE subject IN (SELECT target FROM stance WHERE statement = old.statement)
       AND statement = old.statement AND speaker_n = old.n;
END;
CREATE TRIGGER edge_speaker_update AFTER UPDATE OF entity ON speaker
WHEN old.entity IS NOT new.entity BEGIN
    DELETE FROM edge
     WHERE subject IN (SELECT target FROM stance WHERE statement = old.statement)
       AND statement = old.statement AND speaker_n = old.n;
    INSERT OR IGNORE INTO edge
    SELECT c.id, s.id, new.n, x.n, new.entity, x.target, x.label, x.confidence, s.date, s.utterance, s.article
      FROM statement s
      JOIN stance o ON o.statement = s.id
      JOIN entity c ON c.id = o.target AND c.class <> 'actor'
      JOIN stance x ON x.statement = s.id
      JOIN entity t ON t.id = x.target AND (x.n = o.n OR t.class <> c.class)
     WHERE s.id = new.statement AND new.entity IS NOT NULL;
END;

CREATE TRIGGER edge_stance_insert AFTER INSERT ON stance BEGIN
    INSERT OR IGNORE INTO edge
    SELECT c.id, s.id, p.n, x.n, p.entity, x.target, x.label, x.confidence, s.date, s.utterance, s.article
      FROM statement s
      JOIN speaker p ON p.statement = s.id AND p.entity IS NOT NULL
      JOIN stance o ON o.statement = s.id
      JOIN entity c ON c.id = o.target AND c.class <> 'actor'
      JOIN stance x ON x.statement = s.id
      JOIN entity t ON t.id = x.target AND (x.n = o.n OR t.class <> c.class)
     WHERE s.id = new.statement AND new.n IN (o.n, x.n);
END;
CREATE TRIGGER edge_stance_delete AFTER DELETE ON stance BEGIN
    DELETE FROM edge WHERE subject = old.target AND statement = old.statement;
    DELETE FROM edge
     WHERE subject IN (SELECT target FROM stance WHERE statement = old.statement)
       AND statement = old.statement AND stance_n = old.n;
END;
CREATE TRIGGER edge_stance_update AFTER UPDATE OF label, confidence ON stance BEGIN
    UPDATE edge SET label = new.label, confidence = new.confidence
     WHERE subject IN (SELECT target FROM stance WHERE statement = new.statement)
       AND statement = new.statement AND stance_n = new.n;
END;

CREATE TRIGGER edge_statement_update AFTER UPDATE OF date, utterance ON statement
WHEN old.date IS NOT new.date OR old.utterance <> new.utterance BEGIN
    UPDATE edge SET date = new.date, utterance = new.utterance
     WHERE subject IN (SELECT target FROM stance WHERE statement = new.id)
       AND statement = new.id;
END;
