DROP TABLE appeal_letters;
DROP TABLE appeals;
