-- A thread that moves to another community takes its replies along: their words are made anew, too.
CREATE FUNCTION posts_moved_words () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('guildhall.restoring', true) = 'on' THEN
        RETURN NULL;
    END IF;
    INSERT INTO words_due (thing, thing_id) SELECT 'reply', id FROM comments WHERE post_id = new.id ORDER BY id;
    RETURN NULL;
END
$$;
CREATE TRIGGER posts_moved_words AFTER UPDATE OF community_id ON posts FOR EACH ROW
WHEN (old.community_id <> new.community_id) EXECUTE FUNCTION posts_moved_words();
