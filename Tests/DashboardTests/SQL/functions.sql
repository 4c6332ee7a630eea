SELECT plan(70);
SELECT function_owner_is('dashboard', name, arguments, 'padan_owner') FROM (VALUES
    ('rescore', ARRAY['jsonb', 'text']), ('demand_for', ARRAY['text', 'text']), ('explain', ARRAY['text', 'text']), ('code_of', ARRAY['text', 'text'])) AS f (name, arguments);
SELECT ok(NOT prosecdef, proname || ' runs with the rights of who asks') FROM pg_proc WHERE pronamespace = 'dashboard'::regnamespace;
SELECT ok(NOT has_function_privilege('tap_nobody', oid, 'EXECUTE'), proname || ' is not for everybody') FROM pg_proc WHERE pronamespace = 'dashboard'::regnamespace;
-- Weights as they were give the scores by hand; P: (3·0.25 + 4·1) / 7, Q: (3·0.75 + 1·0.5 + 4·0) / 8.
SELECT is((SELECT round(score::numeric, 9) FROM dashboard.rescore('{}', 'A') WHERE program_code = 'P'), round((100 * 4.75 / 7)::numeric, 9), 'rescore of P');
SELECT is((SELECT round(score::numeric, 9) FROM dashboard.rescore('{}', 'A') WHERE program_code = 'Q'), round((100 * 2.75 / 8)::numeric, 9), 'rescore of Q');
SELECT is((SELECT string_agg(program_code, ',' ORDER BY position) FROM dashboard.rescore('{"placement": 0}', 'A')), 'Q,P', 'without placement Q is first');
SELECT is((SELECT score FROM dashboard.rescore('{"placement": 0, "wage": 0}', 'A') WHERE program_code = 'P'), NULL::double precision, 'no data under the weights that are left, no score');
SELECT is((SELECT position FROM dashboard.rescore('{"placement": 0, "wage": 0}', 'A') WHERE program_code = 'P'), NULL::integer, 'and no rank');
SELECT is((SELECT count(*) FROM dashboard.rescore('{"wage": 1}')), 4::bigint, 'without a BLK all BLKs');
SELECT throws_ok('SELECT * FROM dashboard.rescore(''{"pay": 1}'')', '22023', NULL, 'an unknown criterion is refused');
SELECT throws_ok('SELECT * FROM dashboard.rescore(''{"wage": -1}'')', '22023', NULL, 'a negative weight is refused');
SELECT is((SELECT round(points::numeric, 9) FROM dashboard.explain('A', 'P') WHERE criterion = 'score'), round((100 * 4.75 / 7)::numeric, 9), 'explain ends with the score');
-- Codes and names. The message of a refusal is what a BI tool shows.
CREATE FUNCTION pg_temp.refusal(query text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE query;
    RETURN NULL;
EXCEPTION WHEN invalid_parameter_value THEN
    RETURN SQLERRM;
END
$$;
INSERT INTO padan.industry (industry_code, parent_code, name, name_en) VALUES
    ('P', NULL, 'Pendidikan', 'Education'), ('85', 'P', 'Pendidikan', 'Education'), ('I', NULL, 'Akomodasi dan makan minum', 'Accommodation and food')
ON CONFLICT DO NOTHING;
INSERT INTO padan.occupation (occupation_code, parent_code, name, name_en) VALUES
    ('7', NULL, 'Pekerja pengolahan', 'Craft workers'), ('72', '7', 'Pekerja logam', 'Metal workers'), ('721', '72', 'Tukang las uji', 'Trial welders'),
    ('7212', '721', 'Tukang las uji', 'Trial welders')
ON CONFLICT (occupation_code) DO UPDATE SET name = excluded.name, name_en = excluded.name_en;
INSERT INTO padan.demand (run_id, region_code, occupation_code, openings, leavers, reachable_openings, reachable_leavers, spread_share)
    SELECT demand, '32.16', '7212', 7, 2, 20, 8, 0 FROM number;
INSERT INTO padan.demand (run_id, region_code, occupation_code, openings, leavers, reachable_openings, reachable_leavers, spread_share)
    SELECT demand, '32.15', '7212', 10, 4, 20, 8, 0 FROM number ON CONFLICT DO NOTHING;
SELECT is(dashboard.code_of(kind, asked), code, format('%s is the %s %L', code, kind, asked)) FROM (VALUES
    ('blk', 'A', 'A'), ('blk', ' a ', 'A'), ('blk', 'BLK A', 'A'), ('blk', 'blka', 'A'), ('blk', 'bbplk', 'N'),
    ('program', 'q', 'Q'), ('program', 'PROGRAM  Q', 'Q'),
    ('region', '32.15', '32.15'), ('region', 'karawang', '32.15'), ('region', 'kabupaten karawang', '32.15'), ('region', 'JAWABARAT', '32'),
    ('occupation', '72', '72'), ('occupation', 'tukang las uji', '7212'), ('occupation', 'Trial Welders', '7212'), ('occupation', 'logam', '72'),
    ('industry', 'i', 'I'), ('industry', 'makan minum', 'I'), ('industry', 'Accommodation', 'I')
) AS v (kind, asked, code);
-- Whole words come before parts of words: las is no part of jasa lainnya.
INSERT INTO padan.occupation (occupation_code, parent_code, name, name_en) VALUES
    ('71', '7', 'Pekerja kelas dua', 'Second class'), ('73', '7', 'Pekerja jasa lainnya', 'Others'), ('74', '7', 'Juru las, cetak', 'Second welders')
ON CONFLICT (occupation_code) DO UPDATE SET name = excluded.name, name_en = excluded.name_en;
SELECT is(dashboard.code_of('occupation', 'las cetak'), '74', 'marks make no other name');
SELECT is(dashboard.code_of('occupation', 'kelas'), '71', 'a whole word');
SELECT is(dashboard.code_of('occupation', 'cet'), '74', 'a part of a word');
SELECT is(left(pg_temp.refusal(format('SELECT dashboard.code_of(''blk'', %L)', repeat('ab ', 100000))), 90),
    'tidak ada BLK ''' || repeat('ab ', 20) || '…'', dan tidak a', 'what is asked is shown as far as it is short');
SELECT is(dashboard.code_of('blk', NULL), NULL, 'nothing asked, nothing answered');
SELECT is(pg_temp.refusal(query), message, query) FROM (VALUES
    ('SELECT dashboard.code_of(''region'', ''karawnag'')', 'tidak ada daerah ''karawnag''; yang paling mirip: 32.15 (Kabupaten Karawang), 32 (Jawa Barat), 32.16 (Kabupaten Bekasi)'),
    ('SELECT dashboard.code_of(''region'', ''zzzz'')', 'tidak ada daerah ''zzzz'', dan tidak ada yang mirip'),
    ('SELECT dashboard.code_of(''region'', ''kabupaten'')', '''kabupaten'' cocok dengan beberapa daerah: 32.15 (Kabupaten Karawang), 32.16 (Kabupaten Bekasi)'),
    ('SELECT dashboard.code_of(''industry'', ''pendidikan'')', '''pendidikan'' cocok dengan beberapa lapangan usaha: 85 (Pendidikan), P (Pendidikan)'),
    ('SELECT dashboard.code_of(''blk'', '' '')', 'tidak ada BLK '' '', dan tidak ada yang mirip'),
    ('SELECT dashboard.code_of(''unit'', ''U1'')', 'tidak ada daftar ''unit''; yang ada: blk, program, region, occupation, industry'),
    ('SELECT * FROM dashboard.demand_for(''Bekasy'')', 'tidak ada daerah ''Bekasy''; yang paling mirip: 32.16 (Kabupaten Bekasi), 32 (Jawa Barat)'),
    ('SELECT * FROM dashboard.explain(''C'', ''P'')', 'tidak ada BLK ''C'', dan tidak ada yang mirip'),
    ('SELECT * FROM dashboard.explain(''A'', ''program'')', '''program'' cocok dengan beberapa program: P (Program P), Q (Program Q)'),
    ('SELECT * FROM dashboard.rescore(''{}'', ''blk'')', '''blk'' cocok dengan beberapa BLK: A (BLK A), B (BLK B)'),
    ('SELECT * FROM dashboard.rescore(''{"pay": 1}'')', 'bobot: hitungan itu tidak mempunyai kriteria ''pay''; yang ada: wage, growth, placement')
) AS q (query, message);
SELECT matches(pg_temp.refusal('SELECT * FROM dashboard.demand_for(''32'', ''las tukang'')'), '^tidak ada jabatan ''las tukang''; yang paling mirip: .*7212 \(Tukang las uji\)', 'an occupation by its words');
SET LOCAL padan.language TO en;
SELECT is(pg_temp.refusal('SELECT dashboard.code_of(''region'', ''karawnag'')'), 'there is no region ''karawnag''; spelled most like it: 32.15 (Kabupaten Karawang), 32 (Jawa Barat), 32.16 (Kabupaten Bekasi)', 'in English, when the session says so');
SELECT is(pg_temp.refusal('SELECT * FROM dashboard.rescore(''{"wage": -1}'')'), 'weights: -1 of ''wage'' is no weight; 0 or more is wanted', 'weights in English');
RESET padan.language;
SELECT is((SELECT count(*) FROM dashboard.explain('blk a', 'program p')), (SELECT count(*) FROM dashboard.explain('A', 'P')), 'explain by names');
SELECT is((SELECT string_agg(DISTINCT blk_code, ',') FROM dashboard.rescore('{}', 'BLK B')), 'B', 'rescore by name');
SELECT is((SELECT string_agg(region_code || ' ' || gap_local || ' ' || gap_reach || ' ' || (gap = gap_local AND reachable_gap = gap_reach), ', ' ORDER BY region_code)
    FROM dashboard.demand_for('jawa barat', 'trial welders')), '32.15 6 12 true, 32.16 5 12 true', 'demand_for by names, a province with all its regencies');
SELECT is(pg_temp.as_user('tap_a', query), answer, format('a BLK gets %s: %s', answer, query)) FROM (VALUES
    ('SELECT string_agg(DISTINCT blk_code, '','') FROM dashboard.rescore(''{}'', ''blk a'')', 'A'),
    ('SELECT count(*) FROM dashboard.explain(''blk b'', ''program p'')', '0'),
    ('SELECT dashboard.code_of(''blk'', ''blk b'')', 'B'),
    ('SELECT count(*) FROM dashboard.explain(''blk z'', ''program p'')', '22023'),
    ('SELECT padan.code_of(''blk'', ''A'')', '42501')
) AS q (query, answer);
SELECT is(pg_temp.as_user('tap_n', 'SELECT dashboard.code_of(''blk'', ''blk b'')'), 'B', 'a network''s log-in asks by name');
SELECT is(pg_temp.as_user('tap_operator', 'SELECT dashboard.code_of(''blk'', ''blk b'')'), 'B', 'an operator asks by name');
SELECT is(pg_temp.as_request('tap_service', 'tap_a', 'SELECT dashboard.code_of(''blk'', ''blk b'')'), 'B', 'a request asks by name');
SELECT is(pg_temp.as_user('tap_nobody', 'SELECT dashboard.code_of(''blk'', ''A'')'), '42501', 'nobody else does');
SELECT * FROM finish();
ROLLBACK;
