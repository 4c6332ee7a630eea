-- Roles by what they may do. Run by `padan db migrate` each time, as the user who connects; safe to repeat.
DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['padan_owner', 'padan_app', 'padan_analyst', 'padan_blk'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
        END IF;
        -- A non-superuser that migrates acts as owner and as the service; never as a reader, whom row level security would bind.
        IF role_name IN ('padan_owner', 'padan_app') AND NOT pg_has_role(current_user, role_name, 'MEMBER') THEN
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
    EXECUTE format('GRANT CREATE, CONNECT, TEMPORARY ON DATABASE %I TO padan_owner', current_database());
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO padan_app', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO padan_analyst, padan_blk', current_database());
    -- Readers make nothing, not even temporary tables.
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM public', current_database());
END
$$;
-- What bounds readers. PostgreSQL applies settings of the role that logs in, not of roles it belongs to: `padan db user add` copies these.
-- An office may change them with ALTER ROLE; they are set only where there are none.
DO $$
DECLARE
    item record;
BEGIN
    FOR item IN SELECT * FROM (VALUES ('padan_analyst', '60s', 20), ('padan_blk', '30s', 5)) AS i (role_name, patience, connections) LOOP
        IF (SELECT rolconfig IS NULL FROM pg_roles WHERE rolname = item.role_name) THEN
            EXECUTE format('ALTER ROLE %I SET statement_timeout = %L', item.role_name, item.patience);
            EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = %L', item.role_name, item.patience);
            EXECUTE format('ALTER ROLE %I SET default_transaction_read_only = on', item.role_name);
            EXECUTE format('ALTER ROLE %I CONNECTION LIMIT %s', item.role_name, item.connections);
        END IF;
    END LOOP;
END
$$;
