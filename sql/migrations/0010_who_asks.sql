-- Who is asking, answered once for direct log-ins and for the service; and row level security on every table with rows of one BLK.
SET LOCAL ROLE padan_owner;

-- What a person is to Padan. A group of readers wins over everything else that the person may be, and the narrowest group wins: whoever is a
-- BLK's log-in stays one. A new group of readers gets its line here, in padan.sees_all, padan.seen_blks and padan.request_role.
CREATE FUNCTION padan.kind_of(person text) RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
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
            WHEN bool_or(h.rolname = 'padan_blk') OR EXISTS (SELECT FROM padan.blk_user AS u WHERE u.role_name = person) THEN 'blk'
            WHEN bool_or(h.rolname = 'padan_analyst') THEN 'analyst'
            WHEN bool_or(h.rolsuper OR h.rolname IN ('padan_owner', 'padan_app')) THEN 'service'
        END
        FROM held AS h
    );
END
$$;
COMMENT ON FUNCTION padan.kind_of(text) IS 'What a role is to Padan: blk, analyst, service, or NULL for everybody else';
REVOKE ALL ON FUNCTION padan.kind_of(text) FROM public;
GRANT EXECUTE ON FUNCTION padan.kind_of(text) TO padan_app;

-- A direct log-in is itself, whatever role it sets and whatever it writes into padan.asker. The service's own log-in asks for the person whom it
-- names in padan.asker, else for the role that it set.
CREATE FUNCTION padan.asking_role() RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF padan.kind_of(session_user) IS DISTINCT FROM 'service' THEN
        RETURN session_user;
    END IF;
    RETURN coalesce(nullif(current_setting('padan.asker', true), ''), nullif(current_setting('role'), 'none'), session_user);
END
$$;
COMMENT ON FUNCTION padan.asking_role() IS 'Who is asking: the log-in; for the service the person in padan.asker, else the role that was set';
REVOKE ALL ON FUNCTION padan.asking_role() FROM public;
GRANT EXECUTE ON FUNCTION padan.asking_role() TO padan_app, padan_request;

-- The service sees everything in its own work only: a name in padan.asker must be a reader's.
CREATE FUNCTION padan.sees_all() RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    kind CONSTANT text := padan.kind_of(padan.asking_role());
BEGIN
    RETURN coalesce(kind = 'analyst' OR (kind = 'service' AND coalesce(current_setting('padan.asker', true), '') = ''), false);
END
$$;
COMMENT ON FUNCTION padan.sees_all() IS 'Whether who is asking sees the rows of every BLK';
REVOKE ALL ON FUNCTION padan.sees_all() FROM public;
GRANT EXECUTE ON FUNCTION padan.sees_all() TO padan_app, padan_analyst, padan_blk, padan_request;

CREATE FUNCTION padan.seen_blks() RETURNS text[]
    LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN ARRAY(SELECT u.blk_code FROM padan.blk_user AS u WHERE u.role_name = padan.asking_role());
END
$$;
COMMENT ON FUNCTION padan.seen_blks() IS 'The BLKs whose rows who is asking sees; none for people who see all (padan.sees_all)';
REVOKE ALL ON FUNCTION padan.seen_blks() FROM public;
GRANT EXECUTE ON FUNCTION padan.seen_blks() TO padan_app, padan_analyst, padan_blk, padan_request;

CREATE FUNCTION padan.seen_networks() RETURNS text[]
    LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN ARRAY(
        SELECT n.code FROM padan.blk AS b, LATERAL (VALUES (b.blk_code), (b.parent_code)) AS n (code)
        WHERE b.blk_code = ANY (padan.seen_blks()) AND n.code IS NOT NULL);
END
$$;
COMMENT ON FUNCTION padan.seen_networks() IS 'The networks whose plans who is asking sees: those of padan.seen_blks and of their parents';
REVOKE ALL ON FUNCTION padan.seen_networks() FROM public;
GRANT EXECUTE ON FUNCTION padan.seen_networks() TO padan_app, padan_analyst, padan_blk, padan_request;

CREATE FUNCTION padan.sees_blk(asked text) RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN padan.sees_all() OR coalesce(asked = ANY (padan.seen_blks()), false);
END
$$;
COMMENT ON FUNCTION padan.sees_blk(text) IS 'Whether who is asking sees the rows of a BLK';
REVOKE ALL ON FUNCTION padan.sees_blk(text) FROM public;
GRANT EXECUTE ON FUNCTION padan.sees_blk(text) TO padan_app, padan_request;

CREATE FUNCTION padan.request_role(login text) RETURNS text
    LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RETURN (
        SELECT CASE padan.kind_of(login) WHEN 'blk' THEN 'padan_request_blk' WHEN 'analyst' THEN 'padan_request' END
        FROM pg_roles AS r WHERE r.rolname = login AND r.rolcanlogin AND (r.rolvaliduntil IS NULL OR r.rolvaliduntil > now())
    );
END
$$;
COMMENT ON FUNCTION padan.request_role(text) IS 'The role in which the service answers a reader; NULL for log-ins that are no readers, are closed or have expired';
REVOKE ALL ON FUNCTION padan.request_role(text) FROM public;
GRANT EXECUTE ON FUNCTION padan.request_role(text) TO padan_app;

-- The policies of a table. TABLE_members lets those in who have rights on the table at all. TABLE_own binds everybody by who is asking, whatever role
-- is set. TABLE_key says the same of people who see some BLKs only in a form that an index answers, and binds the roles of such people: ten million
-- candidates are not read for the two thousand of one BLK.
CREATE FUNCTION padan.guard_rows(name text, own text, key text DEFAULT NULL) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    EXECUTE format('ALTER TABLE padan.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE padan.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
        'CREATE POLICY %I ON padan.%I TO padan_owner, padan_app, padan_analyst, padan_blk, padan_request USING (true) WITH CHECK (true)',
        name || '_members', name);
    EXECUTE format('CREATE POLICY %I ON padan.%I AS RESTRICTIVE USING ((SELECT padan.sees_all()) OR %s)', name || '_own', name, own);
    IF key IS NOT NULL THEN
        EXECUTE format('CREATE POLICY %I ON padan.%I AS RESTRICTIVE TO padan_blk, padan_request_blk USING (%s)', name || '_key', name, key);
    END IF;
END
$$;
COMMENT ON FUNCTION padan.guard_rows(text, text, text) IS 'Forces row level security on a table with rows of one BLK: (table, condition of a row that one sees, the same for an index)';
REVOKE ALL ON FUNCTION padan.guard_rows(text, text, text) FROM public;

DO $$
DECLARE
    name text;
    mine CONSTANT text := 'blk_code = ANY ((SELECT padan.seen_blks())::text[])';
    planned CONSTANT text := 'EXISTS (SELECT FROM padan.allocation AS a WHERE a.run_id = %I.run_id)';
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'candidate', 'shortlist', 'realization', 'realization_month', 'allocation', 'allocation_package', 'allocation_bottleneck', 'target'
    ] LOOP
        EXECUTE format('DROP POLICY %I ON padan.%I', name || '_members', name);
        EXECUTE format('DROP POLICY %I ON padan.%I', name || '_own', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY[
        'candidate', 'shortlist', 'realization', 'realization_month', 'allocation_package', 'allocation_placement', 'allocation_upgrade',
        'outcome_factor', 'department_factor', 'catalog', 'workshop', 'instructor', 'outcome', 'budget'
    ] LOOP
        PERFORM padan.guard_rows(name, mine, mine);
    END LOOP;
    PERFORM padan.guard_rows('instructor_competence',
        'EXISTS (SELECT FROM padan.instructor AS i WHERE i.instructor_code = instructor_competence.instructor_code)');
    -- A network's target beside one BLK's reports would mislead.
    PERFORM padan.guard_rows('target', 'false');
    -- A BLK sees the plan of the network that it belongs to: its own lines, and what the whole network lacks.
    PERFORM padan.guard_rows('allocation', 'network_code = ANY ((SELECT padan.seen_networks())::text[])');
    PERFORM padan.guard_rows('allocation_bottleneck', mine || ' OR (blk_code IS NULL AND ' || format(planned, 'allocation_bottleneck') || ')');
    PERFORM padan.guard_rows('allocation_assessor', format(planned, 'allocation_assessor'));
    PERFORM padan.guard_rows('allocation_reason', format(planned, 'allocation_reason'));
END
$$;
DROP FUNCTION padan.own_blk();

-- Partitions are read through their parents, whose policies bind. Whoever names a partition itself must be the service.
CREATE FUNCTION padan.guard_partition(name text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    EXECUTE format('ALTER TABLE padan.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE padan.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON padan.%I TO padan_owner, padan_app USING ((SELECT padan.sees_all())) WITH CHECK (true)', name || '_service', name);
END
$$;
COMMENT ON FUNCTION padan.guard_partition(text) IS 'Lets only the service read a partition by its own name';
REVOKE ALL ON FUNCTION padan.guard_partition(text) FROM public;
SELECT padan.guard_partition(c.relname)
FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
WHERE i.inhparent IN ('padan.candidate'::regclass, 'padan.outcome_factor'::regclass) AND c.relkind = 'r';

-- As before, and guards the partitions with rows of BLKs once they are filled: COPY does not write to tables with row level security.
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
        IF parent <> 'market_factor' THEN
            PERFORM padan.guard_partition(parent || '_' || number);
        END IF;
    END LOOP;
END
$$;

GRANT USAGE ON SCHEMA padan, dashboard TO padan_request;
