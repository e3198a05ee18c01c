-- Undoes up.sql.
DROP TRIGGER posts_moved_words ON posts;
DROP FUNCTION posts_moved_words;
