-- Undoes up.sql.
DROP TABLE hidden_replies;
DROP TABLE shared_threads;
DROP TABLE community_links;
