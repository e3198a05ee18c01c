-- What somebody began to edit goes with the thread or reply itself when that goes for good.
CREATE INDEX drafts_thing ON drafts (post_id, comment_id);
-- What somebody sent and waits goes with them.
CREATE INDEX waiting_acts_signer ON waiting_acts (signer);
-- Rules that end are looked for again and again, and most have no end.
CREATE INDEX peers_ending ON peers (policy_until) WHERE policy_until IS NOT NULL;
