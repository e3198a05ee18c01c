-- What somebody proves who they are with besides their password: a secret from which an app makes codes (RFC 6238).
-- Until the first code was shown it asks for nothing. No code of a step is taken twice, nor one of a step before.
CREATE TABLE second_factors (
    account_id BIGINT PRIMARY KEY NOT NULL REFERENCES accounts (id),
    secret BYTEA NOT NULL,
    last_step BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    confirmed_at TIMESTAMPTZ
);
-- For who has lost the app: each is taken once. Only hashes are kept.
CREATE TABLE recovery_codes (
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    code_hash BYTEA NOT NULL,
    PRIMARY KEY (account_id, code_hash)
);
