SELECT plan((SELECT 4 * count(*)::integer FROM pg_class WHERE relnamespace = 'dashboard'::regnamespace) + 35);
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
UPDATE padan.region SET latitude = 0, longitude = CASE region_code WHEN '32.15' THEN 100 ELSE 101 END WHERE region_code <> '32';
SELECT is((SELECT string_agg(format('%s %s %s %s %s', work_region_name, work_province_name, persons, share, round(distance_km::numeric, 2)), ', ' ORDER BY work_region_code)
    FROM dashboard.latest_destination WHERE blk_code = 'A' AND program_code = 'P'),
    -- A degree of the equator is 6371.0088 · π / 180 km.
    'Kabupaten Karawang Jawa Barat 6 0.75 0.00, Kabupaten Bekasi Jawa Barat 2 0.25 111.20', 'destination: persons, their share and the great-circle distance');
SELECT is((SELECT round(distance_km::numeric, 2) FROM dashboard.latest_destination WHERE blk_code = 'B' AND work_region_code = '32.15'), 111.20, 'destination: from the region of the BLK');
UPDATE padan.region SET latitude = NULL, longitude = NULL WHERE region_code = '32.15';
SELECT is((SELECT string_agg(coalesce(distance_km::text, 'unknown'), ',' ORDER BY work_region_code) FROM dashboard.latest_destination WHERE blk_code = 'A'), '0,unknown',
    'destination: home is near, also without a position');
SELECT is((SELECT sum(persons) FROM dashboard.latest_destination WHERE blk_code = 'A'), (SELECT sum(placements) FROM dashboard.latest_allocation WHERE blk_code = 'A'),
    'destination: all who are expected to work');
SELECT is((SELECT format('%s %s %s %s %s', trained, certified, placed, certified_share, placed_share) FROM dashboard.outcome_rate WHERE blk_code = 'A' AND program_code = 'P'),
    '16 8 4 0.5 0.25', 'outcome_rate: shares of those who finished');
SELECT is((SELECT placed_share FROM dashboard.outcome_rate WHERE blk_code = 'B'), NULL::double precision, 'outcome_rate: not traced is not none');
SELECT is((SELECT coalesce(certified_share, placed_share) FROM dashboard.outcome_rate WHERE program_code = 'Q'), NULL::double precision, 'outcome_rate: nobody finished, no share');
SELECT is((SELECT format('%s|%s|%s|%s|%s|%s|%s|%s|%s|%s', position, kejuruan, instructor_code, unit_codes, unit_titles, program_names, days, packages, certified, placements)
    FROM dashboard.latest_instructor_upgrade WHERE blk_code = 'A'), '1|Las|I|U2 U1|Unit 2; Unit 1|Program P; Program Q|5|4|40|51', 'instructor_upgrade: who, which units, days, what it brings');
SELECT is((SELECT instructor_code FROM dashboard.latest_instructor_upgrade WHERE blk_code = 'B'), NULL::text, 'instructor_upgrade: a department without an instructor');
SELECT is((SELECT string_agg(program_code || ' ' || occupation_code || ' ' || weight, ', ' ORDER BY program_code) FROM dashboard.latest_program_occupation), 'P 7212 1, Q 7212 1',
    'program_occupation: of the published scores');
SELECT is((SELECT count(*) FROM dashboard.program_occupation), 6::bigint, 'program_occupation: of every run');
INSERT INTO padan.occupation (occupation_code, parent_code, name, name_en) VALUES
    ('7', NULL, 'a', 'a'), ('72', '7', 'b', 'b'), ('721', '72', 'c', 'c'), ('7212', '721', 'd', 'd') ON CONFLICT DO NOTHING;
INSERT INTO padan.demand (run_id, region_code, occupation_code, openings, leavers, reachable_openings, reachable_leavers, spread_share)
    SELECT demand, '32.15', '7212', 10, 4, 20, 8, 0 FROM number ON CONFLICT DO NOTHING;
UPDATE padan.demand SET relative_error = 0.5, leavers_error = 3, reachable_openings_error = 4, reachable_leavers_error = 3;
SELECT is((SELECT format('%s %s %s %s %s %s %s %s', openings_local, leavers_local, gap_local, round(gap_local_error::numeric, 4), openings_reach, leavers_reach, gap_reach, gap_reach_error)
    FROM dashboard.latest_demand_gap WHERE region_code = '32.15'), '10 4 6 5.8310 20 8 12 5', 'demand_gap: local and reachable figures by their names');
SELECT ok((SELECT bool_and(openings = openings_local AND leavers = leavers_local AND gap = gap_local AND reachable_openings = openings_reach
    AND reachable_leavers = leavers_reach AND reachable_gap = gap_reach AND gap_error = gap_local_error AND reachable_gap_error = gap_reach_error)
    FROM dashboard.demand_gap), 'demand_gap: the older names say the same');
SELECT ok((SELECT bool_and((openings_reach, gap_reach) = (openings, gap) AND openings_reach = 10 AND gap_reach = 5) FROM dashboard.recommendation), 'recommendation: within reach, by name');
SELECT ok((SELECT bool_and((openings_reach, gap_reach) = (openings, gap) AND openings_reach = 10 AND gap_reach = 5) FROM dashboard.latest_shortlist), 'shortlist: within reach, by name');
SELECT ok((SELECT bool_and(gap_reach = gap AND gap_reach = 5) FROM dashboard.latest_instructor_gap), 'instructor_gap: within reach, by name');
SELECT ok(NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'dashboard'::regnamespace AND relname = 'latest_outcome_rate'), 'outcome_rate: of no run, so there is no latest one');
SELECT * FROM finish();
ROLLBACK;
