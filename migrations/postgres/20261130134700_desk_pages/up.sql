-- What the desk of a community shows page by page and had to sort or to scan until now.

-- What is held in a community, in the order in which it came.
CREATE INDEX held_things_desk ON held_things (community_id, id) WHERE released_at IS NULL;

-- Applications that are decided; those that wait have an index already.
CREATE INDEX applications_decided ON applications (community_id, id) WHERE state NOT IN ('applied', 'more_asked');

-- What happened to somebody in all communities, for forgetting the words of it.
CREATE INDEX membership_events_account ON membership_events (account_id, id);
