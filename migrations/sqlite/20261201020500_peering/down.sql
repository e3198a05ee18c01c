-- Of other servers only blocks are known again.
DROP INDEX comments_received;
DROP INDEX posts_received;
DROP TABLE purges;
DROP TABLE waves;
DROP TABLE host_lists;
DROP INDEX severed_follows_of;
ALTER TABLE severed_follows DROP COLUMN role;
DROP INDEX peers_policy;
UPDATE peers SET policy = 'none' WHERE policy NOT IN ('none', 'block');
ALTER TABLE peers DROP COLUMN per_minute;
ALTER TABLE peers DROP COLUMN listed;
ALTER TABLE peers DROP COLUMN obfuscate;
ALTER TABLE peers DROP COLUMN reject_reports;
ALTER TABLE peers DROP COLUMN reject_media;
ALTER TABLE peers DROP COLUMN reason;
ALTER TABLE peers DROP COLUMN policy_until;
ALTER TABLE peers DROP COLUMN policy_at;
