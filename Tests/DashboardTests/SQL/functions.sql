SELECT plan(18);
SELECT function_owner_is('dashboard', name, arguments, 'padan_owner') FROM (VALUES
    ('rescore', ARRAY['jsonb', 'text']), ('demand_for', ARRAY['text', 'text']), ('explain', ARRAY['text', 'text'])) AS f (name, arguments);
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
SELECT * FROM finish();
ROLLBACK;
