-- A tag is looked for among all those of each account again.
DROP INDEX muted_tags_tag;
