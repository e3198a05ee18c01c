-- Who asks for an account in words, until an administrator decides: what the account is made of, and why they want it.
CREATE TABLE account_applications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    words TEXT NOT NULL,
    locale TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE INDEX account_applications_age ON account_applications (created_at);
