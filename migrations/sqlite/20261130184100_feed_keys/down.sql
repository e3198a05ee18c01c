-- Undoes up.sql.
DROP TABLE feed_keys;
