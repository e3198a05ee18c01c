-- Undoes up.sql.
DROP INDEX communities_search;
ALTER TABLE communities DROP COLUMN search;
DROP INDEX accounts_search;
ALTER TABLE accounts DROP COLUMN search;
DROP INDEX actors_kind_name;
DROP INDEX comments_top_time;
DROP INDEX comments_top_score;
DROP INDEX posts_answered;
