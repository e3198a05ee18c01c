DROP INDEX peers_ending;
DROP INDEX waiting_acts_signer;
DROP INDEX drafts_thing;
