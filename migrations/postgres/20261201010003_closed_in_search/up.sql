-- A question that is closed waits for no answer: its words are made anew when it is closed and opened again.
DROP TRIGGER posts_words_update ON posts;
CREATE TRIGGER posts_words_update AFTER UPDATE OF title, body_text, tags, language, kind, audience, author_id, community_id,
    published_at, accepted_comment_id, answer_count, deleted_at, removed_at, held_at, closed_at ON posts FOR EACH ROW
WHEN (old.title <> new.title OR old.body_text <> new.body_text OR old.tags <> new.tags OR old.language <> new.language
    OR old.kind <> new.kind OR old.audience <> new.audience OR old.author_id <> new.author_id
    OR old.community_id <> new.community_id OR old.published_at <> new.published_at
    OR (old.accepted_comment_id IS NULL) <> (new.accepted_comment_id IS NULL)
    OR (old.answer_count > 0) <> (new.answer_count > 0) OR (old.deleted_at IS NULL) <> (new.deleted_at IS NULL)
    OR (old.removed_at IS NULL) <> (new.removed_at IS NULL) OR (old.held_at IS NULL) <> (new.held_at IS NULL)
    OR (old.closed_at IS NULL) <> (new.closed_at IS NULL))
EXECUTE FUNCTION posts_words();

-- Those that were closed before are found by what they are now.
INSERT INTO words_due (thing, thing_id)
    SELECT 'thread', id FROM posts WHERE kind = 'question' AND answer_count = 0 AND closed_at IS NOT NULL ORDER BY id;
