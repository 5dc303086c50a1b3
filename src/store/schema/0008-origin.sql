-- What an article was read from, beside its name, its address and the hash of its bytes.
ALTER TABLE article ADD COLUMN format TEXT;
ALTER TABLE article ADD COLUMN encoding TEXT;
-- When it came on record, UTC: YYYY-MM-DDTHH:MM:SSZ. Empty where an older program added it.
ALTER TABLE article ADD COLUMN added TEXT;
