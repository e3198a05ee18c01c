-- How many liked and boosted a reply of another server, as that server says.
ALTER TABLE comments ADD COLUMN origin_like_count INTEGER;
ALTER TABLE comments ADD COLUMN origin_share_count INTEGER;
