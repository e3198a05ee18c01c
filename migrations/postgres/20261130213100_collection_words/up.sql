-- Collections of the library are found by the words of their titles, introductions and sections, like threads.
CREATE TABLE collection_words (
    id BIGINT PRIMARY KEY REFERENCES collections (id) ON DELETE CASCADE,
    words TEXT NOT NULL,
    search tsvector GENERATED ALWAYS AS
        (array_to_tsvector(array_remove(string_to_array(words, ' '), ''))) STORED
);
CREATE INDEX collection_words_search ON collection_words USING gin (search);

-- While a backup is put back, what was due then is due, and nothing else.
CREATE FUNCTION collections_words () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('guildhall.restoring', true) = 'on' THEN
        RETURN NULL;
    END IF;
    INSERT INTO words_due (thing, thing_id) VALUES ('collection', new.id);
    RETURN NULL;
END
$$;
CREATE TRIGGER collections_words_insert AFTER INSERT ON collections FOR EACH ROW EXECUTE FUNCTION collections_words();
CREATE TRIGGER collections_words_update AFTER UPDATE OF title, introduction_html, sections, audience ON collections FOR EACH ROW
WHEN (old.title <> new.title OR old.introduction_html <> new.introduction_html OR old.sections <> new.sections
    OR old.audience <> new.audience)
EXECUTE FUNCTION collections_words();

INSERT INTO words_due (thing, thing_id) SELECT 'collection', id FROM collections ORDER BY id;
