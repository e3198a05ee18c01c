DROP INDEX pending_replies_age;
DROP INDEX activities_actor;
DROP TABLE severed_follows;
