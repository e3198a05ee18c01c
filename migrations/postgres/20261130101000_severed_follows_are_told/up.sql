-- The other server learns of a follow that a block ended when the block is lifted. The id of the Follow,
-- until it has been told; nothing for those that ended before this was kept.
ALTER TABLE severed_follows ADD COLUMN follow_ap_id TEXT;
