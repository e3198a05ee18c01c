-- Undoes up.sql.
DROP TABLE followed_searches;
