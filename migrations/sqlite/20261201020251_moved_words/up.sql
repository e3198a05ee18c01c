-- A thread that moves to another community takes its replies along: their words are made anew, too.
CREATE TRIGGER posts_moved_words AFTER UPDATE OF community_id ON posts WHEN old.community_id <> new.community_id
BEGIN
    INSERT INTO words_due (thing, thing_id) SELECT 'reply', id FROM comments WHERE post_id = new.id ORDER BY id;
END;
