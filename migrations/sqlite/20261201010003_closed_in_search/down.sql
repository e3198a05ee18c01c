-- Words are made anew as before, whatever is closed.
DROP TRIGGER posts_words_update;
CREATE TRIGGER posts_words_update AFTER UPDATE OF title, body_text, tags, language, kind, audience, author_id, community_id,
    published_at, accepted_comment_id, answer_count, deleted_at, removed_at, held_at ON posts
WHEN old.title <> new.title OR old.body_text <> new.body_text OR old.tags <> new.tags OR old.language <> new.language
    OR old.kind <> new.kind OR old.audience <> new.audience OR old.author_id <> new.author_id
    OR old.community_id <> new.community_id OR old.published_at <> new.published_at
    OR (old.accepted_comment_id IS NULL) <> (new.accepted_comment_id IS NULL)
    OR (old.answer_count > 0) <> (new.answer_count > 0) OR (old.deleted_at IS NULL) <> (new.deleted_at IS NULL)
    OR (old.removed_at IS NULL) <> (new.removed_at IS NULL) OR (old.held_at IS NULL) <> (new.held_at IS NULL)
BEGIN
    INSERT INTO words_due (thing, thing_id) VALUES ('thread', new.id);
END;
