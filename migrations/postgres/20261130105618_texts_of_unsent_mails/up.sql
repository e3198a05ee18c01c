-- The texts of mails that could not be sent for want of a mail server hold links that work. Each goes when
-- its link works no more, and this finds it.
CREATE INDEX mails_texts ON mails (kind, settled_at) WHERE body IS NOT NULL;
