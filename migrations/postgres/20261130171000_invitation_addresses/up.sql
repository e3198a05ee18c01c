-- Addresses of invitations that are over are forgotten, every few minutes.
CREATE INDEX invitations_addresses ON invitations (expires_at) WHERE address <> '';
