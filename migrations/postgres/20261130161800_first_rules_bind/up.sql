-- The first rules bind, too: whoever came in without agreeing to any is asked to, with the time for it
-- beginning now.
UPDATE communities SET binding_version = 1, binding_since = now()
    WHERE rules_version > 0 AND binding_version IS NULL;
