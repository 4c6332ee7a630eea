-- What bounds people and programs that read with a log-in of their own, what is closed to them, and whose passwords Padan has made.
SET LOCAL ROLE padan_owner;

CREATE TABLE padan.reader_bound (
    group_name text NOT NULL,
    name text NOT NULL,
    value text NOT NULL,
    CONSTRAINT reader_bound_pk PRIMARY KEY (group_name, name)
);
COMMENT ON TABLE padan.reader_bound IS 'The bounds of readers as config/readers.yaml had them when padan db migrate or padan db user add ran last';
COMMENT ON COLUMN padan.reader_bound.group_name IS 'Group role whose log-ins are bounded; server for what is true of all together';
COMMENT ON COLUMN padan.reader_bound.name IS 'Setting of PostgreSQL; connections for the sessions of one log-in; reserve for the connections that readers never take';
COMMENT ON COLUMN padan.reader_bound.value IS 'Value, as PostgreSQL reads it';
-- Until the program has read its configuration for the first time.
INSERT INTO padan.reader_bound (group_name, name, value) VALUES
    ('server', 'reserve', '10'),
    ('padan_analyst', 'connections', '12'), ('padan_analyst', 'statement_timeout', '60s'),
    ('padan_analyst', 'idle_in_transaction_session_timeout', '60s'), ('padan_analyst', 'lock_timeout', '5s'),
    ('padan_analyst', 'temp_file_limit', '2048MB'), ('padan_analyst', 'default_transaction_read_only', 'on'),
    ('padan_blk', 'connections', '4'), ('padan_blk', 'statement_timeout', '30s'),
    ('padan_blk', 'idle_in_transaction_session_timeout', '30s'), ('padan_blk', 'lock_timeout', '5s'),
    ('padan_blk', 'temp_file_limit', '1024MB'), ('padan_blk', 'default_transaction_read_only', 'on'),
    ('padan_network', 'connections', '4'), ('padan_network', 'statement_timeout', '60s'),
    ('padan_network', 'idle_in_transaction_session_timeout', '60s'), ('padan_network', 'lock_timeout', '5s'),
    ('padan_network', 'temp_file_limit', '2048MB'), ('padan_network', 'default_transaction_read_only', 'on');

CREATE TABLE padan.reader_secret (
    role_name text NOT NULL,
    digest text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT reader_secret_pk PRIMARY KEY (role_name)
);
COMMENT ON TABLE padan.reader_secret IS 'By what padan db check knows that a reader''s password is the one that Padan made; for the owner only';
COMMENT ON COLUMN padan.reader_secret.role_name IS 'Log-in';
COMMENT ON COLUMN padan.reader_secret.digest IS 'SHA-256 of the SCRAM secret that the server stores, in hexadecimal digits';
COMMENT ON COLUMN padan.reader_secret.made_at IS 'When Padan made the password';

CREATE VIEW padan.reader_login AS
SELECT DISTINCT ON (u.oid) u.oid AS role_oid, u.rolname::text AS login, g.rolname::text AS group_name
FROM pg_roles AS u JOIN pg_auth_members AS m ON m.member = u.oid JOIN pg_roles AS g ON g.oid = m.roleid
WHERE u.rolcanlogin AND NOT u.rolsuper AND u.rolname NOT LIKE 'padan\_%' AND g.rolname IN (SELECT b.group_name FROM padan.reader_bound AS b)
-- Whom somebody has put into two groups is bounded as the narrower one.
ORDER BY u.oid, array_position(ARRAY['padan_blk', 'padan_network', 'padan_analyst'], g.rolname::text);
COMMENT ON VIEW padan.reader_login IS 'The log-ins that read, each with its group';
COMMENT ON COLUMN padan.reader_login.role_oid IS 'Role';
COMMENT ON COLUMN padan.reader_login.login IS 'Its name';
COMMENT ON COLUMN padan.reader_login.group_name IS 'The group whose bounds are the log-in''s';

-- PostgreSQL lets a log-in change its own settings, and before version 16 those of a group that it may become. Settings of groups have no effect on
-- sessions and are copied from nowhere: what counts is padan.reader_bound.
CREATE VIEW padan.reader_drift AS
WITH holder AS (
    SELECT l.role_oid, l.login AS role_name, l.group_name, true AS is_login FROM padan.reader_login AS l
    UNION ALL
    SELECT r.oid, r.rolname::text, r.rolname::text, false FROM pg_roles AS r WHERE r.rolname IN (SELECT b.group_name FROM padan.reader_bound AS b)
), setting AS (
    SELECT s.setrole, s.setdatabase, split_part(c.line, '=', 1) AS name, substr(c.line, strpos(c.line, '=') + 1) AS value
    FROM pg_db_role_setting AS s, unnest(s.setconfig) AS c (line)
), room AS (
    -- All readers together leave the reserve to the service and to operators, as far as each has one connection at least.
    SELECT greatest(1, (current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer
            - coalesce(current_setting('reserved_connections', true)::integer, 0)
            - coalesce((SELECT b.value::integer FROM padan.reader_bound AS b WHERE b.group_name = 'server' AND b.name = 'reserve'), 0))
        / greatest(1, (SELECT count(*) FROM padan.reader_login))::integer) AS share
)
SELECT h.role_name, b.name AS item, s.value AS found, b.value AS wanted, format('ALTER ROLE %I SET %I TO %L', h.role_name, b.name, b.value) AS statement,
    b.name IN ('temp_file_limit') AS needs_superuser, true AS is_asserted
FROM holder AS h JOIN padan.reader_bound AS b ON b.group_name = h.group_name AND b.name <> 'connections'
LEFT JOIN setting AS s ON s.setrole = h.role_oid AND s.setdatabase = 0 AND s.name = b.name
WHERE s.value IS DISTINCT FROM b.value
UNION ALL
SELECT h.role_name, s.name, s.value, b.value,
    format('ALTER ROLE %I IN DATABASE %I RESET %I', h.role_name, (SELECT d.datname FROM pg_database AS d WHERE d.oid = s.setdatabase), s.name),
    b.name IN ('temp_file_limit'), true
FROM holder AS h JOIN setting AS s ON s.setrole = h.role_oid AND s.setdatabase <> 0 JOIN padan.reader_bound AS b ON b.group_name = h.group_name AND b.name = s.name
WHERE h.is_login
UNION ALL
SELECT h.role_name, 'connections', r.rolconnlimit::text, w.value::text, format('ALTER ROLE %I CONNECTION LIMIT %s', h.role_name, w.value), false, true
FROM holder AS h JOIN pg_roles AS r ON r.oid = h.role_oid JOIN padan.reader_bound AS b ON b.group_name = h.group_name AND b.name = 'connections',
    room, LATERAL (SELECT CASE WHEN h.is_login THEN least(b.value::integer, room.share) ELSE b.value::integer END) AS w (value)
WHERE r.rolconnlimit <> w.value
UNION ALL
-- From PostgreSQL 16 on a membership need not let the member become the group.
SELECT l.login, 'membership', 'SET', 'INHERIT', format('GRANT %I TO %I WITH INHERIT TRUE, SET FALSE', l.group_name, l.login), false, true
FROM padan.reader_login AS l JOIN pg_auth_members AS m ON m.member = l.role_oid AND m.roleid = (SELECT g.oid FROM pg_roles AS g WHERE g.rolname = l.group_name)
WHERE (to_jsonb(m) ->> 'set_option')::boolean
UNION ALL
-- What somebody else than Padan gave is told and not taken.
SELECT l.login, 'membership', 'ADMIN', 'INHERIT', format('REVOKE ADMIN OPTION FOR %I FROM %I', l.group_name, l.login), false, false
FROM padan.reader_login AS l JOIN pg_auth_members AS m ON m.member = l.role_oid AND m.roleid = (SELECT g.oid FROM pg_roles AS g WHERE g.rolname = l.group_name)
WHERE m.admin_option
UNION ALL
SELECT h.role_name, 'attributes', a.found, 'NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS',
    format('ALTER ROLE %I NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', h.role_name), true, false
FROM holder AS h JOIN pg_roles AS r ON r.oid = h.role_oid, LATERAL (SELECT concat_ws(' ', CASE WHEN r.rolcreatedb THEN 'CREATEDB' END,
    CASE WHEN r.rolcreaterole THEN 'CREATEROLE' END, CASE WHEN r.rolreplication THEN 'REPLICATION' END, CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END)) AS a (found)
WHERE a.found <> '';
COMMENT ON VIEW padan.reader_drift IS 'Where a reader or a group of readers is not as padan.reader_bound has it, with the statement that mends it';
COMMENT ON COLUMN padan.reader_drift.role_name IS 'The log-in or the group';
COMMENT ON COLUMN padan.reader_drift.item IS 'The setting; connections, membership or attributes';
COMMENT ON COLUMN padan.reader_drift.found IS 'Its value; empty where there is none';
COMMENT ON COLUMN padan.reader_drift.wanted IS 'What it should be';
COMMENT ON COLUMN padan.reader_drift.statement IS 'What mends it';
COMMENT ON COLUMN padan.reader_drift.needs_superuser IS 'Whether a superuser has to run the statement';
COMMENT ON COLUMN padan.reader_drift.is_asserted IS 'Whether Padan itself runs the statement where it may';

-- Run by roles.sql and by padan db user add, as the user who connects.
CREATE FUNCTION padan.bound_readers() RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    item record;
    may_all CONSTANT boolean := (SELECT rolsuper FROM pg_roles WHERE rolname = current_user);
BEGIN
    FOR item IN SELECT d.statement, d.needs_superuser FROM padan.reader_drift AS d WHERE d.is_asserted ORDER BY d.role_name, d.item DESC LOOP
        CONTINUE WHEN item.needs_superuser AND NOT may_all;
        BEGIN
            EXECUTE item.statement;
        EXCEPTION
            -- Another database of this server bounds or drops the same role at this moment, or only an administrator may: padan db check tells.
            WHEN internal_error OR unique_violation OR undefined_object OR insufficient_privilege THEN NULL;
        END;
    END LOOP;
END
$$;
COMMENT ON FUNCTION padan.bound_readers() IS 'Gives every reader and every group of readers the bounds of padan.reader_bound';
REVOKE ALL ON FUNCTION padan.bound_readers() FROM public;

-- What PostgreSQL gives to everybody and no reader may have: large objects fill the disk, advisory locks stop the program and exhaust the table of
-- locks, as numbers of transactions in nested savepoints do; messages in the log of changes fill the disk. Padan's own locks go on.
CREATE VIEW padan.reader_opening AS
SELECT 'function' AS kind, p.oid::regprocedure::text AS object,
    format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', p.oid::regprocedure)
        || CASE WHEN n.is_needed THEN format('; GRANT EXECUTE ON FUNCTION %s TO %s', p.oid::regprocedure, k.names) ELSE '' END AS statement,
    true AS is_padans
FROM pg_proc AS p,
    LATERAL (SELECT p.proname ~ '^pg_((try_)?advisory_|sleep)') AS n (is_needed),
    (SELECT string_agg(quote_ident(r.rolname), ', ' ORDER BY r.rolname), array_agg(r.oid) FROM pg_roles AS r
     WHERE r.rolname IN ('padan_owner', 'padan_app', 'padan_operator')) AS k (names, oids)
WHERE p.pronamespace = 'pg_catalog'::regnamespace
    AND (n.is_needed OR p.proname ~ '^(lo_.*|loread|lowrite|pg_logical_emit_message|txid_current|pg_current_xact_id|pg_notify)$')
    AND (EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a WHERE a.grantee = 0)
        OR (n.is_needed AND NOT (SELECT bool_and(has_function_privilege(r.oid, p.oid, 'EXECUTE')) FROM unnest(k.oids) AS r (oid))))
UNION ALL
SELECT 'temporary', d.datname::text, format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', d.datname), true
FROM pg_database AS d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) AS a
WHERE d.datname = current_database() AND a.grantee = 0 AND a.privilege_type = 'TEMPORARY'
UNION ALL
SELECT 'create', n.nspname::text, format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', n.nspname), true
FROM pg_namespace AS n, aclexplode(n.nspacl) AS a
WHERE a.grantee = 0 AND a.privilege_type = 'CREATE' AND n.nspname !~ '^pg_(temp|toast_temp)_'
UNION ALL
-- On a server of Padan's own, whose first superuser is padan, nobody else needs the databases that PostgreSQL made. Elsewhere they may serve others.
SELECT 'connect', d.datname::text, format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', d.datname),
    d.datname IN ('postgres', 'template1') AND (SELECT r.rolname = 'padan' FROM pg_roles AS r WHERE r.oid = 10)
FROM pg_database AS d
WHERE d.datallowconn AND d.datname <> current_database()
    AND EXISTS (SELECT FROM aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) AS a WHERE a.grantee = 0 AND a.privilege_type IN ('CONNECT', 'TEMPORARY'));
COMMENT ON VIEW padan.reader_opening IS 'What is open to everybody on this server and is to be closed to readers, with the statement that closes it';
COMMENT ON COLUMN padan.reader_opening.kind IS 'function, temporary (tables in this database), create (in a schema) or connect (to another database)';
COMMENT ON COLUMN padan.reader_opening.object IS 'The function, database or schema';
COMMENT ON COLUMN padan.reader_opening.statement IS 'What closes it, for a superuser or the owner of the object';
COMMENT ON COLUMN padan.reader_opening.is_padans IS 'Whether Padan itself closes it where it is superuser';

REVOKE ALL ON padan.reader_bound, padan.reader_secret, padan.reader_login, padan.reader_drift, padan.reader_opening FROM padan_app;

-- The tables of a deleted run go when nobody reads their parents; until then they stay and nobody sees their rows, because views begin with padan.run.
-- Waiting for a reader here would make every other reader wait behind.
DROP TRIGGER run_tables ON padan.run;
DROP FUNCTION padan.drop_run_tables();
CREATE FUNCTION padan.drop_left_tables() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    number integer;
    parent text;
    still_left integer := 0;
BEGIN
    FOR number IN
        SELECT DISTINCT substring(c.relname FROM '[0-9]+$')::integer AS n
        FROM pg_class AS c
        WHERE c.relnamespace = 'padan'::regnamespace AND c.relkind = 'r' AND c.relname ~ '^(market_factor|outcome_factor|candidate)_[0-9]{1,9}$'
        ORDER BY n
    LOOP
        CONTINUE WHEN EXISTS (SELECT FROM padan.run AS r WHERE r.run_id = number);
        BEGIN
            FOREACH parent IN ARRAY ARRAY['market_factor', 'outcome_factor', 'candidate'] LOOP
                EXECUTE format('LOCK TABLE ONLY padan.%I IN ACCESS EXCLUSIVE MODE NOWAIT', parent);
                IF to_regclass(format('padan.%I', parent || '_' || number)) IS NOT NULL THEN
                    EXECUTE format('LOCK TABLE padan.%I IN ACCESS EXCLUSIVE MODE NOWAIT', parent || '_' || number);
                    EXECUTE format('DROP TABLE padan.%I', parent || '_' || number);
                END IF;
            END LOOP;
        EXCEPTION
            WHEN lock_not_available THEN still_left := still_left + 1;
        END;
    END LOOP;
    RETURN still_left;
END
$$;
COMMENT ON FUNCTION padan.drop_left_tables() IS 'Drops the tables of deleted scoring runs that nobody reads at this moment, without waiting; answers how many runs have tables left';
REVOKE ALL ON FUNCTION padan.drop_left_tables() FROM public;
GRANT EXECUTE ON FUNCTION padan.drop_left_tables() TO padan_app;

-- EXPLAIN shows what the planner estimates, and it estimates by statistics over the rows of all BLKs. Candidates are left out: every BLK has one of each
-- programme, so that their number tells nothing.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'shortlist', 'realization', 'realization_month', 'allocation_package', 'allocation_placement', 'allocation_bottleneck', 'allocation_upgrade',
        'department_factor', 'catalog', 'workshop', 'instructor', 'outcome', 'budget'
    ] LOOP
        EXECUTE format('ALTER TABLE padan.%I ALTER COLUMN blk_code SET STATISTICS 0', name);
    END LOOP;
END
$$;
RESET ROLE;
-- Statistics that were gathered before stay until somebody removes them, which a superuser may.
DO $$
BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        DELETE FROM pg_statistic AS s USING pg_attribute AS a
        WHERE s.starelid = a.attrelid AND s.staattnum = a.attnum AND a.attname = 'blk_code' AND a.attstattarget = 0
            AND a.attrelid IN (SELECT c.oid FROM pg_class AS c WHERE c.relnamespace = 'padan'::regnamespace);
    END IF;
END
$$;
