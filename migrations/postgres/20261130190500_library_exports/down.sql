-- Undoes up.sql.
DROP TABLE library_exports;
