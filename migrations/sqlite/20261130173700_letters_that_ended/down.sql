-- Undoes up.sql.
DROP INDEX activities_letters;
