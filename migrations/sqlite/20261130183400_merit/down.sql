-- Undoes up.sql.
DROP TABLE merits;
DROP TABLE merit_lines;
DROP TABLE standing_due;
