-- Two BLKs of one network with a scoring run, a plan and reports each; a user of each role. Rolled back at the end of each file.
BEGIN;
INSERT INTO padan.region (region_code, name, kind, parent_code)
    VALUES ('32', 'Jawa Barat', 'provinsi', NULL), ('32.15', 'Kabupaten Karawang', 'kabupaten', '32'), ('32.16', 'Kabupaten Bekasi', 'kabupaten', '32');
INSERT INTO padan.blk (blk_code, name, kind, region_code, parent_code, joined_year)
    VALUES ('N', 'BBPLK', 'BBPLK', '32.16', NULL, NULL), ('A', 'BLK A', 'UPTD', '32.15', 'N', 2017), ('B', 'BLK B', 'UPTD', '32.16', 'N', 2018);
INSERT INTO padan.kejuruan VALUES ('Las');
INSERT INTO padan.unit (unit_code, title) VALUES ('U1', 'Unit 1'), ('U2', 'Unit 2');
INSERT INTO padan.program (program_code, name, kejuruan, hours_jp) VALUES ('P', 'Program P', 'Las', 240), ('Q', 'Program Q', 'Las', 240);
INSERT INTO padan.instructor (instructor_code, name, blk_code, kejuruan) VALUES ('I', 'Siti Aminah', 'A', 'Las');
INSERT INTO padan.run (stage, code_version, config_digest, config_text, input_snapshot, seed, as_of, started_at, finished_at, profile, method, recommended, firm_share)
    VALUES ('demand', '1', '', 'secret', '{}', 0, '2018-01-01', now(), now(), NULL, NULL, NULL, NULL),
           ('scoring', '1', '', 'secret', '{}', 0, '2018-01-01', now(), now(), 'seimbang', 'additive', 1, 0.8),
           ('scoring', '1', '', 'secret', '{}', 0, '2018-02-01', now(), now(), 'seimbang', 'additive', 1, 0.8),
           ('scoring', '1', '', 'secret', '{}', 0, '2018-02-01', now(), now(), 'seimbang', 'topsis', 1, 0.8),
           ('allocation', '1', '', 'secret', '{}', 0, '2018-02-01', now(), now(), NULL, NULL, NULL, NULL);
CREATE TEMP TABLE number AS
    SELECT min(run_id) FILTER (WHERE stage = 'demand') AS demand, min(run_id) FILTER (WHERE stage = 'scoring') AS first,
        max(run_id) FILTER (WHERE method = 'additive') AS last, max(run_id) FILTER (WHERE method = 'topsis') AS topsis,
        max(run_id) FILTER (WHERE stage = 'allocation') AS plan FROM padan.run;
INSERT INTO padan.publication (run_id) SELECT n FROM number, LATERAL (VALUES (demand), (last), (plan)) AS v (n);
INSERT INTO padan.run_criterion SELECT n, 1, 'wage', 3 FROM number, LATERAL (VALUES (first), (last)) AS v (n);
INSERT INTO padan.run_criterion SELECT n, 2, 'growth', 1 FROM number, LATERAL (VALUES (first), (last)) AS v (n);
INSERT INTO padan.run_criterion SELECT n, 3, 'placement', 4 FROM number, LATERAL (VALUES (first), (last)) AS v (n);
INSERT INTO padan.run_program
    SELECT n, program_code, name, kejuruan, hours_jp, 16, NULL, NULL, 30000000, ARRAY['U1', 'U2'], ARRAY['7212'], ARRAY[1.0], 0
    FROM padan.program, number, LATERAL (VALUES (first), (last), (topsis)) AS v (n);
DO $$
DECLARE
    n integer;
BEGIN
    FOREACH n IN ARRAY (SELECT ARRAY[first, last, topsis] FROM number) LOOP
        PERFORM padan.create_run_tables(n);
        EXECUTE format(
            'INSERT INTO padan.candidate_%s (run_id, position, score, completeness, openings, gap, p_top, status, eligibility, blk_code, program_code,
                units_lacking, raw_values, utilities)
             SELECT %s, CASE p WHEN ''P'' THEN 1 ELSE 2 END, CASE p WHEN ''P'' THEN 75 ELSE 40 END, 1, 10, 5, 0.9, CASE p WHEN ''P'' THEN 0 ELSE 1 END,
                CASE p WHEN ''P'' THEN 1 ELSE 0 END, b, p, CASE p WHEN ''P'' THEN B''10'' END, ARRAY[1, NULL, 2]::real[],
                CASE p WHEN ''P'' THEN ARRAY[0.25, NULL, 1] ELSE ARRAY[0.75, 0.5, 0] END::real[]
             FROM unnest(ARRAY[''A'', ''B'']) AS b, unnest(ARRAY[''P'', ''Q'']) AS p', n, n);
        PERFORM padan.attach_run_tables(n);
        PERFORM padan.fill_shortlist(n);
    END LOOP;
END
$$;
INSERT INTO padan.allocation
    SELECT plan, 'N', 2018, false, '[]', 10, 11, 'gap', 100, 80, 32, 20, 15 FROM number;
INSERT INTO padan.allocation_package SELECT plan, b, 'P', 1, 16, 10, 8, 240, 30000000, 0, 75, false FROM number, unnest(ARRAY['A', 'B']) AS b;
INSERT INTO padan.allocation_bottleneck (run_id, position, resource, blk_code, kejuruan, available, used, step, estimate)
    SELECT plan, 1, 'workshop', 'A', 'Las', 1, 1, 1, 1 FROM number UNION ALL SELECT plan, 2, 'workshop', 'B', 'Las', 1, 1, 1, 1 FROM number
    UNION ALL SELECT plan, 3, 'network_budget', NULL, NULL, 1, 1, 1, 1 FROM number;
INSERT INTO padan.allocation_placement SELECT plan, b, 'P', v.region, '7212', v.persons
    FROM number, unnest(ARRAY['A', 'B']) AS b, (VALUES ('32.15', 6), ('32.16', 2)) AS v (region, persons);
INSERT INTO padan.allocation_upgrade SELECT plan, 1, 'A', 'I', '{P,Q}'::text[], '{U2,U1}'::text[], 5, 4, 40, 51 FROM number
    UNION ALL SELECT plan, 2, 'B', NULL, '{P}', '{U1}', 1, 1, 1, 1 FROM number;
INSERT INTO padan.outcome (blk_code, program_code, year, packages, trained, certified, placed)
    VALUES ('A', 'P', 2017, 1, 16, 8, 4), ('B', 'P', 2017, 1, 16, 8, NULL), ('A', 'Q', 2017, 1, 0, 0, 0);
INSERT INTO padan.allocation_difference
    SELECT plan, b, 'Q', 1, 1, 0, 'workshop', NULL, ARRAY[b || ':P', CASE b WHEN 'A' THEN 'B' ELSE 'A' END], 240, 0 FROM number, unnest(ARRAY['A', 'B']) AS b;
INSERT INTO padan.allocation_action
    SELECT plan, b, 1, '[]'::jsonb, NULL, '{Q}', '{}', 1, 8, 4, 1, 16, 8, 4, '{}' FROM number, unnest(ARRAY['A', 'B']) AS b;
INSERT INTO padan.target VALUES ('N', 2017, 50, 40), ('N', 2018, 100, 80);
INSERT INTO padan.realization VALUES ('A', 'P', 2018, 1, 1, 16, 0), ('B', 'P', 2018, 3, 1, 14, 5), ('B', 'P', 2017, 3, 1, 14, 5);
INSERT INTO padan.demand (run_id, region_code, occupation_code, openings, leavers, reachable_openings, reachable_leavers, spread_share)
    SELECT demand, '32.15', o.occupation_code, 10, 4, 20, 8, 0 FROM number, (VALUES ('7212')) AS o (occupation_code)
    WHERE EXISTS (SELECT FROM padan.occupation WHERE occupation_code = '7212');
CREATE ROLE tap_analyst LOGIN IN ROLE padan_analyst;
CREATE ROLE tap_a LOGIN IN ROLE padan_blk;
CREATE ROLE tap_both LOGIN IN ROLE padan_blk, padan_analyst;
CREATE ROLE tap_nobody LOGIN;
-- An analyst who is named as a BLK's user without being in the group; a BLK's user without a BLK; the service; an administrator.
CREATE ROLE tap_half LOGIN IN ROLE padan_analyst;
CREATE ROLE tap_none LOGIN IN ROLE padan_blk;
CREATE ROLE tap_service LOGIN IN ROLE padan_app;
CREATE ROLE tap_admin LOGIN SUPERUSER;
-- A network's person and an operator; one who was put into the group of networks and into that of BLKs, of analysts, of operators; a member without a
-- BBPLK; log-ins whose rights a restore has withheld, one a role.
CREATE ROLE tap_n LOGIN IN ROLE padan_network;
CREATE ROLE tap_operator LOGIN IN ROLE padan_operator;
CREATE ROLE tap_n_blk LOGIN IN ROLE padan_network, padan_blk;
CREATE ROLE tap_n_analyst LOGIN IN ROLE padan_network, padan_analyst;
CREATE ROLE tap_n_operator LOGIN IN ROLE padan_network, padan_operator;
CREATE ROLE tap_n_none LOGIN IN ROLE padan_network;
CREATE ROLE tap_held_blk LOGIN IN ROLE padan_blk;
CREATE ROLE tap_held_network LOGIN IN ROLE padan_network;
CREATE ROLE tap_held_analyst LOGIN IN ROLE padan_analyst;
CREATE ROLE tap_held_operator LOGIN IN ROLE padan_operator;
INSERT INTO padan.blk_user VALUES ('tap_a', 'A'), ('tap_both', 'A'), ('tap_half', 'A');
INSERT INTO padan.blk_user VALUES ('tap_n', 'N', 'network', false), ('tap_n_blk', 'N', 'network', false), ('tap_n_analyst', 'N', 'network', false),
    ('tap_n_operator', 'N', 'network', false), ('tap_operator', NULL, 'operator', false), ('tap_held_blk', 'A', 'blk', true), ('tap_held_network', 'N', 'network', true),
    ('tap_held_analyst', NULL, 'analyst', true), ('tap_held_operator', NULL, 'operator', true);
GRANT SELECT ON number TO public;

-- The first value of a query as another user, or the SQLSTATE of its refusal.
CREATE FUNCTION pg_temp.as_user(who text, query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    BEGIN
        PERFORM set_config('session_authorization', who, true);
        EXECUTE query INTO answer;
    EXCEPTION WHEN OTHERS THEN
        answer := SQLSTATE;
    END;
    EXECUTE 'RESET SESSION AUTHORIZATION';
    RETURN answer;
END
$$;

-- The same as another user who set a role.
CREATE FUNCTION pg_temp.as_user_in(who text, role_name text, query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    BEGIN
        PERFORM set_config('session_authorization', who, true);
        PERFORM set_config('role', role_name, true);
        EXECUTE query INTO answer;
    EXCEPTION WHEN OTHERS THEN
        answer := SQLSTATE;
    END;
    EXECUTE 'RESET SESSION AUTHORIZATION';
    PERFORM set_config('padan.asker', '', true);
    RETURN answer;
END
$$;

-- The same as the service on behalf of a person, in the role that the person's requests have where none is named.
CREATE FUNCTION pg_temp.as_request(service text, asker text, query text, role_name text DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    BEGIN
        PERFORM set_config('session_authorization', service, true);
        role_name := coalesce(role_name, padan.request_role(asker), 'padan_request');
        PERFORM set_config('padan.asker', asker, true), set_config('role', role_name, true);
        EXECUTE query INTO answer;
    EXCEPTION WHEN OTHERS THEN
        answer := SQLSTATE;
    END;
    EXECUTE 'RESET SESSION AUTHORIZATION';
    PERFORM set_config('padan.asker', '', true);
    RETURN answer;
END
$$;
