-- The words of new statements go into the full-text index at the end of their transaction, all
-- together: the index writes what it has gathered whenever a trigger of another table fires, and
-- one small piece a statement would have to be merged again and again.
CREATE TABLE unsearched (
    -- A statement whose words the index does not have; none outside a transaction.
    statement INTEGER PRIMARY KEY
) STRICT;

DROP TRIGGER statement_words_insert;
CREATE TRIGGER statement_words_insert AFTER INSERT ON statement BEGIN
    INSERT INTO unsearched (statement) VALUES (new.id);
END;

DROP TRIGGER statement_words_delete;
CREATE TRIGGER statement_words_delete AFTER DELETE ON statement BEGIN
    INSERT INTO statement_words (statement_words, rowid, words)
    SELECT 'delete', old.id, old.words
     WHERE old.id NOT IN (SELECT statement FROM unsearched);
    DELETE FROM unsearched WHERE statement = old.id;
END;

DROP TRIGGER statement_words_update;
CREATE TRIGGER statement_words_update AFTER UPDATE OF words ON statement
WHEN old.words <> new.words BEGIN
    INSERT INTO statement_words (statement_words, rowid, words)
    SELECT 'delete', old.id, old.words
     WHERE old.id NOT IN (SELECT statement FROM unsearched);
    INSERT OR IGNORE INTO unsearched (statement) VALUES (new.id);
END;
