-- What every reader tries. One statement a line (more in one script by semicolons); before the bar what has to happen. See ../README.md.

-- Large objects (item 1): they fill the disk, belong to the reader and break backups.
refused | SELECT lo_create(0)
refused | SELECT lo_create(770001)
refused | SELECT lo_creat(-1)
refused | SELECT lo_from_bytea(0, 'x')
refused | SELECT lo_from_bytea(770002, decode(repeat('00', 1000000), 'hex'))
refused | SELECT lo_import('/etc/passwd')
refused | SELECT lo_export(1, '/tmp/padan-attack-export')
refused 42704 | BEGIN; SELECT lo_open(1, 131072); COMMIT
refused 42704 | SELECT lo_put(1, 0, 'x')
refused 42704 | SELECT lo_get(1)
refused 42704 | SELECT lo_unlink(1)
refused 42704 | BEGIN; SELECT lowrite(0, 'x'); COMMIT
refused 42704 | BEGIN; SELECT loread(0, 1); COMMIT
refused 42704 | BEGIN; SELECT lo_truncate(0, 0); COMMIT
none | SELECT oid FROM pg_largeobject_metadata
refused | SELECT count(*) FROM pg_largeobject

-- Locks and waiting (item 2).
refused | SELECT pg_advisory_lock(7264110)
refused | SELECT pg_advisory_lock_shared(7264110)
refused | SELECT pg_try_advisory_lock(7264110)
refused | SELECT pg_try_advisory_lock_shared(7264110)
refused | SELECT pg_advisory_xact_lock(7264110)
refused | SELECT pg_try_advisory_xact_lock(7264110)
refused | SELECT pg_advisory_xact_lock_shared(7264110)
refused | SELECT pg_try_advisory_xact_lock_shared(7264110)
refused | SELECT pg_advisory_lock(0, 7264110)
refused | SELECT pg_try_advisory_lock(1, 1)
refused | SELECT count(pg_try_advisory_lock(i)) FROM generate_series(1, 1000000) AS i
refused | SELECT count(pg_try_advisory_xact_lock_shared(i, i)) FROM generate_series(1, 100000) AS i
refused | SELECT pg_sleep(3600)
refused | SELECT pg_sleep_for('1 hour')
refused | SELECT pg_sleep_until(now() + interval '1 hour')
harmless | SELECT pg_notify('padan', 'x')
harmless | LISTEN padan
harmless | SELECT pg_advisory_unlock_all()
refused | BEGIN; LOCK TABLE dashboard.recommendation IN ACCESS EXCLUSIVE MODE
refused | BEGIN; LOCK TABLE dashboard.recommendation IN SHARE MODE
refused | BEGIN; LOCK TABLE padan.run IN ACCESS SHARE MODE
refused | SELECT * FROM dashboard.recommendation FOR UPDATE
refused | SELECT * FROM dashboard.allocation FOR SHARE
refused | SELECT * FROM dashboard.latest_demand_gap FOR KEY SHARE

harmless | BEGIN; ALTER ROLE {me} SET work_mem = '1MB'
harmless | BEGIN; SET ROLE {group}; ALTER ROLE {group} SET work_mem = '1MB'
harmless | BEGIN; SET ROLE {group}; ALTER ROLE {group} PASSWORD 'a'
harmless | BEGIN; SAVEPOINT s; ALTER ROLE {me} SET work_mem = '1MB'; SAVEPOINT s; ALTER ROLE {me} RESET work_mem
undone | ALTER DEFAULT PRIVILEGES IN SCHEMA dashboard GRANT SELECT ON TABLES TO {colleague}
undone | ALTER DEFAULT PRIVILEGES GRANT ALL ON FUNCTIONS TO {colleague}; ALTER DEFAULT PRIVILEGES REVOKE ALL ON FUNCTIONS FROM PUBLIC, {me}
undone | SET ROLE {group}; ALTER DEFAULT PRIVILEGES IN SCHEMA padan GRANT SELECT ON TABLES TO {me}
undone | SET ROLE {group}; ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC; ALTER DEFAULT PRIVILEGES REVOKE ALL ON TABLES FROM {group}
harmless | BEGIN; SAVEPOINT s; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC; SAVEPOINT s; ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM PUBLIC

-- What fills the disk: files of snapshots, and the server's log.
refused | SELECT pg_export_snapshot()
refused | BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT pg_export_snapshot(); COMMIT
refused | DO $$ BEGIN FOR i IN 1..100000 LOOP PERFORM pg_export_snapshot(); END LOOP; END $$
harmless | DO $$ BEGIN FOR i IN 1..1000 LOOP RAISE LOG '%', repeat('x', 1000); END LOOP; END $$
harmless | DO $$ BEGIN FOR i IN 1..1000 LOOP RAISE WARNING '%', repeat('x', 1000); END LOOP; END $$
harmless | SET debug_print_plan = on; SELECT count(*) FROM dashboard.recommendation
refused | SET log_min_messages = debug5
refused | SET log_min_error_statement = debug5
refused | ALTER ROLE {me} SET log_min_messages = debug5
refused | ALTER ROLE {me} RESET log_min_messages
refused | SET ROLE {group}; ALTER ROLE {group} RESET log_min_messages

-- The groups and roles (item 3).
undone | SET ROLE {group}; ALTER ROLE {group} SET statement_timeout = 0
undone | SET ROLE {group}; ALTER ROLE {group} SET default_transaction_read_only = off
undone | SET ROLE {group}; ALTER ROLE {group} SET search_path = pg_temp, public
undone | SET ROLE {group}; ALTER ROLE {group} IN DATABASE padan SET work_mem = '1GB'
undone | SET ROLE {group}; ALTER ROLE {group} RESET ALL
refused | SET ROLE {group}; ALTER ROLE {group} CONNECTION LIMIT 1000
undone | SET ROLE {group}; ALTER ROLE {group} PASSWORD 'a'
refused | ALTER ROLE {group} SET statement_timeout = 0
refused | ALTER ROLE ALL SET statement_timeout = 0
refused | ALTER DATABASE padan SET statement_timeout = 0
refused | ALTER ROLE {me} CONNECTION LIMIT 1000
refused | ALTER ROLE {me} VALID UNTIL 'infinity'
refused | ALTER ROLE {me} SUPERUSER
refused | ALTER ROLE {me} CREATEROLE
refused | ALTER ROLE {me} CREATEDB
refused | ALTER ROLE {me} BYPASSRLS
refused | ALTER ROLE {me} REPLICATION
refused 0A000 | ALTER ROLE {me} RENAME TO lain
refused | ALTER ROLE {me} SET session_preload_libraries = 'x'
refused | ALTER ROLE {me} SET log_statement = 'none'
refused | ALTER ROLE {colleague} SET statement_timeout = 0
refused | ALTER ROLE {colleague} PASSWORD 'a'
refused | ALTER ROLE padan PASSWORD 'a'
refused | CREATE ROLE lain LOGIN
refused | DROP ROLE {colleague}
refused | COMMENT ON ROLE {group} IS 'x'
refused | GRANT {group} TO {colleague}
refused | GRANT {me} TO {colleague}
refused | SET ROLE padan_owner
refused | SET ROLE padan_app
refused | SET ROLE padan_request
refused | SET ROLE padan_request_blk
refused | SET ROLE padan
refused | SET ROLE pg_read_all_data
refused | SET ROLE pg_signal_backend
refused | SET ROLE {colleague}
refused | SET SESSION AUTHORIZATION padan
refused | SET SESSION AUTHORIZATION {colleague}
refused | GRANT padan_owner TO {me}
refused | GRANT padan_app TO {me}
refused | GRANT pg_read_all_data TO {me}
refused | REASSIGN OWNED BY padan_owner TO {me}
refused | DROP OWNED BY padan_owner
refused | DROP OWNED BY {group}
refused | ALTER DEFAULT PRIVILEGES FOR ROLE padan_owner GRANT ALL ON TABLES TO {me}

-- Other databases, temporary tables, everything that is made (item 4).
refused @postgres | SELECT 1
refused @template1 | SELECT 1
refused @template0 | SELECT 1
refused | CREATE TEMPORARY TABLE x (a int)
refused | CREATE TEMPORARY TABLE x AS SELECT * FROM dashboard.recommendation
refused | CREATE TEMPORARY VIEW x AS SELECT 1
refused | CREATE TEMPORARY SEQUENCE x
refused | SELECT 1 AS a INTO TEMPORARY x
refused | CREATE TABLE x (a int)
refused | CREATE TABLE public.x (a int)
refused | CREATE TABLE dashboard.x (a int)
refused | CREATE VIEW public.x AS SELECT 1
refused | CREATE SCHEMA x
refused | CREATE FUNCTION public.x() RETURNS int LANGUAGE sql AS 'SELECT 1'
refused | CREATE FUNCTION pg_temp.x() RETURNS int LANGUAGE sql AS 'SELECT 1'
refused | CREATE TYPE public.x AS (a int)
refused | CREATE DOMAIN public.x AS int
refused | CREATE OPERATOR public.@@@ (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)
refused | CREATE AGGREGATE public.x (int) (SFUNC = int4larger, STYPE = int)
refused | CREATE EXTENSION dblink
refused | CREATE EXTENSION file_fdw
refused | CREATE DATABASE lain
refused | DROP DATABASE padan
refused 42704 | CREATE SERVER x FOREIGN DATA WRAPPER y
refused | CREATE EVENT TRIGGER x ON ddl_command_start EXECUTE FUNCTION suppress_redundant_updates_trigger()
refused | CREATE PUBLICATION x FOR ALL TABLES
refused 0A000 | CREATE LANGUAGE plperlu
refused | CREATE TABLESPACE x LOCATION '/tmp'
harmless | DO $$ BEGIN PERFORM 1; END $$
refused | DO $$ BEGIN EXECUTE 'CREATE TABLE public.x (a int)'; END $$
refused | DO LANGUAGE plpgsql $$ BEGIN PERFORM pg_advisory_lock(7264110); END $$

-- Files, programs, the server.
refused | COPY (SELECT 1) TO '/tmp/padan-attack-copy'
refused | COPY (SELECT 1) TO PROGRAM 'id'
refused | SELECT pg_read_file('/etc/passwd')
refused | SELECT pg_read_binary_file('PG_VERSION')
refused | SELECT pg_ls_dir('.')
refused | SELECT pg_stat_file('PG_VERSION')
refused | SELECT pg_ls_logdir()
refused | SELECT pg_ls_waldir()
refused | SELECT pg_current_logfile()
refused | SELECT pg_reload_conf()
refused | SELECT pg_rotate_logfile()
refused | SELECT pg_switch_wal()
refused | SELECT pg_backup_start('x')
refused | SELECT pg_create_restore_point('x')
refused | SELECT pg_create_physical_replication_slot('x')
refused | SELECT pg_promote()
refused | SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'padan'
refused | SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = 'padan'
refused | SELECT pg_log_backend_memory_contexts(pid) FROM pg_stat_activity WHERE usename = 'padan'
refused | SELECT pg_stat_reset()
refused | SELECT set_config('log_statement', 'none', false)
refused | SET session_replication_role = replica
refused | ALTER SYSTEM SET max_connections = 1000
refused | LOAD '/tmp/x.so'
refused | CHECKPOINT
harmless | VACUUM
harmless | ANALYZE
refused | SELECT pg_export_snapshot() FROM pg_authid
refused | SELECT * FROM pg_hba_file_rules
refused | SELECT * FROM pg_file_settings
refused | SELECT * FROM pg_show_all_file_settings()
refused | SELECT pg_relation_filepath('padan.candidate')

-- Secrets.
refused | SELECT rolpassword FROM pg_authid
refused | SELECT passwd FROM pg_shadow
none | SELECT passwd FROM pg_user WHERE passwd <> '********'
refused | SELECT umoptions FROM pg_user_mapping
none | SELECT query FROM pg_stat_activity WHERE usename <> '{me}' AND query <> '<insufficient privilege>' AND query <> ''
refused | SELECT * FROM padan.blk_user
refused | TABLE padan.blk_user
refused | INSERT INTO padan.blk_user VALUES ('{me}', '{stranger}')
refused | UPDATE padan.blk_user SET blk_code = '{stranger}'
refused | DELETE FROM padan.blk_user

-- Tables behind the views.
refused | SELECT * FROM padan.candidate
refused | SELECT * FROM padan.candidate_2
refused | SELECT * FROM padan.realization
refused | SELECT * FROM padan.budget
refused | SELECT * FROM padan.instructor
refused | SELECT * FROM padan.workshop
refused | SELECT * FROM padan.assessor
refused | SELECT * FROM padan.allocation_package
refused | SELECT * FROM padan.vacancy
refused | SELECT * FROM padan.run_configuration
refused | SELECT * FROM staging.reject
refused | SELECT * FROM public.padan_migration
refused | COPY padan.budget TO STDOUT
refused | SELECT padan.own_blk()
refused | SELECT padan.seen_blks()
refused | SELECT padan.kind_of('padan')
refused | SELECT padan.sees_blk('{stranger}')
refused | SELECT padan.request_role('{colleague}')
refused | SELECT padan.drop_run_tables()
refused | SELECT padan.fill_shortlist(2)
refused | SELECT padan.record_data_state(1)
refused | SELECT padan.guard_rows('budget', 'true')
refused | SELECT padan.publish_view('x', 'y', 'z')
refused | SELECT padan.create_run_tables(99)

-- Writing.
refused 55000 | INSERT INTO dashboard.realization (blk_code) VALUES ('{own}')
refused 55000 | UPDATE dashboard.realization SET packages = 0
refused 55000 | DELETE FROM dashboard.realization
refused 42809 | TRUNCATE dashboard.realization
refused | UPDATE padan.target SET participants = 0
refused | DELETE FROM padan.run
refused | TRUNCATE padan.vacancy
refused | DROP VIEW dashboard.recommendation
refused | DROP SCHEMA dashboard CASCADE
refused | ALTER VIEW dashboard.recommendation OWNER TO {me}
refused | ALTER VIEW dashboard.recommendation SET (security_invoker = off)
refused | ALTER TABLE padan.budget DISABLE ROW LEVEL SECURITY
refused | ALTER TABLE padan.budget NO FORCE ROW LEVEL SECURITY
refused | CREATE POLICY x ON padan.budget USING (true)
refused | DROP POLICY budget_own ON padan.budget
refused | CREATE OR REPLACE VIEW dashboard.recommendation AS SELECT 1 AS a
refused | CREATE INDEX ON padan.budget (rupiah)
refused | CREATE RULE x AS ON SELECT TO dashboard.realization DO INSTEAD SELECT 1
refused | CREATE TRIGGER x BEFORE INSERT ON padan.budget EXECUTE FUNCTION suppress_redundant_updates_trigger()
harmless | GRANT SELECT ON dashboard.recommendation TO {colleague}
refused 22023 | SECURITY LABEL ON ROLE {me} IS 'x'
refused | COMMENT ON VIEW dashboard.recommendation IS 'x'
refused 42809 | REFRESH MATERIALIZED VIEW dashboard.recommendation
refused | REINDEX TABLE padan.budget
refused | CLUSTER padan.budget

-- What statistics tell (item 6).
none | SELECT * FROM pg_stats_ext WHERE schemaname = 'padan'
refused | SELECT * FROM pg_statistic
none | SELECT * FROM pg_stats WHERE most_common_vals::text LIKE '%{stranger}%'

-- What is theirs to read.
some | SELECT count(*) FROM dashboard.latest_recommendation
some | SELECT count(*) FROM dashboard.latest_demand_gap
some | SELECT count(*) FROM dashboard.demand_for('Kabupaten Karawang', '72')
some | SELECT count(*) FROM dashboard.rescore('{{"wage": 0.3}}', '{own}')
some | SELECT count(*) FROM dashboard.explain('{own}', 'LAS-01')
some | SELECT dashboard.code_of('blk', '{stranger}')
refused | SELECT padan.code_of('blk', '{stranger}')
refused | SELECT * FROM padan.register('blk')
is on | SHOW transaction_read_only
harmless | SET statement_timeout = 0
harmless | SET search_path = padan; SELECT 1
harmless | EXPLAIN (ANALYZE, BUFFERS) SELECT * FROM dashboard.recommendation
harmless | EXPLAIN SELECT * FROM dashboard.realization WHERE blk_code = '{stranger}'
harmless | SELECT set_config('padan.asker', 'padan', false)
