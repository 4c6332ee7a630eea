-- Decisions and suppositions of a plan as values.
SET LOCAL ROLE padan_owner;
