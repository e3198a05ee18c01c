-- A former text is kept with its language, address and tags, so that the list of former texts can say
-- what was changed. Those kept before have none: their language is not known.
ALTER TABLE revisions ADD COLUMN language TEXT;
ALTER TABLE revisions ADD COLUMN url TEXT;
ALTER TABLE revisions ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
