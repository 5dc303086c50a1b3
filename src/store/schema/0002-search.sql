-- Full-text search over the statements' words. The index keeps no copy of the words; the
-- triggers keep it true to the table.
CREATE VIRTUAL TABLE statement_words USING fts5 (
    words,
    content = 'statement',
    content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER statement_words_insert AFTER INSERT ON statement BEGIN
    INSERT INTO statement_words (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER statement_words_delete AFTER DELETE ON statement BEGIN
    INSERT INTO statement_words (statement_words, rowid, words) VALUES ('delete', old.id, old.words);
END;
CREATE TRIGGER statement_words_update AFTER UPDATE OF words ON statement
WHEN old.words <> new.words BEGIN
    INSERT INTO statement_words (statement_words, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO statement_words (rowid, words) VALUES (new.id, new.words);
END;
INSERT INTO statement_words (statement_words) VALUES ('rebuild');
