-- Roles by what they may do. Run by `padan db migrate` each time, as the user who connects; safe to repeat.
DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['padan_owner', 'padan_app', 'padan_analyst', 'padan_blk'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
        END IF;
        -- A non-superuser that migrates needs to be a member of the roles it grants to.
        IF NOT pg_has_role(current_user, role_name, 'MEMBER') THEN
            EXECUTE format('GRANT %I TO %I', role_name, current_user);
        END IF;
    END LOOP;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this server migrates at the same moment
END
$$;
COMMENT ON ROLE padan_owner IS 'Owns every table and view of Padan; nobody logs in with it';
COMMENT ON ROLE padan_app IS 'The service: reads and writes data, never the schema';
COMMENT ON ROLE padan_analyst IS 'Ministry analysts: read the schema dashboard, nothing else';
COMMENT ON ROLE padan_blk IS 'A BLK: reads the schema dashboard, rows of its own BLK only';
DO $$
BEGIN
    EXECUTE format('GRANT CREATE, CONNECT ON DATABASE %I TO padan_owner', current_database());
END
$$;
