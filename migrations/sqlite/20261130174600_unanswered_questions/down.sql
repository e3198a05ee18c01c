DROP INDEX posts_unanswered_in;
DROP INDEX posts_unanswered;
