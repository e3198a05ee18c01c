-- Since when a reply stands out as the word of those who look after the community.
ALTER TABLE comments ADD COLUMN distinguished_at INTEGER;
