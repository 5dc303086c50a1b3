-- What follows from a new statement goes to its place at the end of the transaction, together with
-- that of all others: its words into the full-text index, its edges into theirs.
ALTER TABLE unsearched RENAME TO pending;

-- Edges of what is pending are written once, when all its speakers and stances are there. Those
-- that are taken away or change go at once, as before.
DROP TRIGGER edge_speaker_insert;
CREATE TRIGGER edge_speaker_insert AFTER INSERT ON speaker
WHEN new.entity IS NOT NULL
 AND NOT EXISTS (SELECT 1 FROM pending WHERE statement = new.statement) BEGIN
    INSERT OR IGNORE INTO edge
    SELECT c.id, s.id, new.n, x.n, new.entity, x.target, x.label, x.confidence, s.date, s.utterance, s.article
      FROM statement s
      JOIN stance o ON o.statement = s.id
      JOIN entity c ON c.id = o.target AND c.class <> 'actor'
      JOIN stance x ON x.statement = s.id
      JOIN entity t ON t.id = x.target AND (x.n = o.n OR t.class <> c.class)
     WHERE s.id = new.statement;
END;
DROP TRIGGER edge_stance_insert;
CREATE TRIGGER edge_stance_insert AFTER INSERT ON stance
WHEN NOT EXISTS (SELECT 1 FROM pending WHERE statement = new.statement) BEGIN
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

-- The same conditions in a form for which SQLite builds no list anew with every row.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql,
    'CHECK (class IN (''actor'', ''topic'', ''agreement''))',
    'CHECK (class = ''actor'' OR class = ''topic'' OR class = ''agreement'')')
 WHERE name = 'entity';
UPDATE sqlite_schema SET sql = replace(sql,
    'CHECK (kind IN
                    (''person'', ''state'', ''body'', ''organisation'', ''outlet'', ''unknown'', ''topic'', ''agreement''))',
    'CHECK (kind = ''person'' OR kind = ''state'' OR kind = ''body'' OR kind = ''organisation'' OR
                           kind = ''outlet'' OR kind = ''unknown'' OR kind = ''topic'' OR kind = ''agreement'')')
 WHERE name = 'entity';
UPDATE sqlite_schema SET sql = replace(sql,
    'CHECK (standing IN (''machine'', ''accepted'', ''corrected'', ''rejected''))',
    'CHECK (standing = ''machine'' OR standing = ''accepted'' OR standing = ''corrected'' OR standing = ''rejected'')')
 WHERE name = 'statement';
UPDATE sqlite_schema SET sql = replace(sql,
    'CHECK (kind IN (''direct'', ''indirect'', ''mixed''))',
    'CHECK (kind = ''direct'' OR kind = ''indirect'' OR kind = ''mixed'')')
 WHERE name = 'statement';
UPDATE sqlite_schema SET sql = replace(sql,
    'CHECK (label IN (''support'', ''oppose'', ''conditional'', ''neutral''))',
    'CHECK (label = ''support'' OR label = ''oppose'' OR label = ''conditional'' OR label = ''neutral'')')
 WHERE name = 'stance';
PRAGMA writable_schema = RESET;
