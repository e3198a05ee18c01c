-- Only the latest Offer is known again.
ALTER TABLE community_links DROP COLUMN offers;
