-- Undoes up.sql.
DROP TRIGGER collections_words_update ON collections;
DROP TRIGGER collections_words_insert ON collections;
DROP FUNCTION collections_words ();
DELETE FROM words_due WHERE thing = 'collection';
DROP TABLE collection_words;
