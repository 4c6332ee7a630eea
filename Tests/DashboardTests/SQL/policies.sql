SELECT plan(118);
-- Every table that names a BLK, or a plan or an instructor of one, is guarded. The register of BLKs itself is for everybody, who logs in for nobody.
CREATE TEMP TABLE guarded AS
    SELECT c.relname::text AS name, c.relrowsecurity AND c.relforcerowsecurity AS is_forced
    FROM pg_class AS c
    WHERE c.relnamespace = 'padan'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname NOT IN ('blk', 'blk_user')
        AND (
            EXISTS (
                SELECT FROM pg_attribute AS a
                WHERE a.attrelid = c.oid AND NOT a.attisdropped AND a.attname IN ('blk_code', 'network_code', 'instructor_code'))
            OR EXISTS (
                SELECT FROM pg_constraint AS k WHERE k.conrelid = c.oid AND k.contype = 'f'
                    AND k.confrelid IN ('padan.blk'::regclass, 'padan.instructor'::regclass, 'padan.allocation'::regclass)));
SELECT is((SELECT string_agg(name, ', ') FROM guarded WHERE NOT is_forced), NULL, 'no table that names a BLK is left open');
SELECT is(
    (SELECT string_agg(t, ', ') FROM unnest(ARRAY[
        'allocation', 'allocation_action', 'allocation_assessor', 'allocation_bottleneck', 'allocation_difference', 'allocation_package', 'allocation_placement', 'allocation_reason',
        'allocation_upgrade', 'budget', 'candidate', 'catalog', 'department_factor', 'instructor', 'instructor_competence', 'outcome',
        'outcome_factor', 'realization', 'realization_month', 'shortlist', 'target', 'workshop']) AS t WHERE t NOT IN (SELECT name FROM guarded)),
    NULL, 'the tables with rows of BLKs are among them');
SELECT is(
    (SELECT string_agg(g.name, ', ') FROM guarded AS g
     WHERE NOT EXISTS (SELECT FROM pg_policies AS p WHERE p.tablename = g.name AND p.policyname = g.name || '_own' AND p.permissive = 'RESTRICTIVE' AND p.roles = '{public}')),
    NULL, 'the limit of every guarded table binds everybody');
SELECT policy_roles_are('padan', t, t || '_key', ARRAY['padan_blk', 'padan_network', 'padan_request_blk'], t || ' is found by key')
FROM unnest(ARRAY['candidate', 'shortlist', 'allocation_package', 'realization', 'realization_month', 'outcome_factor', 'department_factor']) AS t;
SELECT is(
    (SELECT string_agg(c.relname, ', ') FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
     WHERE i.inhparent IN ('padan.candidate'::regclass, 'padan.outcome_factor'::regclass) AND NOT (c.relrowsecurity AND c.relforcerowsecurity)),
    NULL, 'partitions with rows of BLKs are guarded, too');
-- A person in both groups stays a BLK's log-in, whatever role is set.
SELECT is(pg_temp.as_user_in(who, role_name, format('SELECT string_agg(DISTINCT blk_code, '','') FROM dashboard.%I', v)), 'A',
    format('%s as %s sees A alone in %s', who, role_name, v))
FROM unnest(ARRAY['recommendation', 'shortlist', 'recommendation_criterion', 'program_catalog', 'instructor_gap', 'allocation', 'rank_difference', 'realization', 'destination',
    'instructor_upgrade', 'outcome_rate']) AS v,
    (VALUES ('tap_both', 'padan_analyst'), ('tap_both', 'padan_blk'), ('tap_both', 'none'), ('tap_half', 'padan_analyst')) AS r (who, role_name);
SELECT is(pg_temp.as_user_in(who, 'padan_analyst', query), answer, format('%s as padan_analyst gets %s: %s', who, answer, query))
FROM unnest(ARRAY['tap_both', 'tap_half']) AS who, (VALUES
    ('SELECT string_agg(DISTINCT blk_code, '','') FROM dashboard.rescore(''{}'')', 'A'),
    ('SELECT count(*) FROM dashboard.rescore(''{}'', ''B'')', '0'),
    ('SELECT count(*) FROM dashboard.explain(''B'', ''P'')', '0'),
    ('SELECT (count(*) > 0)::text FROM dashboard.explain(''A'', ''P'')', 'true'),
    ('SELECT count(*) FROM dashboard.demand_for(''32.15'')', '0'),
    ('SELECT count(*) FROM dashboard.target_progress', '0'),
    ('SELECT string_agg(coalesce(blk_code, ''network''), '','' ORDER BY position) FROM dashboard.bottleneck', 'A,network'),
    ('SELECT count(*) FROM (SELECT set_config(''padan.asker'', ''tap_analyst'', true)) AS s, dashboard.realization WHERE blk_code = ''B''', '0')
) AS q (query, answer);
SELECT is(pg_temp.as_user_in('tap_both', 'padan_app', 'SELECT 1'), '42501', 'a reader does not become the service');
SELECT is(pg_temp.as_user_in(who, 'padan_request', 'SELECT 1'), '42501', who || ' does not become a request')
FROM unnest(ARRAY['tap_a', 'tap_analyst', 'tap_both', 'tap_nobody']) AS who;
-- A member of the group without a BLK; the service in the role of a group.
SELECT is(pg_temp.as_user('tap_none', 'SELECT count(*) FROM dashboard.recommendation'), '0', 'a member of padan_blk without a BLK sees nothing');
SELECT is(pg_temp.as_user_in('tap_admin', 'padan_analyst', 'SELECT string_agg(DISTINCT blk_code, '','') FROM dashboard.recommendation'), 'A,B',
    'the service as an analyst sees all');
SELECT is(pg_temp.as_user_in('tap_admin', 'padan_blk', 'SELECT count(*) FROM dashboard.recommendation'), '0', 'and as a BLK without a name nothing');
SELECT is(pg_temp.as_user_in('tap_admin', 'tap_a', 'SELECT string_agg(DISTINCT blk_code, '','') FROM dashboard.recommendation'), 'A',
    'and as a BLK''s user the BLK''s rows');
-- What a BLK sees: its own rows, in every view that names a BLK.
SELECT is(pg_temp.as_user(who, format('SELECT string_agg(DISTINCT blk_code, '','') FROM dashboard.%I', v)), 'A', format('%s sees A alone in %s', who, v))
FROM unnest(ARRAY['recommendation', 'shortlist', 'recommendation_criterion', 'program_catalog', 'instructor_gap', 'allocation', 'rank_difference', 'realization', 'destination',
    'instructor_upgrade', 'outcome_rate']) AS v, unnest(ARRAY['tap_a']) AS who;
SELECT is(pg_temp.as_user('tap_both', 'SELECT string_agg(DISTINCT blk_code, '','') FROM dashboard.recommendation'), 'A', 'who is an analyst too stays a BLK');
SELECT is(pg_temp.as_user('tap_a', 'SELECT string_agg(coalesce(blk_code, ''network''), '','' ORDER BY position) FROM dashboard.bottleneck'), 'A,network', 'bottlenecks: its own and the network''s');
-- What a BLK tries.
SELECT is(pg_temp.as_user('tap_a', query), answer, 'a BLK gets ' || coalesce(answer, 'nothing') || ': ' || query)
FROM (VALUES
    ('SELECT count(*) FROM dashboard.recommendation WHERE blk_code = ''B''', '0'),
    ('SELECT count(*) FROM dashboard.rescore(''{}'', ''B'')', '0'),
    ('SELECT count(DISTINCT blk_code) FROM dashboard.rescore(''{"wage": 9}'')', '1'),
    ('SELECT count(*) FROM dashboard.explain(''B'', ''P'')', '0'),
    ('SELECT count(*) FROM dashboard.target_progress', '0'),
    ('SELECT string_agg(held_by, '';'') FROM dashboard.rank_difference', 'P, BLK B'),
    ('SELECT count(*) FROM dashboard.latest_rank_difference WHERE blk_code = ''B''', '0'),
    ('SELECT count(*) FROM padan.allocation_difference', '42501'),
    ('SELECT count(*) FROM dashboard.latest_destination WHERE blk_code = ''B''', '0'),
    ('SELECT string_agg(instructor_code, '','') FROM dashboard.latest_instructor_upgrade', 'I'),
    ('SELECT count(*) FROM padan.allocation_upgrade', '42501'),
    ('SELECT count(*) FROM padan.outcome', '42501'),
    ('SELECT count(*) FROM dashboard.program_occupation', '6'),
    ('SELECT count(*) FROM padan.candidate', '42501'),
    ('SELECT padan.seen_blks()', '42501'),
    ('SELECT query_to_xml(''SELECT * FROM padan.blk'', true, true, '''')', '42501'),
    ('SET ROLE padan_analyst', '42501'),
    ('SET ROLE padan_owner', '42501'),
    ('COPY (SELECT 1) TO PROGRAM ''cat''', '42501'),
    ('COPY dashboard.recommendation FROM ''/etc/passwd''', '42501'),
    ('SELECT pg_read_file(''/etc/passwd'')', '42501'),
    ('CREATE FUNCTION public.leak(text) RETURNS boolean LANGUAGE sql COST 0.0001 AS ''SELECT true''', '42501'),
    -- An operator that fails on the rows of others would tell that they are there: it never gets to see them.
    ('SELECT count(*) FROM dashboard.recommendation WHERE 1 / (CASE WHEN blk_code = ''A'' THEN 1 ELSE 0 END) = 1', '6'),
    ('SELECT count(*) FROM dashboard.latest_shortlist WHERE CASE WHEN blk_code = ''A'' THEN true ELSE (blk_code::integer > 0) END', '1'),
    ('SELECT string_agg(blk_code, '','') FROM (SELECT DISTINCT blk_code FROM dashboard.recommendation ORDER BY 1) AS s', 'A')
) AS q (query, answer);
SELECT * FROM finish();
ROLLBACK;
