-- What the service reads and does on behalf of a person.
INSERT INTO padan.workshop (workshop_code, blk_code, kejuruan, hours_per_year) VALUES ('WA', 'A', 'Las', 1), ('WB', 'B', 'Las', 1);
INSERT INTO padan.instructor (instructor_code, name, blk_code, kejuruan) VALUES ('J', 'Budi', 'B', 'Las');
INSERT INTO padan.instructor_competence VALUES ('I', 'U1', '2017-01-01', '2019-01-01'), ('J', 'U1', '2017-01-01', '2019-01-01');
INSERT INTO padan.catalog (blk_code, program_code, valid_from) VALUES ('A', 'P', '2017-01-01'), ('B', 'P', '2017-01-01');
INSERT INTO padan.budget (blk_code, scope, year, rupiah) VALUES ('A', 'blk', 2018, 1), ('B', 'blk', 2018, 1), ('N', 'network', 2018, 1);
INSERT INTO padan.department_factor SELECT last, b, 'Las', 1, true FROM number, unnest(ARRAY['A', 'B']) AS b;
INSERT INTO padan.outcome_factor SELECT last, 16, 8, 0, 0, b, 'P' FROM number, unnest(ARRAY['A', 'B']) AS b;
INSERT INTO padan.allocation_assessor SELECT plan, 'S', 1, 1, 1, 0, 0, '{}', '{}' FROM number;
INSERT INTO padan.allocation_reason SELECT plan, 'certified', 1, 'assessor', NULL, 1 FROM number;
-- Another network with a plan of its own.
INSERT INTO padan.blk (blk_code, name, kind, region_code) VALUES ('M', 'BBPLK lain', 'BBPLK', '32.16');
INSERT INTO padan.run (stage, code_version, config_digest, config_text, input_snapshot, seed, as_of, started_at, finished_at)
    VALUES ('allocation', '1', '', '', '{}', 0, '2018-01-01', now(), now());
INSERT INTO padan.allocation SELECT max(run_id), 'M', 2018, false, '[]', 10, 11, 'gap', 100, 80, 32, 20, 15 FROM padan.run;
INSERT INTO padan.allocation_reason SELECT max(run_id), 'certified', 1, 'budget', NULL, 1 FROM padan.run;
INSERT INTO padan.allocation_assessor SELECT max(run_id), 'T', 1, 1, 1, 0, 0, '{}', '{}' FROM padan.run;
INSERT INTO padan.allocation_bottleneck (run_id, position, resource, available, used, step, estimate)
    SELECT max(run_id), 1, 'network_budget', 1, 1, 1, 1 FROM padan.run;
CREATE ROLE tap_closed NOLOGIN IN ROLE padan_analyst;
CREATE ROLE tap_expired LOGIN IN ROLE padan_analyst VALID UNTIL '2020-01-01';
CREATE TEMP TABLE blkwise AS SELECT unnest(ARRAY[
    'candidate', 'shortlist', 'realization', 'realization_month', 'allocation_package', 'allocation_difference', 'allocation_placement', 'allocation_upgrade', 'outcome_factor',
    'department_factor', 'catalog', 'workshop', 'instructor', 'outcome', 'budget']) AS name;

SELECT plan(137);
-- A BLK's person sees the rows of its own BLK, in the role made for that and in the other one, whether the service is a superuser or not.
SELECT is(pg_temp.as_request(service, 'tap_a', format('SELECT string_agg(DISTINCT blk_code, '','') FROM padan.%I', name), role_name), 'A',
    format('%s for tap_a in %s: %s', service, role_name, name))
FROM blkwise, (VALUES ('tap_service', 'padan_request_blk'), ('tap_service', 'padan_request'), ('tap_admin', 'padan_request_blk')) AS s (service, role_name);
-- An analyst sees all; a name that is no reader's, the service's own, a closed log-in and none see nothing.
SELECT cmp_ok(pg_temp.as_request('tap_service', 'tap_analyst', format('SELECT count(DISTINCT blk_code) FROM padan.%I', name))::integer, '>=', 2, 'an analyst sees all of ' || name)
FROM blkwise;
SELECT is(pg_temp.as_request('tap_service', asker, format('SELECT count(*) FROM padan.%I', name)), '0', format('%s sees nothing of %s', coalesce(nullif(asker, ''), 'nobody'), name))
FROM unnest(ARRAY['candidate', 'instructor', 'allocation', 'target']) AS name, unnest(ARRAY['tap_nobody', 'no such person', 'tap_service', 'tap_admin', 'padan_app', '']) AS asker;
SELECT is(pg_temp.as_request('tap_service', 'tap_a', query), answer, coalesce(answer, 'nothing') || ': ' || query) FROM (VALUES
    ('SELECT string_agg(instructor_code, '','') FROM padan.instructor_competence', 'I'),
    ('SELECT string_agg(network_code, '','') FROM padan.allocation', 'N'),
    ('SELECT string_agg(cause, '','') FROM padan.allocation_reason', 'assessor'),
    ('SELECT string_agg(scheme_code, '','') FROM padan.allocation_assessor', 'S'),
    ('SELECT string_agg(coalesce(blk_code, ''network''), '','' ORDER BY position) FROM padan.allocation_bottleneck', 'A,network'),
    ('SELECT count(*) FROM padan.target', '0'),
    ('SELECT string_agg(blk_code, '','' ORDER BY blk_code) FROM padan.blk', 'A,B,M,N'),
    ('SELECT string_agg(DISTINCT blk_code, '','') FROM dashboard.latest_recommendation', 'A'),
    ('SELECT string_agg(DISTINCT blk_code, '','') FROM dashboard.rescore(''{}'')', 'A'),
    ('SELECT (count(*) > 0)::text FROM padan.run', 'true'),
    ('SELECT padan.asking_role()', 'tap_a'),
    ('SELECT padan.sees_blk(''A'')::text || padan.sees_blk(''B'')::text || padan.sees_blk(NULL)::text', 'truefalsefalse'),
    -- What a request must not read or do.
    ('SELECT count(*) FROM padan.blk_user', '42501'),
    ('SELECT count(*) FROM staging.reject', '42501'),
    ('INSERT INTO padan.kejuruan VALUES (''x'')', '42501'),
    ('UPDATE padan.realization SET packages = 2', '42501'),
    ('DELETE FROM padan.run', '42501'),
    ('CREATE TABLE padan.mine (a integer)', '42501'),
    ('CREATE TABLE public.mine (a integer)', '42501'),
    ('SELECT padan.create_run_tables(1)', '42501'),
    ('SELECT padan.kind_of(''tap_a'')', '42501')
) AS q (query, answer);
SELECT is(pg_temp.as_request('tap_service', 'tap_a', format('SELECT count(*) FROM padan.%I', p || number.last)), '42501', 'a partition is not named: ' || p)
FROM number, unnest(ARRAY['candidate_', 'outcome_factor_', 'market_factor_']) AS p;
SELECT is(pg_temp.as_request('tap_service', 'tap_analyst', 'SELECT string_agg(network_code, '','' ORDER BY network_code) FROM padan.allocation'), 'M,N', 'an analyst sees all plans');
SELECT is(pg_temp.as_request('tap_service', 'tap_analyst', 'SELECT count(*) FROM padan.target'), '2', 'an analyst sees targets');
SELECT is(pg_temp.as_user_in('tap_service', 'padan_request', 'SELECT count(*) FROM padan.candidate'), '0', 'a request in nobody''s name sees nothing');
-- Who is asking.
SELECT is(pg_temp.as_user_in(who, role_name, 'SELECT padan.asking_role()'), answer, format('%s as %s asks for %s', who, role_name, answer)) FROM (VALUES
    ('tap_service', 'none', 'tap_service'), ('tap_admin', 'tap_a', '42501'), ('tap_admin', 'none', 'tap_admin'), ('tap_admin', 'padan_app', 'padan_app')
) AS v (who, role_name, answer);
SELECT is(padan.request_role(login), answer, format('%s is answered as %s', login, coalesce(answer, 'nobody'))) FROM (VALUES
    ('tap_a', 'padan_request_blk'), ('tap_both', 'padan_request_blk'), ('tap_half', 'padan_request_blk'), ('tap_none', 'padan_request_blk'),
    ('tap_analyst', 'padan_request'), ('tap_closed', NULL), ('tap_expired', NULL), ('tap_service', NULL), ('tap_admin', NULL), ('padan_analyst', NULL),
    ('no such person', NULL)
) AS v (login, answer);
SELECT is((SELECT array_agg(m.member::regrole::text ORDER BY 1) FROM pg_auth_members AS m WHERE m.roleid IN ('padan_request'::regrole, 'padan_request_blk'::regrole)),
    ARRAY['padan_app', 'padan_app', 'padan_request_blk'], 'nobody but the service becomes a request');
SELECT is((SELECT count(*) FROM information_schema.role_table_grants WHERE grantee LIKE 'padan_request%' AND privilege_type <> 'SELECT'), 0::bigint, 'a request writes nothing');
-- The service's own work, as a user who is no superuser: it sees all, and writes rows of every BLK.
SELECT is(pg_temp.as_user('tap_service', query), answer, 'the service gets ' || answer || ': ' || query) FROM (VALUES
    ('SELECT string_agg(DISTINCT blk_code, '','') FROM padan.candidate', 'A,B'),
    ('WITH x AS (INSERT INTO padan.department_factor SELECT last, b, ''TIK'', 1, true FROM pg_temp.number, unnest(ARRAY[''A'', ''B'']) AS b RETURNING 1) SELECT count(*) FROM x', '2'),
    ('WITH x AS (UPDATE padan.realization SET packages = packages + 1 RETURNING 1) SELECT count(*) FROM x', '3'),
    ('SELECT sum(packages) FROM padan.realization_month', '6'),
    ('WITH x AS (DELETE FROM padan.allocation WHERE network_code = ''M'' RETURNING 1) SELECT count(*) FROM x', '1')
) AS q (query, answer);
-- A run made by the service: its tables are filled by COPY before they are attached, and guarded from then on.
SET LOCAL SESSION AUTHORIZATION tap_service;
INSERT INTO padan.run (stage, code_version, config_digest, config_text, input_snapshot, seed, as_of, started_at, finished_at, profile, method, recommended, firm_share)
    VALUES ('scoring', '1', '', '', '{}', 0, '2018-03-01', now(), now(), 'seimbang', 'additive', 1, 0.8);
SELECT 'candidate_' || max(run_id) AS part, max(run_id) AS id FROM padan.run \gset
SELECT padan.create_run_tables(:id) \g /dev/null
INSERT INTO padan.:"part" (run_id, position, score, completeness, openings, gap, status, eligibility, blk_code, program_code, raw_values, utilities)
    SELECT :id, 1, 75, 1, 10, 5, 0, 0, b, 'P', '{1}', '{0.5}' FROM unnest(ARRAY['A', 'B']) AS b;
SELECT padan.attach_run_tables(:id), padan.index_candidates(:id), padan.fill_shortlist(:id) \g /dev/null
RESET SESSION AUTHORIZATION;
SELECT is(pg_temp.as_request('tap_service', 'tap_a', 'SELECT string_agg(blk_code, '','') FROM padan.shortlist WHERE run_id = ' || :id), 'A', 'the shortlist of the new run');
SELECT is(pg_temp.as_request('tap_service', 'tap_a', 'SELECT string_agg(blk_code, '','') FROM padan.candidate WHERE run_id = ' || :id), 'A', 'the candidates of the new run');
SELECT is(pg_temp.as_user('tap_service', 'SELECT count(*) FROM padan.' || :'part'), '2', 'the service reads a partition by its name');
GRANT SELECT ON padan.:"part" TO tap_nobody;
GRANT USAGE ON SCHEMA padan TO tap_nobody;
SELECT is(pg_temp.as_user('tap_nobody', 'SELECT count(*) FROM padan.' || :'part'), '0', 'nobody else, even with rights on it');
SELECT * FROM finish();
ROLLBACK;
