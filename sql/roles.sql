-- Roles by what they may do. Run by `padan db migrate` each time and by `padan db restore`, as the user who connects; safe to repeat, and only
-- what is missing is done: two databases of one server may be asked at the same moment.
DO $$
DECLARE
    item record;
BEGIN
    FOR item IN
        SELECT * FROM (VALUES
            ('padan_owner', 'Owns every table and view of Padan; nobody logs in with it'),
            ('padan_app', 'The service: reads and writes data, never the schema'),
            ('padan_analyst', 'Ministry analysts: read the schema dashboard, nothing else'),
            ('padan_blk', 'A BLK: reads the schema dashboard, rows of its own BLK only'),
            ('padan_network', 'A network: reads the schema dashboard, rows of its BBPLK and of the BLKs that it guides'),
            ('padan_operator', 'Operators: import files, make and remove runs; neither the schema nor who may log in is theirs'),
            ('padan_request', 'A request of the service on behalf of a person: reads what padan.asking_role() may see, writes nothing'),
            ('padan_request_blk', 'As padan_request, for people who see some BLKs only: the same rows, found by key')
        ) AS i (role_name, words)
    LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = item.role_name) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', item.role_name);
            EXCEPTION
                WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this server migrates at the same moment
            END;
        END IF;
        IF shobj_description(item.role_name::regrole, 'pg_authid') IS DISTINCT FROM item.words THEN
            EXECUTE format('COMMENT ON ROLE %I IS %L', item.role_name, item.words);
        END IF;
        -- A non-superuser that migrates acts as owner and as the service; never as a reader, whom row level security would bind.
        IF item.role_name IN ('padan_owner', 'padan_app') AND NOT pg_has_role(current_user, item.role_name, 'MEMBER') THEN
            EXECUTE format('GRANT %I TO %I', item.role_name, current_user);
        END IF;
    END LOOP;
    -- The service becomes a request by SET ROLE. It must not inherit the role: policies that bind requests would bind the service's own work.
    IF (SELECT rolinherit FROM pg_roles WHERE rolname = 'padan_app') THEN
        ALTER ROLE padan_app NOINHERIT;
    END IF;
    FOR item IN
        SELECT * FROM (VALUES ('padan_request', 'padan_app'), ('padan_request_blk', 'padan_app'), ('padan_request', 'padan_request_blk')) AS i (held, holder)
    LOOP
        IF NOT EXISTS (SELECT FROM pg_auth_members WHERE roleid = item.held::regrole AND member = item.holder::regrole) THEN
            EXECUTE format('GRANT %I TO %I', item.held, item.holder);
        END IF;
    END LOOP;
END
$$;
-- Rights on the database itself: no copy of the database holds them.
DO $$
DECLARE
    item record;
BEGIN
    FOR item IN
        SELECT i.grantee, i.privilege FROM (VALUES
            ('padan_owner', 'CREATE'), ('padan_owner', 'CONNECT'), ('padan_owner', 'TEMPORARY'), ('padan_app', 'CONNECT'), ('padan_app', 'TEMPORARY'),
            ('padan_analyst', 'CONNECT'), ('padan_blk', 'CONNECT'), ('padan_network', 'CONNECT'), ('padan_operator', 'CONNECT'), ('padan_operator', 'TEMPORARY')
        ) AS i (grantee, privilege)
        WHERE NOT EXISTS (
            SELECT FROM pg_database AS d, aclexplode(d.datacl) AS a
            WHERE d.datname = current_database() AND a.grantee = i.grantee::regrole AND a.privilege_type = i.privilege)
    LOOP
        EXECUTE format('GRANT %s ON DATABASE %I TO %I', item.privilege, current_database(), item.grantee);
    END LOOP;
    -- Readers make nothing, not even temporary tables, and who belongs to no group of Padan stays outside.
    FOR item IN
        SELECT DISTINCT a.privilege_type AS privilege FROM pg_database AS d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) AS a
        WHERE d.datname = current_database() AND a.grantee = 0 AND pg_has_role(current_user, d.datdba, 'USAGE')
    LOOP
        EXECUTE format('REVOKE %s ON DATABASE %I FROM public', item.privilege, current_database());
    END LOOP;
END
$$;
-- An operator's statements take as long as they take, an import of years or a run over the country; only the number of sessions is bounded.
DO $$
BEGIN
    IF (SELECT rolconnlimit FROM pg_roles WHERE rolname = 'padan_operator') = -1 THEN
        ALTER ROLE padan_operator CONNECTION LIMIT 20;
    END IF;
END
$$;
-- What bounds readers and what is closed to them: migration 0015 says it, and it is asserted from then on, each time anew. Where Padan is no superuser,
-- `padan db check` prints what an administrator has to run.
DO $$
DECLARE
    item record;
    is_super CONSTANT boolean := (SELECT rolsuper FROM pg_roles WHERE rolname = current_user);
    patience CONSTANT text := current_setting('lock_timeout');
BEGIN
    -- The copy of an older database has no such views yet, and who restores or migrates without being a member of the owner cannot read them.
    IF to_regclass('padan.reader_opening') IS NULL OR NOT pg_has_role(current_user, 'padan_owner', 'USAGE') THEN
        RETURN;
    END IF;
    IF is_super THEN
        FOR item IN EXECUTE 'SELECT statement FROM padan.reader_opening WHERE is_padans ORDER BY kind, object' LOOP
            BEGIN
                EXECUTE item.statement;
            EXCEPTION
                WHEN internal_error THEN NULL; -- another database of this server closes the same at this moment
            END;
        END LOOP;
        -- PostgreSQL lets everybody say which rights others get on what one will make, and before version 16 a member also for its group. Readers and their
        -- groups make nothing; what they have said would stand in backups. It goes when it names nobody or says what PostgreSQL does by itself.
        PERFORM set_config('lock_timeout', '50ms', true);
        FOR item IN EXECUTE $query$
            WITH said AS (
                SELECT concat('ALTER DEFAULT PRIVILEGES FOR ROLE ', quote_ident(r.rolname), ' IN SCHEMA ' || quote_ident(n.nspname)) AS words, d.defaclacl,
                    d.defaclobjtype IN ('f', 'T') AS is_everybodys, d.defaclnamespace = 0 AS is_general, quote_ident(r.rolname) AS holder,
                    CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES'
                        ELSE 'SCHEMAS' END AS things
                FROM pg_default_acl AS d JOIN pg_roles AS r ON r.oid = d.defaclrole LEFT JOIN pg_namespace AS n ON n.oid = d.defaclnamespace
                WHERE r.rolname IN (SELECT l.login FROM padan.reader_login AS l UNION SELECT b.group_name FROM padan.reader_bound AS b)
            )
            SELECT concat_ws('; ', (
                    SELECT string_agg(DISTINCT format('%s REVOKE ALL ON %s FROM %s', s.words, s.things,
                        CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END), '; ')
                    FROM aclexplode(s.defaclacl) AS a),
                CASE WHEN s.is_general THEN format('%s GRANT ALL ON %s TO %s', s.words, s.things, s.holder) END,
                CASE WHEN s.is_general AND s.is_everybodys THEN format('%s GRANT ALL ON %s TO PUBLIC', s.words, s.things) END) AS statement
            FROM said AS s ORDER BY 1
        $query$ LOOP
            BEGIN
                EXECUTE item.statement;
            EXCEPTION
                -- The reader holds it at this moment, or another command does the same: the next one does what is left.
                WHEN lock_not_available OR internal_error OR undefined_object OR unique_violation THEN NULL;
            END;
        END LOOP;
        PERFORM set_config('lock_timeout', patience, true);
    END IF;
    EXECUTE 'SELECT padan.bound_readers()';
END
$$;
