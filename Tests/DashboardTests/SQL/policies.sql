SELECT plan(50);
SELECT ok(c.relrowsecurity AND c.relforcerowsecurity, 'row level security is forced on ' || t)
FROM unnest(ARRAY['candidate', 'shortlist', 'allocation', 'allocation_package', 'allocation_bottleneck', 'realization', 'realization_month', 'target']) AS t
JOIN pg_class AS c ON c.oid = format('padan.%I', t)::regclass;
SELECT policies_are('padan', t, ARRAY[t || '_members', t || '_own'], 'policies of ' || t)
FROM unnest(ARRAY['candidate', 'shortlist', 'allocation', 'allocation_package', 'allocation_bottleneck', 'realization', 'realization_month', 'target']) AS t;
SELECT policy_roles_are('padan', t, t || '_own', ARRAY['padan_blk'], 'the limit of ' || t || ' binds BLKs')
FROM unnest(ARRAY['candidate', 'shortlist', 'allocation', 'allocation_package', 'allocation_bottleneck', 'realization', 'realization_month', 'target']) AS t;
-- What a BLK sees: its own rows, in every view that names a BLK.
SELECT is(pg_temp.as_user(who, format('SELECT string_agg(DISTINCT blk_code, '','') FROM dashboard.%I', v)), 'A', format('%s sees A alone in %s', who, v))
FROM unnest(ARRAY['recommendation', 'shortlist', 'recommendation_criterion', 'program_catalog', 'instructor_gap', 'allocation', 'realization']) AS v, unnest(ARRAY['tap_a']) AS who;
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
    ('SELECT count(*) FROM padan.candidate', '42501'),
    ('SELECT padan.own_blk()', '42501'),
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
