-- A person's own topics as they were last given, in the form of data/topics.toml: articles that
-- come later are linked to them too.
CREATE TABLE own_topics (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    name    TEXT NOT NULL,
    content TEXT NOT NULL
) STRICT;
