-- The desk says by which invitation an applicant came.
CREATE INDEX invitation_uses_account ON invitation_uses (account_id, id);
