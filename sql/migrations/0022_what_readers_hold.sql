-- What readers held, filled or kept open all the same: locks on the rows of their own role and group, files of exported snapshots, the server's log, and
-- the door of this database.
SET LOCAL ROLE padan_owner;

-- A program writes into the server's log by RAISE, by statements that fail and by debug_print_plan. Errors of readers are theirs; they stand in no log.
INSERT INTO padan.reader_bound (group_name, name, value)
SELECT g.group_name, s.name, s.value
FROM (VALUES ('padan_analyst'), ('padan_blk'), ('padan_network')) AS g (group_name),
    (VALUES ('log_min_messages', 'fatal'), ('log_min_error_statement', 'panic')) AS s (name, value)
ON CONFLICT DO NOTHING;

CREATE OR REPLACE VIEW padan.reader_drift AS
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
    coalesce((SELECT p.context <> 'user' FROM pg_settings AS p WHERE p.name = b.name), false) AS needs_superuser, true AS is_asserted
FROM holder AS h JOIN padan.reader_bound AS b ON b.group_name = h.group_name AND b.name <> 'connections'
LEFT JOIN setting AS s ON s.setrole = h.role_oid AND s.setdatabase = 0 AND s.name = b.name
WHERE s.value IS DISTINCT FROM b.value
UNION ALL
SELECT h.role_name, s.name, s.value, b.value,
    format('ALTER ROLE %I IN DATABASE %I RESET %I', h.role_name, (SELECT d.datname FROM pg_database AS d WHERE d.oid = s.setdatabase), s.name),
    coalesce((SELECT p.context <> 'user' FROM pg_settings AS p WHERE p.name = s.name), false), true
FROM holder AS h JOIN setting AS s ON s.setrole = h.role_oid AND s.setdatabase <> 0 JOIN padan.reader_bound AS b ON b.group_name = h.group_name AND b.name = s.name
WHERE h.is_login
UNION ALL
-- A group has no setting but its bounds: whatever else stands there, a member has put there.
SELECT h.role_name, s.name, s.value, NULL,
    format('ALTER ROLE %I %s RESET %I', h.role_name,
        (SELECT format('IN DATABASE %I', d.datname) FROM pg_database AS d WHERE d.oid = s.setdatabase), s.name),
    coalesce((SELECT p.context <> 'user' FROM pg_settings AS p WHERE p.name = s.name), false), true
FROM holder AS h JOIN setting AS s ON s.setrole = h.role_oid
WHERE NOT h.is_login
    AND (s.setdatabase <> 0 OR NOT EXISTS (SELECT FROM padan.reader_bound AS b WHERE b.group_name = h.group_name AND b.name = s.name))
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


-- Run by roles.sql and by padan db user add, as the user who connects. What a reader's session holds at this moment, by a change of itself or of its group
-- that is not committed, is left for the next time: whoever asserts the bounds, every command does, must not wait for readers.
CREATE OR REPLACE FUNCTION padan.bound_readers() RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET lock_timeout = '50ms'
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
            -- Another database of this server bounds or drops the same role at this moment, a reader holds it, or only an administrator may: padan db
            -- check tells.
            WHEN lock_not_available OR internal_error OR unique_violation OR undefined_object OR insufficient_privilege THEN NULL;
        END;
    END LOOP;
    -- Only a superuser sees whether a group has a password. None can log in, and none keeps what a member gave it.
    IF may_all THEN
        FOR item IN SELECT a.rolname FROM pg_authid AS a JOIN padan.reader_bound AS b ON b.group_name = a.rolname
            WHERE a.rolpassword IS NOT NULL GROUP BY a.rolname ORDER BY a.rolname
        LOOP
            BEGIN
                EXECUTE format('ALTER ROLE %I PASSWORD NULL', item.rolname);
            EXCEPTION
                WHEN lock_not_available OR internal_error THEN NULL;
            END;
        END LOOP;
    END IF;
END
$$;

-- pg_export_snapshot writes a file each time that it is called; Padan's roles keep it for pg_dump with several processes. This database is for the roles
-- of Padan's groups, as others are not for them.
CREATE OR REPLACE VIEW padan.reader_opening AS
SELECT 'function' AS kind, p.oid::regprocedure::text AS object,
    format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', p.oid::regprocedure)
        || CASE WHEN n.is_needed THEN format('; GRANT EXECUTE ON FUNCTION %s TO %s', p.oid::regprocedure, k.names) ELSE '' END AS statement,
    true AS is_padans
FROM pg_proc AS p,
    LATERAL (SELECT p.proname ~ '^pg_((try_)?advisory_|sleep|export_snapshot$)') AS n (is_needed),
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
SELECT 'connect', d.datname::text, format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', d.datname), true
FROM pg_database AS d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) AS a
WHERE d.datname = current_database() AND a.grantee = 0 AND a.privilege_type = 'CONNECT'
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
