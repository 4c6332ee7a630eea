-- A network's people and operators; who logs in to this database and what for; what a restored database must not give back.
SET LOCAL ROLE padan_owner;

-- The table begins to name every log-in of this database, not those of BLKs alone: a restore compares it with the server's roles.
ALTER TABLE padan.blk_user
    ADD COLUMN role text NOT NULL DEFAULT 'blk',
    ADD COLUMN is_withheld boolean NOT NULL DEFAULT false,
    ALTER COLUMN blk_code DROP NOT NULL,
    ADD CONSTRAINT blk_user_role_ck CHECK (role IN ('blk', 'network', 'analyst', 'operator')),
    ADD CONSTRAINT blk_user_blk_ck CHECK (is_withheld OR (blk_code IS NOT NULL) = (role IN ('blk', 'network')));
COMMENT ON TABLE padan.blk_user IS 'The log-ins of this database and the BLK that each belongs to; one person, one row, one role';
COMMENT ON COLUMN padan.blk_user.role_name IS 'Database user';
COMMENT ON COLUMN padan.blk_user.blk_code IS 'Role blk: its BLK; role network: its BBPLK; empty for the others';
COMMENT ON COLUMN padan.blk_user.role IS 'blk, network, analyst or operator: the group padan_… that it was put into';
COMMENT ON COLUMN padan.blk_user.is_withheld IS 'Set by a restore where backup and server did not agree about the log-in: it sees no rows of BLKs until it is revoked and added anew';
-- Whom the group of analysts has today.
INSERT INTO padan.blk_user (role_name, role)
SELECT u.rolname, 'analyst'
FROM pg_roles AS u JOIN pg_auth_members AS m ON m.member = u.oid
WHERE m.roleid = 'padan_analyst'::regrole AND u.rolcanlogin AND NOT u.rolsuper
    AND NOT EXISTS (SELECT FROM pg_auth_members AS o WHERE o.member = u.oid AND o.roleid = 'padan_blk'::regrole)
ON CONFLICT (role_name) DO NOTHING;

GRANT USAGE ON SCHEMA padan, staging TO padan_operator;
GRANT USAGE ON SCHEMA dashboard TO padan_network, padan_operator;
ALTER DEFAULT PRIVILEGES FOR ROLE padan_owner IN SCHEMA dashboard GRANT SELECT ON TABLES TO padan_network, padan_operator;

-- What a person is to Padan. The narrowest group wins over everything else that the person may be: whoever is a BLK's log-in stays one. A new group
-- gets its line here, in padan.sees_all, padan.seen_blks, padan.seen_networks and padan.request_role.
CREATE OR REPLACE FUNCTION padan.kind_of(person text) RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    stands record;
BEGIN
    SELECT u.role, u.is_withheld INTO stands FROM padan.blk_user AS u WHERE u.role_name = person;
    IF stands.is_withheld THEN
        RETURN 'withheld';
    END IF;
    RETURN (
        WITH RECURSIVE held AS (
            SELECT r.oid, r.rolname, r.rolsuper FROM pg_roles AS r WHERE r.rolname = person
            UNION
            SELECT r.oid, r.rolname, r.rolsuper
            FROM held JOIN pg_auth_members AS m ON m.member = held.oid JOIN pg_roles AS r ON r.oid = m.roleid
            -- From PostgreSQL 16 on a membership may be one for administration only, which lets nobody act as the group.
            WHERE coalesce((to_jsonb(m) ->> 'inherit_option')::boolean OR (to_jsonb(m) ->> 'set_option')::boolean, true)
        )
        SELECT CASE
            WHEN bool_or(h.rolname = 'padan_blk') OR stands.role = 'blk' THEN 'blk'
            WHEN bool_or(h.rolname = 'padan_network') OR stands.role = 'network' THEN 'network'
            WHEN bool_or(h.rolname = 'padan_analyst') THEN 'analyst'
            WHEN bool_or(h.rolname = 'padan_operator') THEN 'operator'
            WHEN bool_or(h.rolsuper OR h.rolname IN ('padan_owner', 'padan_app')) THEN 'service'
        END
        FROM held AS h
    );
END
$$;
COMMENT ON FUNCTION padan.kind_of(text) IS 'What a role is to Padan: blk, network, analyst, operator, service, withheld (see padan.blk_user), or NULL for everybody else';

-- An operator sees everything, under the own name alone: only the service asks for others.
CREATE OR REPLACE FUNCTION padan.sees_all() RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    kind CONSTANT text := padan.kind_of(padan.asking_role());
BEGIN
    RETURN coalesce(kind IN ('analyst', 'operator') OR (kind = 'service' AND coalesce(current_setting('padan.asker', true), '') = ''), false);
END
$$;

-- A BLK's person sees the BLK. A network's person sees the BBPLK and the BLKs that it guides today, with all that is on record of them: also of the
-- years before they joined, which is what their guide plans from. What a BLK has left with goes with it.
CREATE OR REPLACE FUNCTION padan.seen_blks() RETURNS text[]
    LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    person CONSTANT text := padan.asking_role();
    stands_for CONSTANT text := padan.kind_of(person);
BEGIN
    RETURN ARRAY(
        SELECT b.blk_code
        FROM padan.blk_user AS u JOIN padan.blk AS b ON b.blk_code = u.blk_code OR (stands_for = 'network' AND b.parent_code = u.blk_code)
        WHERE u.role_name = person AND stands_for IN ('blk', 'network'));
END
$$;

-- The networks that a person speaks for.
CREATE FUNCTION padan.led_networks() RETURNS text[]
    LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    person CONSTANT text := padan.asking_role();
BEGIN
    RETURN ARRAY(
        SELECT u.blk_code FROM padan.blk_user AS u
        WHERE u.role_name = person AND u.blk_code IS NOT NULL AND padan.kind_of(person) = 'network');
END
$$;
COMMENT ON FUNCTION padan.led_networks() IS 'The network whose person is asking; none for everybody else';
REVOKE ALL ON FUNCTION padan.led_networks() FROM public;
GRANT EXECUTE ON FUNCTION padan.led_networks() TO padan_app, padan_analyst, padan_blk, padan_request;

CREATE OR REPLACE FUNCTION padan.seen_networks() RETURNS text[]
    LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    led CONSTANT text[] := padan.led_networks();
BEGIN
    IF cardinality(led) > 0 THEN
        RETURN led;
    END IF;
    RETURN ARRAY(
        SELECT n.code FROM padan.blk AS b, LATERAL (VALUES (b.blk_code), (b.parent_code)) AS n (code)
        WHERE b.blk_code = ANY (padan.seen_blks()) AND n.code IS NOT NULL);
END
$$;
COMMENT ON FUNCTION padan.seen_networks() IS 'The networks whose plans who is asking sees: a network''s person its own, a BLK''s person those of the BLK and of its parent';

CREATE OR REPLACE FUNCTION padan.request_role(login text) RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN (
        SELECT CASE
            WHEN padan.kind_of(login) IN ('blk', 'network') THEN 'padan_request_blk'
            WHEN padan.kind_of(login) IN ('analyst', 'operator') THEN 'padan_request'
        END
        FROM pg_roles AS r WHERE r.rolname = login AND r.rolcanlogin AND (r.rolvaliduntil IS NULL OR r.rolvaliduntil > now())
    );
END
$$;
COMMENT ON FUNCTION padan.request_role(text) IS 'The role in which the service answers a person; NULL for log-ins that are no readers, are withheld, are closed or have expired';

CREATE OR REPLACE FUNCTION padan.guard_rows(name text, own text, key text DEFAULT NULL) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    EXECUTE format('ALTER TABLE padan.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE padan.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
        'CREATE POLICY %I ON padan.%I TO padan_owner, padan_app, padan_analyst, padan_blk, padan_network, padan_operator, padan_request
            USING (true) WITH CHECK (true)', name || '_members', name);
    EXECUTE format('CREATE POLICY %I ON padan.%I AS RESTRICTIVE USING ((SELECT padan.sees_all()) OR %s)', name || '_own', name, own);
    IF key IS NOT NULL THEN
        EXECUTE format('CREATE POLICY %I ON padan.%I AS RESTRICTIVE TO padan_blk, padan_network, padan_request_blk USING (%s)', name || '_key', name, key);
    END IF;
END
$$;
DO $$
DECLARE
    item record;
BEGIN
    FOR item IN SELECT tablename AS name, policyname AS policy FROM pg_policies WHERE schemaname = 'padan' AND policyname = tablename || '_members' LOOP
        EXECUTE format('ALTER POLICY %I ON padan.%I TO padan_owner, padan_app, padan_analyst, padan_blk, padan_network, padan_operator, padan_request',
            item.policy, item.name);
    END LOOP;
    FOR item IN SELECT tablename AS name, policyname AS policy FROM pg_policies WHERE schemaname = 'padan' AND policyname = tablename || '_key' LOOP
        EXECUTE format('ALTER POLICY %I ON padan.%I TO padan_blk, padan_network, padan_request_blk', item.policy, item.name);
    END LOOP;
END
$$;
-- A network's target beside one BLK's reports would mislead; the network's people see it beside all of them.
ALTER POLICY target_own ON padan.target USING ((SELECT padan.sees_all()) OR network_code = ANY ((SELECT padan.led_networks())::text[]));

-- An operator fills the tables of a new run by COPY, and has no right on them once they are attached.
CREATE OR REPLACE FUNCTION padan.create_run_tables(number integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    parent text;
BEGIN
    IF NOT EXISTS (SELECT FROM padan.run WHERE run_id = number AND stage = 'scoring') THEN
        RAISE foreign_key_violation USING MESSAGE = format('there is no scoring run %s', number);
    END IF;
    FOREACH parent IN ARRAY ARRAY['market_factor', 'outcome_factor', 'candidate'] LOOP
        EXECUTE format('CREATE TABLE padan.%I (LIKE padan.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS)', parent || '_' || number, parent);
        EXECUTE format('ALTER TABLE padan.%I ADD CONSTRAINT %I CHECK (run_id = %s)', parent || '_' || number, parent || '_run_ck', number);
        EXECUTE format('COMMENT ON TABLE padan.%I IS %L', parent || '_' || number, 'Run ' || number || ' of padan.' || parent);
        EXECUTE format('GRANT INSERT ON padan.%I TO padan_operator', parent || '_' || number);
    END LOOP;
END
$$;
CREATE OR REPLACE FUNCTION padan.attach_run_tables(number integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    parent text;
BEGIN
    FOREACH parent IN ARRAY ARRAY['market_factor', 'outcome_factor', 'candidate'] LOOP
        EXECUTE format(
            'ALTER TABLE padan.%I ADD CONSTRAINT %I PRIMARY KEY (run_id, %s, program_code)', parent || '_' || number, parent || '_' || number || '_pk',
            CASE parent WHEN 'market_factor' THEN 'region_code' ELSE 'blk_code' END);
        EXECUTE format('ALTER TABLE padan.%I ATTACH PARTITION padan.%I FOR VALUES IN (%s)', parent, parent || '_' || number, number);
        EXECUTE format('REVOKE ALL ON padan.%I FROM padan_operator', parent || '_' || number);
        IF parent <> 'market_factor' THEN
            PERFORM padan.guard_partition(parent || '_' || number);
        END IF;
    END LOOP;
END
$$;
