SELECT plan((SELECT 4 * count(*)::integer FROM pg_class WHERE relnamespace = 'dashboard'::regnamespace) + 18);
-- Every view runs with the rights of who asks, is owned by the owner, and answers an analyst and a BLK.
SELECT ok('security_invoker=true' = ANY (c.reloptions) OR 'security_invoker=on' = ANY (c.reloptions), c.relname || ' has security_invoker')
FROM pg_class AS c WHERE c.relnamespace = 'dashboard'::regnamespace;
SELECT view_owner_is('dashboard', c.relname, 'padan_owner', c.relname || ' is the owner''s') FROM pg_class AS c WHERE c.relnamespace = 'dashboard'::regnamespace;
SELECT matches(pg_temp.as_user(who, format('SELECT count(*) FROM dashboard.%I', c.relname)), '^[0-9]{1,4}$', c.relname || ' answers ' || who)
FROM pg_class AS c, unnest(ARRAY['tap_analyst', 'tap_a']) AS who WHERE c.relnamespace = 'dashboard'::regnamespace;

SELECT is((SELECT array_agg(DISTINCT relkind::text) FROM pg_class WHERE relnamespace = 'dashboard'::regnamespace), ARRAY['v'], 'dashboard holds views only');
SELECT is((SELECT count(*) FROM dashboard.recommendation), 12::bigint, 'recommendation: three runs');
SELECT is((SELECT array_agg(DISTINCT run_id) FROM dashboard.latest_recommendation), (SELECT ARRAY[last] FROM number), 'latest_recommendation: the last additive run, not topsis');
SELECT is((SELECT count(*) FROM dashboard.latest_shortlist), 2::bigint, 'shortlist: what runs or is among the first k');
SELECT is((SELECT robustness FROM dashboard.latest_shortlist WHERE blk_code = 'A'), 'kokoh', 'p_top above the share of the run is kokoh');
SELECT is((SELECT round(sum(points)::numeric, 9) FROM dashboard.latest_recommendation_criterion WHERE blk_code = 'A' AND program_code = 'P'),
    round((100 * (3 * 0.25 + 4 * 1) / 7)::numeric, 9), 'points add up to the score over criteria with data');
SELECT is((SELECT array_agg(unit_code || ' ' || unit_title) FROM dashboard.latest_instructor_gap WHERE blk_code = 'A'), ARRAY['U1 Unit 1'], 'instructor_gap: the unit of the bit');
SELECT is((SELECT count(*) FROM dashboard.latest_program_catalog), 2::bigint, 'program_catalog: what runs');
SELECT is((SELECT participants_so_far FROM dashboard.latest_target_progress WHERE month = '2018-02-01'), 16::bigint, 'target_progress: a month without a report keeps what was there');
SELECT is((SELECT participants_so_far FROM dashboard.latest_target_progress WHERE month = '2018-03-01'), 30::bigint, 'target_progress: both BLKs of 2018');
SELECT is((SELECT participants_so_far FROM dashboard.latest_target_progress WHERE month = '2018-04-01'), NULL::bigint, 'target_progress: nothing after the last report');
SELECT is((SELECT participants_so_far FROM dashboard.latest_target_progress WHERE year = 2017 AND month = '2017-12-01'), NULL::bigint,
    'target_progress: B joined in 2018, its reports of 2017 are not the network''s');
SELECT is((SELECT participants_share FROM dashboard.latest_target_progress WHERE month = '2018-03-01'), 0.3::double precision, 'target_progress: share of the promise');
SELECT is((SELECT count(*) FROM dashboard.latest_target_progress WHERE run_id IS NULL), 12::bigint, 'target_progress: a year without a plan is there');
SELECT is((SELECT sum(participants) FROM dashboard.latest_allocation), 32::double precision, 'allocation: packages of the plan');
SELECT is((SELECT string_agg(region_name || '/' || province_name || '/' || parent_name, '') FROM dashboard.latest_allocation WHERE blk_code = 'A'),
    'Kabupaten Karawang/Jawa Barat/BBPLK', 'places at both levels and the parent');
SELECT is((SELECT surplus FROM dashboard.latest_allocation WHERE blk_code = 'A'), 0, 'allocation: packages for the targets alone');
SELECT is((SELECT program_name || '/' || kejuruan || '/' || reason || '/' || held_by FROM dashboard.latest_rank_difference WHERE blk_code = 'A'),
    'Program Q/Las/workshop/P, BLK B', 'rank_difference: own programmes by code, another BLK by its name alone');
SELECT * FROM finish();
ROLLBACK;
