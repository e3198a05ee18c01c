-- Undoes up.sql.
DROP TRIGGER posts_moved_words;
