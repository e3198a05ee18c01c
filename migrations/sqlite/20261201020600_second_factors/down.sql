-- Undoes up.sql.
DROP TABLE recovery_codes;
DROP TABLE second_factors;
