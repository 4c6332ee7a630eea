-- What a network's people see: the BBPLK and the BLKs that it guides today, of every year; and what those see whose rights were withheld.
-- Another network, M, with a BLK C of its own; D, whom nobody guides. Both have rows in every table that has rows of BLKs.
INSERT INTO padan.blk (blk_code, name, kind, region_code, parent_code, joined_year)
    VALUES ('M', 'BBPLK lain', 'BBPLK', '32.16', NULL, NULL), ('C', 'BLK C', 'UPTD', '32.16', 'M', 2016), ('D', 'BLK D', 'UPTD', '32.16', NULL, NULL);
INSERT INTO padan.run (stage, code_version, config_digest, config_text, input_snapshot, seed, as_of, started_at, finished_at, profile, method, recommended, firm_share)
    VALUES ('scoring', '1', '', '', '{}', 0, '2018-03-01', now(), now(), 'seimbang', 'additive', 1, 0.8);
SELECT max(run_id) AS id, 'candidate_' || max(run_id) AS candidates, 'outcome_factor_' || max(run_id) AS factors FROM padan.run \gset
SELECT padan.create_run_tables(:id) \g /dev/null
INSERT INTO padan.run_blk SELECT :id, b, 1 FROM unnest(ARRAY['N', 'A', 'B', 'M', 'C', 'D']) AS b;
INSERT INTO padan.:"candidates" (run_id, position, score, completeness, openings, gap, status, eligibility, blk_code, program_code, raw_values, utilities)
    SELECT :id, 1, 75, 1, 10, 5, 0, 1, b, 'P', '{1}', '{0.5}' FROM unnest(ARRAY['N', 'A', 'B', 'M', 'C', 'D']) AS b;
INSERT INTO padan.:"factors" SELECT :id, 16, 8, 0, 0, b, 'P' FROM unnest(ARRAY['N', 'A', 'B', 'M', 'C', 'D']) AS b;
SELECT padan.attach_run_tables(:id), padan.index_candidates(:id), padan.fill_shortlist(:id) \g /dev/null
INSERT INTO padan.department_factor SELECT :id, b, 'Las', 1, true FROM unnest(ARRAY['N', 'A', 'B', 'M', 'C', 'D']) AS b;
INSERT INTO padan.workshop (workshop_code, blk_code, kejuruan, hours_per_year) SELECT 'W' || b, b, 'Las', 1 FROM unnest(ARRAY['N', 'A', 'B', 'M', 'C', 'D']) AS b;
INSERT INTO padan.instructor (instructor_code, name, blk_code, kejuruan) SELECT 'I' || b, b, b, 'Las' FROM unnest(ARRAY['N', 'A', 'B', 'M', 'C', 'D']) AS b;
INSERT INTO padan.instructor_competence SELECT 'I' || b, 'U1', '2017-01-01', '2019-01-01' FROM unnest(ARRAY['N', 'A', 'B', 'M', 'C', 'D']) AS b;
INSERT INTO padan.catalog (blk_code, program_code, valid_from) SELECT b, 'P', '2017-01-01' FROM unnest(ARRAY['N', 'A', 'B', 'M', 'C', 'D']) AS b;
-- Years before a BLK joined its network are its history, too: B joined in 2018.
INSERT INTO padan.outcome (blk_code, program_code, year, packages, trained, certified)
    SELECT b, 'P', 2010, 1, 16, 8 FROM unnest(ARRAY['N', 'A', 'B', 'M', 'C', 'D']) AS b;
INSERT INTO padan.budget (blk_code, scope, year, rupiah) SELECT b, 'blk', 2010, 1 FROM unnest(ARRAY['N', 'A', 'B', 'M', 'C', 'D']) AS b;
INSERT INTO padan.budget (blk_code, scope, year, rupiah) SELECT b, 'network', 2018, 1 FROM unnest(ARRAY['N', 'M']) AS b;
INSERT INTO padan.realization SELECT b, 'P', 2010, 1, 1, 16, 0 FROM unnest(ARRAY['N', 'A', 'B', 'M', 'C', 'D']) AS b;
INSERT INTO padan.allocation_package SELECT plan, 'N', 'P', 1, 16, 10, 8, 240, 30000000, 0, 75, false FROM number;
INSERT INTO padan.allocation_placement SELECT plan, 'N', 'P', '32.15', '7212', 8 FROM number;
INSERT INTO padan.allocation_upgrade SELECT plan, 3, 'N', NULL, '{P}', '{U1}', 1, 1, 1, 1 FROM number;
INSERT INTO padan.allocation_action SELECT plan, 'N', 1, '[]'::jsonb, NULL, '{Q}', '{}', 1, 8, 4, 1, 16, 8, 4, '{}' FROM number;
INSERT INTO padan.allocation_difference SELECT plan, 'N', 'Q', 1, 1, 0, 'served', NULL, '{A}', 8, 0 FROM number;
INSERT INTO padan.allocation_assessor SELECT plan, 'S', 1, 1, 1, 0, 0, '{}', '{}' FROM number;
INSERT INTO padan.allocation_reason SELECT plan, 'certified', 1, 'assessor', NULL, 1 FROM number;
INSERT INTO padan.target VALUES ('M', 2018, 100, 80);
INSERT INTO padan.run (stage, code_version, config_digest, config_text, input_snapshot, seed, as_of, started_at, finished_at)
    VALUES ('allocation', '1', '', '', '{}', 0, '2018-01-01', now(), now());
SELECT max(run_id) AS other FROM padan.run \gset
INSERT INTO padan.allocation VALUES (:other, 'M', 2018, false, '[]', 10, 11, 'gap', 100, 80, 32, 20, 15);
INSERT INTO padan.publication (run_id) VALUES (:id), (:other);
INSERT INTO padan.allocation_package SELECT :other, b, 'P', 1, 16, 10, 8, 240, 30000000, 0, 75, false FROM unnest(ARRAY['M', 'C', 'D']) AS b;
INSERT INTO padan.allocation_placement SELECT :other, b, 'P', '32.15', '7212', 8 FROM unnest(ARRAY['M', 'C', 'D']) AS b;
INSERT INTO padan.allocation_upgrade SELECT :other, row_number() OVER (), b, NULL, '{P}', '{U1}', 1, 1, 1, 1 FROM unnest(ARRAY['M', 'C', 'D']) AS b;
INSERT INTO padan.allocation_action SELECT :other, b, 1, '[]'::jsonb, NULL, '{Q}', '{}', 1, 8, 4, 1, 16, 8, 4, '{}' FROM unnest(ARRAY['M', 'C', 'D']) AS b;
INSERT INTO padan.allocation_difference SELECT :other, b, 'Q', 1, 1, 0, 'served', NULL, '{M}', 8, 0 FROM unnest(ARRAY['M', 'C', 'D']) AS b;
INSERT INTO padan.allocation_assessor VALUES (:other, 'T', 1, 1, 1, 0, 0, '{}', '{}');
INSERT INTO padan.allocation_reason VALUES (:other, 'certified', 1, 'budget', NULL, 1);
INSERT INTO padan.allocation_bottleneck (run_id, position, resource, blk_code, kejuruan, available, used, step, estimate)
    VALUES (:other, 1, 'network_budget', NULL, NULL, 1, 1, 1, 1), (:other, 2, 'workshop', 'C', 'Las', 1, 1, 1, 1);

-- Every table whose rows are one BLK's, found by its column, and every view.
CREATE TEMP TABLE blkwise AS
    SELECT c.relname::text AS name FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'blk_code'
    WHERE c.relnamespace = 'padan'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname NOT IN ('blk', 'blk_user', 'allocation_bottleneck');
CREATE TEMP TABLE blkwise_view AS
    SELECT c.relname::text AS name FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'blk_code'
    WHERE c.relnamespace = 'dashboard'::regnamespace AND c.relkind = 'v' AND c.relname !~ 'bottleneck$';
GRANT SELECT ON blkwise, blkwise_view TO public;

SELECT plan(5 * (SELECT count(*)::integer FROM blkwise) + 9 * (SELECT count(*)::integer FROM blkwise_view) + 87);
SELECT cmp_ok((SELECT count(*) FROM blkwise)::integer, '>=', 14, 'the tables are found');
SELECT cmp_ok((SELECT count(*) FROM blkwise_view)::integer, '>=', 12, 'the views are found');
-- There is something not to be seen: an analyst sees it.
SELECT is(pg_temp.as_request('tap_service', 'tap_analyst', format('SELECT string_agg(DISTINCT blk_code, '','' ORDER BY blk_code) FROM padan.%I', name)), 'A,B,C,D,M,N',
    'every BLK has rows in ' || name) FROM blkwise;
SELECT is(pg_temp.as_request('tap_service', 'tap_operator', format('SELECT string_agg(DISTINCT blk_code, '','' ORDER BY blk_code) FROM padan.%I', name)), 'A,B,C,D,M,N',
    'an operator sees all of ' || name) FROM blkwise;
SELECT is(pg_temp.as_request('tap_service', 'tap_n', format('SELECT string_agg(DISTINCT blk_code, '','' ORDER BY blk_code) FROM padan.%I', name), role_name), 'A,B,N',
    format('a network''s person in %s sees its own of %s', role_name, name)) FROM blkwise, unnest(ARRAY['padan_request_blk', 'padan_request']) AS role_name;
SELECT is(pg_temp.as_user('tap_operator', format('SELECT string_agg(DISTINCT blk_code, '','' ORDER BY blk_code) FROM padan.%I', name)), 'A,B,C,D,M,N',
    'an operator''s log-in sees all of ' || name) FROM blkwise;
-- The views, as people log in. Whoever is in several groups belongs to the narrowest.
SELECT is(pg_temp.as_user(who, format('SELECT count(*) FROM dashboard.%I WHERE blk_code <> ALL (%L::text[])', name, seen)), '0', format('%s sees no others in %s', who, name))
FROM blkwise_view, (VALUES ('tap_n', '{N,A,B}'), ('tap_n_analyst', '{N,A,B}'), ('tap_n_operator', '{N,A,B}'), ('tap_n_blk', '{N}')) AS p (who, seen);
SELECT is(pg_temp.as_user(who, format('SELECT count(*) FROM dashboard.%I', name)), '0', format('%s sees nothing in %s', who, name))
FROM blkwise_view, unnest(ARRAY['tap_n_none', 'tap_held_blk', 'tap_held_network', 'tap_held_analyst', 'tap_held_operator']) AS who;
SELECT is(pg_temp.as_user(who, format('SELECT string_agg(DISTINCT blk_code, '','' ORDER BY blk_code) FROM dashboard.%I', name)), seen, format('%s sees %s in %s', who, seen, name))
FROM unnest(ARRAY['latest_recommendation', 'shortlist', 'realization', 'allocation', 'latest_program_catalog']) AS name, (VALUES
    ('tap_n', 'A,B,N'), ('tap_n_analyst', 'A,B,N'), ('tap_n_operator', 'A,B,N'), ('tap_n_blk', 'N'), ('tap_operator', 'A,B,C,D,M,N')) AS p (who, seen);
-- Plans and targets are the network's own, and the network's alone.
SELECT is(pg_temp.as_request('tap_service', who, query), answer, format('%s gets %s: %s', who, answer, query)) FROM (VALUES
    ('tap_n', 'SELECT string_agg(network_code, '','') FROM padan.allocation', 'N'),
    ('tap_n', 'SELECT string_agg(cause, '','') FROM padan.allocation_reason', 'assessor'),
    ('tap_n', 'SELECT string_agg(scheme_code, '','') FROM padan.allocation_assessor', 'S'),
    ('tap_n', 'SELECT string_agg(coalesce(blk_code, ''network''), '','' ORDER BY position) FROM padan.allocation_bottleneck', 'A,B,network'),
    ('tap_n', 'SELECT string_agg(DISTINCT network_code, '','') FROM padan.target', 'N'),
    ('tap_n', 'SELECT string_agg(instructor_code, '','' ORDER BY instructor_code) FROM padan.instructor_competence', 'IA,IB,IN'),
    ('tap_n', 'SELECT min(year) FROM padan.outcome WHERE blk_code = ''B''', '2010'),
    ('tap_n', 'SELECT string_agg(scope, '','' ORDER BY scope) FROM padan.budget WHERE blk_code = ''N''', 'blk,network'),
    ('tap_n', 'SELECT padan.sees_blk(''N'')::text || padan.sees_blk(''B'')::text || padan.sees_blk(''C'')::text || padan.sees_blk(''D'')::text', 'truetruefalsefalse'),
    ('tap_n', 'SELECT padan.asking_role()', 'tap_n'),
    ('tap_n', 'DELETE FROM padan.realization', '42501'),
    ('tap_a', 'SELECT count(*) FROM padan.target', '0'),
    ('tap_n_blk', 'SELECT count(*) FROM padan.target', '0'),
    ('tap_n_none', 'SELECT count(*) FROM padan.target', '0'),
    ('tap_held_network', 'SELECT count(*) FROM padan.target', '0')
) AS q (who, query, answer);
SELECT is(pg_temp.as_user('tap_n', query), answer, format('a network''s log-in gets %s: %s', answer, query)) FROM (VALUES
    ('SELECT string_agg(DISTINCT network_code, '','') FROM dashboard.target_progress', 'N'),
    ('SELECT string_agg(DISTINCT network_code, '','') FROM dashboard.allocation', 'N'),
    ('SELECT string_agg(coalesce(blk_code, ''network''), '','' ORDER BY position) FROM dashboard.bottleneck', 'A,B,network'),
    ('SELECT string_agg(DISTINCT blk_code, '','' ORDER BY blk_code) FROM dashboard.rescore(''{}'')', 'A,B,N'),
    ('SELECT count(*) FROM dashboard.rescore(''{}'', ''C'')', '0'),
    ('SELECT count(*) FROM dashboard.explain(''C'', ''P'')', '0'),
    ('SELECT count(*) FROM padan.candidate', '42501'),
    ('SET ROLE padan_analyst', '42501'),
    ('SET ROLE padan_request', '42501'),
    ('SET ROLE padan_operator', '42501')
) AS q (query, answer);
-- A BLK that leaves its network goes with all that is on record of it; one that joins comes with it.
UPDATE padan.blk SET parent_code = CASE blk_code WHEN 'B' THEN 'M' ELSE 'N' END WHERE blk_code IN ('B', 'C');
SELECT is(pg_temp.as_user('tap_n', 'SELECT string_agg(DISTINCT blk_code, '','' ORDER BY blk_code) FROM dashboard.realization'), 'A,C,N', 'a network is as it is today');
-- What an operator does and does not.
SELECT is(pg_temp.as_user('tap_operator', query), answer, format('an operator gets %s: %s', answer, query)) FROM (VALUES
    ('WITH x AS (UPDATE padan.realization SET packages = packages + 1 RETURNING 1) SELECT count(*) FROM x', '9'),
    ('WITH x AS (DELETE FROM padan.run WHERE stage = ''allocation'' RETURNING 1) SELECT count(*) FROM x', '2'),
    ('INSERT INTO padan.blk_user VALUES (''tap_nobody'', ''A'')', '42501'),
    ('UPDATE padan.blk_user SET blk_code = ''B''', '42501'),
    ('UPDATE padan.criterion SET name = ''''', '42501'),
    ('UPDATE padan.candidate SET score = 100', '42501'),
    ('UPDATE padan.shortlist SET score = 100', '42501'),
    ('TRUNCATE padan.realization', '42501'),
    ('DROP TABLE padan.realization', '42501'),
    ('ALTER TABLE padan.realization NO FORCE ROW LEVEL SECURITY', '42501'),
    ('CREATE TABLE padan.mine (a integer)', '42501'),
    ('CREATE ROLE tap_mine', '42501'),
    ('ALTER ROLE tap_a PASSWORD ''x''', '42501'),
    ('GRANT padan_analyst TO tap_nobody', '42501'),
    ('SET ROLE padan_app', '42501'),
    ('SET ROLE padan_owner', '42501'),
    ('SET ROLE padan_request', '42501'),
    ('SELECT padan.request_role(''tap_a'')', '42501'),
    ('SELECT set_config(''padan.asker'', ''tap_a'', true) || count(*)::text FROM padan.target', 'tap_a3')
) AS q (query, answer);
SELECT is(pg_temp.as_user('tap_operator', format(query, p || :id)), '42501', format('a run that is stored is not an operator''s to change: %s', format(query, p || :id)))
FROM unnest(ARRAY['candidate_', 'outcome_factor_', 'market_factor_']) AS p, unnest(ARRAY['INSERT INTO padan.%I DEFAULT VALUES']) AS query;
-- Withheld rights are withheld in every way of asking, and a name in the table alone gives none.
SELECT is(padan.request_role(login), answer, format('%s is answered as %s', login, coalesce(answer, 'nobody'))) FROM (VALUES
    ('tap_n', 'padan_request_blk'), ('tap_n_blk', 'padan_request_blk'), ('tap_n_analyst', 'padan_request_blk'), ('tap_n_none', 'padan_request_blk'),
    ('tap_operator', 'padan_request'), ('tap_held_blk', NULL), ('tap_held_network', NULL), ('tap_held_analyst', NULL), ('tap_held_operator', NULL)
) AS v (login, answer);
SELECT is(pg_temp.as_user('tap_held_operator', query), answer, format('a withheld operator gets %s: %s', answer, query)) FROM (VALUES
    ('SELECT count(*) FROM padan.realization', '0'),
    ('WITH x AS (DELETE FROM padan.realization RETURNING 1) SELECT count(*) FROM x', '0'),
    ('INSERT INTO padan.realization VALUES (''A'', ''P'', 2009, 1, 1, 16, 0)', '42501')
) AS q (query, answer);
SELECT * FROM finish();
ROLLBACK;
