-- Codes that an advertisement states; places and titles that are looked up again.
SET LOCAL ROLE padan_owner;
