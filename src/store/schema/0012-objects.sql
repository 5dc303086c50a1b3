-- That toward which a position is stated: the words for it in the statement, as pairs in code points.
-- Empty where nobody states one, and it is read off from what is told. NULL where that was not
-- asked: a person gave the position, or an older version found it.
ALTER TABLE stance ADD COLUMN object TEXT CHECK (object IS NULL OR json_valid(object));
