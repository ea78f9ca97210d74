-- For which group, and which member of it, a connection fetched.
DELETE FROM attribution;
