CREATE OR REPLACE VIEW dashboard.recommendation WITH (security_invoker) AS
SELECT
    c.run_id, r.as_of AS run_date, c.blk_code, b.blk_name, b.blk_kind, b.parent_code, b.parent_name, b.province_code, b.province_name,
    b.region_code, b.region_name, c.program_code, p.name AS program_name, p.kejuruan,
    (ARRAY['berjalan', 'baru', 'kejuruan baru'])[c.status + 1] AS status,
    c.position, c.score, c.completeness,
    CASE c.eligibility WHEN 0 THEN 'ready' WHEN 1 THEN 'ready_if' ELSE 'blocked' END AS eligibility,
    c.openings, c.gap, c.p_top, c.expected_rank,
    CASE WHEN c.position <= r.recommended AND c.p_top IS NOT NULL THEN CASE WHEN c.p_top >= r.firm_share THEN 'kokoh' ELSE 'rapuh' END END AS robustness,
    c.status < 2 AND coalesce(c.position <= r.recommended, false) AS is_recommended,
    r.profile, r.method
FROM padan.candidate AS c
JOIN padan.run AS r USING (run_id)
LEFT JOIN padan.blk_place AS b USING (blk_code)
LEFT JOIN padan.run_program AS p ON p.run_id = c.run_id AND p.program_code = c.program_code;

SELECT padan.publish_view('recommendation', 'Peringkat setiap program di setiap BLK (every programme ranked at every BLK)', 'scoring', ARRAY[
    ['openings', 'Lowongan terjangkau untuk jabatan program, orang/tahun (reachable openings, persons a year)'],
    ['gap', 'Kekurangan tenaga terjangkau, orang/tahun (reachable gap, persons a year)'],
    ['profile', 'Profil bobot (profile of weights)'],
    ['method', 'Cara menghitung: additive, topsis, promethee (method)']
]);
