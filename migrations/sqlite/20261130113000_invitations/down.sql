-- Undoes up.sql.
DROP TABLE member_steps;
DROP TABLE invitation_uses;
DROP TABLE invitations;
