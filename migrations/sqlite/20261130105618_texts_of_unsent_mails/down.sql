-- Undoes up.sql.
DROP INDEX mails_texts;
