-- Undoes up.sql.
ALTER TABLE one_time_links DROP COLUMN email;
DROP INDEX logins_new_email;
ALTER TABLE logins DROP COLUMN new_email;
DROP TABLE mail_secrets;
DROP TABLE mail_choices;
DROP TABLE mails;
