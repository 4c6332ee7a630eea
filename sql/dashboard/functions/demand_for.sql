-- An earlier version answers fewer columns; CREATE OR REPLACE adds none.
DO $$
BEGIN
    IF EXISTS (
        SELECT FROM pg_proc AS p WHERE p.oid = to_regprocedure('dashboard.demand_for(text, text)') AND NOT 'gap_local' = ANY (p.proargnames))
    THEN
        DROP FUNCTION dashboard.demand_for(text, text);
    END IF;
END
$$;
CREATE OR REPLACE FUNCTION dashboard.demand_for(region text, kbji text DEFAULT '')
    RETURNS TABLE (run_id integer, province_name text, region_code text, region_name text, occupation_code text, occupation_name text,
        openings double precision, leavers double precision, gap double precision, reachable_openings double precision, reachable_leavers double precision,
        reachable_gap double precision, relative_error double precision, openings_local double precision, leavers_local double precision,
        gap_local double precision, openings_reach double precision, leavers_reach double precision, gap_reach double precision)
    LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH asked AS MATERIALIZED (
        SELECT padan.code_of('region', demand_for.region) AS region_code, padan.code_of('occupation', nullif(demand_for.kbji, '')) AS occupation_code
    )
    SELECT d.run_id, d.province_name, d.region_code, d.region_name, d.occupation_code, d.occupation_name, d.openings, d.leavers, d.gap, d.reachable_openings,
        d.reachable_leavers, d.reachable_gap, d.relative_error, d.openings_local, d.leavers_local, d.gap_local, d.openings_reach, d.leavers_reach, d.gap_reach
    FROM asked
    JOIN padan.region_place AS g ON asked.region_code IN (g.region_code, g.province_code)
    JOIN dashboard.latest_demand_gap AS d ON d.region_code = g.region_code AND starts_with(d.occupation_code, coalesce(asked.occupation_code, ''))
    ORDER BY d.gap DESC, d.region_code, d.occupation_code;
END;
COMMENT ON FUNCTION dashboard.demand_for(text, text) IS
    'Lowongan, pencari kerja baru, dan kekurangan tenaga di satu daerah (kode atau nama; provinsi dengan semua kabupatennya) untuk satu jabatan dan yang termasuk di dalamnya (kode atau nama): demand_for(''32.15'', ''72''), demand_for(''karawang'', ''tukang las''); kolomnya seperti di dashboard.demand_gap (openings, leavers and gap of a region, or of all regencies of a province, for an occupation and those within it, each by code or name; columns as in dashboard.demand_gap)';
ALTER FUNCTION dashboard.demand_for(text, text) OWNER TO padan_owner;
REVOKE ALL ON FUNCTION dashboard.demand_for(text, text) FROM public;
GRANT EXECUTE ON FUNCTION dashboard.demand_for(text, text) TO padan_app, padan_analyst, padan_blk;
