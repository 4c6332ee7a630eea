CREATE OR REPLACE FUNCTION dashboard.demand_for(region text, kbji text DEFAULT '')
    RETURNS TABLE (run_id integer, province_name text, region_code text, region_name text, occupation_code text, occupation_name text,
        openings double precision, leavers double precision, gap double precision, reachable_openings double precision, reachable_leavers double precision,
        reachable_gap double precision, relative_error double precision)
    LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT d.run_id, d.province_name, d.region_code, d.region_name, d.occupation_code, d.occupation_name, d.openings, d.leavers, d.gap, d.reachable_openings,
        d.reachable_leavers, d.reachable_gap, d.relative_error
    FROM dashboard.latest_demand_gap AS d
    WHERE d.region_code IN (
            SELECT g.region_code FROM padan.region_place AS g
            WHERE g.region_code = demand_for.region OR g.province_code = demand_for.region OR lower(g.region_name) = lower(demand_for.region))
        AND starts_with(d.occupation_code, demand_for.kbji)
    ORDER BY d.gap DESC, d.region_code, d.occupation_code;
END;
COMMENT ON FUNCTION dashboard.demand_for(text, text) IS
    'Lowongan, pencari kerja baru, dan kekurangan tenaga di satu daerah (kode, nama, atau provinsi dengan semua kabupatennya) untuk jabatan yang kodenya berawal demikian: demand_for(''32.15'', ''72'') (openings, leavers and gap of a region, by code or name, or of all regencies of a province, for occupations whose code begins so)';
ALTER FUNCTION dashboard.demand_for(text, text) OWNER TO padan_owner;
REVOKE ALL ON FUNCTION dashboard.demand_for(text, text) FROM public;
GRANT EXECUTE ON FUNCTION dashboard.demand_for(text, text) TO padan_app, padan_analyst, padan_blk;
