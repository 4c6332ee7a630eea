-- Who may do what. padan_analyst and padan_blk read the schema dashboard only.
SET LOCAL ROLE padan_owner;

GRANT USAGE ON SCHEMA padan, staging TO padan_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA padan, staging TO padan_app;
ALTER DEFAULT PRIVILEGES FOR ROLE padan_owner IN SCHEMA padan GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO padan_app;
GRANT USAGE ON SCHEMA dashboard TO padan_app, padan_analyst, padan_blk;
ALTER DEFAULT PRIVILEGES FOR ROLE padan_owner IN SCHEMA dashboard GRANT SELECT ON TABLES TO padan_app, padan_analyst, padan_blk;

CREATE FUNCTION padan.sees_blk(asked text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT NOT pg_has_role(session_user, 'padan_blk', 'MEMBER')
              OR (SELECT rolsuper FROM pg_roles WHERE rolname = session_user)
              OR EXISTS (SELECT FROM padan.blk_user WHERE role_name = session_user AND blk_code = asked) $$;
COMMENT ON FUNCTION padan.sees_blk(text) IS 'Whether the session''s user may see rows of a BLK: users of role padan_blk see their own only';
