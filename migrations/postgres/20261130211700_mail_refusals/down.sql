-- Undoes up.sql.
DROP TABLE mail_refusals;
