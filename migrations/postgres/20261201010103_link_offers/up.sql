-- The latest Offers of two communities on two servers, each with what was said of it, so that both sides come to the
-- same whatever they hear first. Where there is none, the one in ap_id is all that is known.
ALTER TABLE community_links ADD COLUMN offers JSONB;
