-- Undoes up.sql: to the first rules nobody else had agreed before.
UPDATE communities SET binding_version = NULL, binding_since = NULL WHERE binding_version = 1;
