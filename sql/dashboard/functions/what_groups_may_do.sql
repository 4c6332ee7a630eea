-- What the group roles may do, made anew after all migrations and views, so that a new table or view needs no line of its own.
DO $$
DECLARE
    item record;
    rights text;
BEGIN
    -- A network's people read what a BLK's people read; which rows is row level security's.
    FOR item IN
        SELECT format('%s ON padan.%I', a.privilege_type, c.relname) AS privilege
        FROM pg_class AS c, aclexplode(c.relacl) AS a WHERE c.relnamespace = 'padan'::regnamespace AND a.grantee = 'padan_blk'::regrole
        UNION ALL
        SELECT format('%s (%I) ON padan.%I', x.privilege_type, a.attname, c.relname)
        FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid, aclexplode(a.attacl) AS x
        WHERE c.relnamespace = 'padan'::regnamespace AND x.grantee = 'padan_blk'::regrole
        UNION ALL
        SELECT format('EXECUTE ON FUNCTION %s', p.oid::regprocedure)
        FROM pg_proc AS p, aclexplode(p.proacl) AS a
        WHERE p.pronamespace IN ('padan'::regnamespace, 'dashboard'::regnamespace) AND a.grantee = 'padan_blk'::regrole
        UNION ALL
        SELECT format('SELECT ON dashboard.%I', c.relname) FROM pg_class AS c WHERE c.relnamespace = 'dashboard'::regnamespace AND c.relkind = 'v'
    LOOP
        EXECUTE format('GRANT %s TO padan_network', item.privilege);
    END LOOP;

    -- An operator reads what the service reads, changes what files bring, and adds and removes runs, which nobody changes. What functions and triggers of the
    -- owner fill is written by them alone. The program's own words and who may log in are not an operator's: log-ins are made by whoever owns the
    -- database (deploy/SECURITY.md says why).
    FOR item IN
        SELECT c.oid::regclass AS name,
            c.relkind IN ('v', 'p') OR c.relname IN ('blk_user', 'criterion', 'candidate_status', 'eligibility', 'realization_month', 'shortlist',
                'industry_demand', 'demand_quarter', 'title_coding', 'data_quality') AS is_read,
            c.relname = 'run' AS is_run,
            EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attname = 'run_id') AS is_of_run
        FROM pg_class AS c
        WHERE c.relnamespace IN ('padan'::regnamespace, 'staging'::regnamespace, 'dashboard'::regnamespace) AND c.relkind IN ('r', 'p', 'v')
            AND NOT c.relispartition AND has_table_privilege('padan_app', c.oid, 'SELECT')
            -- The tables of a run that is being stored at this moment.
            AND c.relname !~ '^(candidate|market_factor|outcome_factor)_[0-9]+$'
    LOOP
        rights := CASE
            WHEN item.is_read THEN 'SELECT'
            WHEN item.is_run THEN 'SELECT, INSERT, UPDATE (finished_at), DELETE'
            WHEN item.is_of_run THEN 'SELECT, INSERT'
            ELSE 'SELECT, INSERT, UPDATE, DELETE'
        END;
        EXECUTE format('REVOKE ALL ON %s FROM padan_operator', item.name);
        EXECUTE format('GRANT %s ON %s TO padan_operator', rights, item.name);
    END LOOP;
    FOR item IN
        SELECT p.oid::regprocedure AS name FROM pg_proc AS p
        WHERE p.pronamespace = 'dashboard'::regnamespace OR (p.pronamespace = 'padan'::regnamespace AND p.proname IN (
            'sees_all', 'seen_blks', 'seen_networks', 'led_networks', 'weights_of', 'code_of', 'create_run_tables', 'attach_run_tables', 'index_candidates',
            'fill_shortlist', 'record_data_state', 'drop_left_tables'))
    LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO padan_operator', item.name);
    END LOOP;
END
$$;
