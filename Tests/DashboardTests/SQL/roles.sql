SELECT plan(48);
SELECT schema_privs_are('dashboard', role_name, ARRAY['USAGE'], role_name || ' uses dashboard') FROM unnest(ARRAY['padan_analyst', 'padan_blk', 'padan_network']) AS role_name;
SELECT schema_privs_are(schema_name, role_name, ARRAY[]::text[], role_name || ' does not use ' || schema_name)
FROM unnest(ARRAY['padan_analyst', 'padan_blk', 'padan_network']) AS role_name, unnest(ARRAY['padan', 'staging']) AS schema_name;
SELECT is(
    (SELECT count(*) FROM information_schema.role_table_grants WHERE grantee = role_name AND privilege_type <> 'SELECT'), 0::bigint, role_name || ' writes nothing')
FROM unnest(ARRAY['padan_analyst', 'padan_blk', 'padan_network']) AS role_name;
SELECT ok(NOT has_database_privilege(role_name, current_database(), 'TEMPORARY, CREATE'), role_name || ' makes nothing in the database')
FROM unnest(ARRAY['padan_analyst', 'padan_blk', 'padan_network']) AS role_name;
-- No names of people, and nothing that says who imported what or how the program is set.
SELECT ok(
    NOT has_table_privilege(role_name, format('padan.%I', table_name), 'SELECT') AND NOT has_any_column_privilege(role_name, format('padan.%I', table_name), 'SELECT'),
    format('%s reads nothing of %s', role_name, table_name))
FROM unnest(ARRAY['padan_analyst', 'padan_blk', 'padan_network']) AS role_name, unnest(ARRAY['instructor', 'assessor', 'vacancy', 'survey', 'blk_user', 'instructor_competence']) AS table_name;
SELECT ok(NOT has_column_privilege(role_name, 'padan.run', 'config_text', 'SELECT') AND NOT has_column_privilege(role_name, 'padan.source_file', 'imported_by', 'SELECT'),
    role_name || ' reads neither configuration nor who imported') FROM unnest(ARRAY['padan_analyst', 'padan_blk', 'padan_network']) AS role_name;
SELECT is(
    (SELECT count(*) FROM information_schema.columns WHERE table_schema = 'dashboard' AND column_name ~ '(instructor|assessor)_(name|code)|imported_by|employer'
        AND (table_name, column_name) NOT IN (('instructor_upgrade', 'instructor_code'), ('latest_instructor_upgrade', 'instructor_code'))),
    0::bigint, 'no column of dashboard names a person or an employer; who is to be trained stands there by code');
SELECT ok(rolconfig @> ARRAY['default_transaction_read_only=on'] AND array_to_string(rolconfig, ' ') ~ 'statement_timeout=.*idle_in_transaction_session_timeout='
    AND rolconnlimit BETWEEN 1 AND 50 AND NOT rolsuper AND NOT rolbypassrls AND NOT rolcanlogin, rolname || ' is bounded')
FROM pg_roles WHERE rolname IN ('padan_analyst', 'padan_blk', 'padan_network');
-- What an analyst tries.
SELECT is(pg_temp.as_user('tap_analyst', 'SELECT count(*) FROM dashboard.latest_recommendation'), '4', 'an analyst sees all BLKs');
SELECT is(pg_temp.as_user('tap_analyst', query), '42501', 'an analyst is refused: ' || query)
FROM unnest(ARRAY[
    'SELECT name FROM padan.instructor', 'SELECT * FROM padan.blk', 'SELECT * FROM staging.reject', 'SET ROLE padan_app',
    'DELETE FROM padan.blk', 'CREATE VIEW dashboard.mine AS SELECT 1']) AS query;
SELECT is(pg_temp.as_user('tap_nobody', 'SELECT count(*) FROM dashboard.latest_recommendation'), '42501', 'who has no role sees nothing');
SELECT * FROM finish();
ROLLBACK;
