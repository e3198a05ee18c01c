-- Undoes up.sql.
DROP TRIGGER collections_words_update;
DROP TRIGGER collections_words_insert;
DELETE FROM words_due WHERE thing = 'collection';
DROP TABLE collection_words_fts;
DROP TABLE collection_words;
