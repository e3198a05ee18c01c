DROP INDEX activities_actor;
DROP TABLE severed_follows;
