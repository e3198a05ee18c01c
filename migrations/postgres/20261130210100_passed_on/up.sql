-- When the community of another server passed on what somebody here wrote in it: until then it may wait there.
ALTER TABLE posts ADD COLUMN passed_on_at TIMESTAMPTZ;
ALTER TABLE comments ADD COLUMN passed_on_at TIMESTAMPTZ;
