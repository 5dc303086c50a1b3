-- What people coded in Discourse Network Analyzer, as it came: every row of every table of an
-- imported file, so that it can go back without loss.
CREATE TABLE coded_file (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- A row: an object of its columns. Texts of documents are left out; the articles have them.
CREATE TABLE coded_row (
    file  INTEGER NOT NULL REFERENCES coded_file (id),
    part  TEXT NOT NULL,
    n     INTEGER NOT NULL,
    cells TEXT NOT NULL CHECK (json_valid(cells)),
    PRIMARY KEY (file, part, n)
) STRICT, WITHOUT ROWID;

-- Which article has a document's text. Several documents may have the same.
CREATE TABLE coded_document (
    file     INTEGER NOT NULL REFERENCES coded_file (id),
    document INTEGER NOT NULL,
    article  INTEGER NOT NULL REFERENCES article (id),
    PRIMARY KEY (file, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX coded_document_article ON coded_document (article);

-- Which statement a coded one became. One that lies outside its text became none.
CREATE TABLE coded_statement (
    file      INTEGER NOT NULL REFERENCES coded_file (id),
    coded     INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
    PRIMARY KEY (file, coded)
) STRICT, WITHOUT ROWID;
CREATE INDEX coded_statement_statement ON coded_statement (statement);
