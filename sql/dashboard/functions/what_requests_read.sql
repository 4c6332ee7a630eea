-- What the service reads in the role of a request: everything that answers are made of. Run after all migrations and views. A table that names a BLK
-- is readable only once row level security is forced on it (padan.guard_rows): a forgotten policy closes a table and never opens one.
DO $$
DECLARE
    item record;
BEGIN
    FOR item IN
        SELECT c.relname,
            c.relname = 'blk' OR c.relkind = 'v' OR (c.relrowsecurity AND c.relforcerowsecurity) OR NOT (
                EXISTS (
                    SELECT FROM pg_attribute AS a
                    WHERE a.attrelid = c.oid AND NOT a.attisdropped AND a.attname IN ('blk_code', 'network_code', 'instructor_code'))
                OR EXISTS (
                    SELECT FROM pg_constraint AS k
                    WHERE k.conrelid = c.oid AND k.contype = 'f'
                        AND k.confrelid IN ('padan.blk'::regclass, 'padan.instructor'::regclass, 'padan.allocation'::regclass))
            ) AS is_safe
        FROM pg_class AS c
        WHERE c.relnamespace = 'padan'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition AND c.relname <> 'blk_user'
            -- What the service itself does not read is nobody's to ask for.
            AND has_table_privilege('padan_app', c.oid, 'SELECT')
    LOOP
        EXECUTE format(CASE WHEN item.is_safe THEN 'GRANT SELECT ON padan.%I TO padan_request' ELSE 'REVOKE ALL ON padan.%I FROM padan_request' END, item.relname);
    END LOOP;
    FOR item IN SELECT relname FROM pg_class WHERE relnamespace = 'dashboard'::regnamespace AND relkind = 'v' LOOP
        EXECUTE format('GRANT SELECT ON dashboard.%I TO padan_request', item.relname);
    END LOOP;
    FOR item IN SELECT oid::regprocedure AS signature FROM pg_proc WHERE pronamespace = 'dashboard'::regnamespace LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO padan_request', item.signature);
    END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION padan.weights_of(integer, jsonb), padan.code_of(text, text) TO padan_request;
