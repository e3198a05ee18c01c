-- Undoes up.sql.
DROP TABLE account_applications;
