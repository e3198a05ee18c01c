-- Since when what somebody writes is held where they are no member.
ALTER TABLE accounts ADD COLUMN silenced_at INTEGER;
-- Who has administered the server longest owns it: no administrator can take that away.
UPDATE logins SET role = 'owner' WHERE account_id = (SELECT MIN(account_id) FROM logins WHERE role = 'admin');
-- What those who look after the server did with accounts. Nobody: a command did it.
CREATE TABLE office_acts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    by_id INTEGER REFERENCES accounts (id),
    deed TEXT NOT NULL,
    subject_id INTEGER REFERENCES accounts (id),
    words TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
