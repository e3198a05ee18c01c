-- Each report is for itself again.
DROP INDEX reports_reporter;
DROP INDEX reports_case;
ALTER TABLE reports DROP COLUMN named;
ALTER TABLE reports DROP COLUMN source;
ALTER TABLE reports DROP COLUMN case_id;
DROP TABLE case_notes;
DROP TABLE report_cases;
