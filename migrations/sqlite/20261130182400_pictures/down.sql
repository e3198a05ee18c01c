-- Undoes up.sql; the files stay where they are.
ALTER TABLE communities DROP COLUMN banner;
ALTER TABLE communities DROP COLUMN icon;
ALTER TABLE accounts DROP COLUMN banner;
ALTER TABLE accounts DROP COLUMN avatar;
DROP TABLE attachments;
DROP TABLE pictures;
