-- Who is asking: for direct log-ins and for the service.
SET LOCAL ROLE padan_owner;
