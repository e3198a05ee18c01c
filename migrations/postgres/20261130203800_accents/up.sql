-- The accent of a community: a name or a colour such as #8a3315, as its conveners typed it; empty for the usual one.
ALTER TABLE communities ADD COLUMN accent TEXT NOT NULL DEFAULT '';
