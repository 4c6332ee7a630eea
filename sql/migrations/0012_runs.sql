-- What a run was made from; names of states; unknown figures.
SET LOCAL ROLE padan_owner;
