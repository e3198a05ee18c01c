-- Under which licence what is written in a community can be used: what holds now, and for each thread and reply
-- what held when it was written. What others wrote elsewhere has what its own server says.
ALTER TABLE communities ADD COLUMN licence TEXT NOT NULL DEFAULT 'none';
ALTER TABLE posts ADD COLUMN licence TEXT NOT NULL DEFAULT 'none';
ALTER TABLE comments ADD COLUMN licence TEXT NOT NULL DEFAULT 'none';
