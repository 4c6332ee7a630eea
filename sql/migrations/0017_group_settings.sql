-- Before version 16 PostgreSQL lets a member become its group and then give the group settings and a password. Neither has an effect on anybody's session,
-- and neither stays: the next command that asserts the bounds of readers takes them away.
SET LOCAL ROLE padan_owner;

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

-- Run by roles.sql and by padan db user add, as the user who connects.
CREATE OR REPLACE FUNCTION padan.bound_readers() RETURNS void
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
    -- Only a superuser sees whether a group has a password. None can log in, and none keeps what a member gave it.
    IF may_all THEN
        FOR item IN SELECT a.rolname FROM pg_authid AS a JOIN padan.reader_bound AS b ON b.group_name = a.rolname
            WHERE a.rolpassword IS NOT NULL GROUP BY a.rolname ORDER BY a.rolname
        LOOP
            EXECUTE format('ALTER ROLE %I PASSWORD NULL', item.rolname);
        END LOOP;
    END IF;
END
$$;
