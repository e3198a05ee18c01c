-- The language that somebody wants pages and mails in, apart from the one that they write in. Empty: as their
-- browser asks.
ALTER TABLE accounts ADD COLUMN locale TEXT NOT NULL DEFAULT '';
