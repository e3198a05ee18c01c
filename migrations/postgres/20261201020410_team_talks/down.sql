DROP TABLE team_lines;
DROP TABLE team_talks;
