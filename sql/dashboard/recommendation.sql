CREATE OR REPLACE VIEW dashboard.recommendation WITH (security_barrier) AS
SELECT
    c.run_id,
    r.as_of AS run_date,
    c.blk_code,
    b.name AS blk_name,
    b.kind AS blk_kind,
    g.region_code,
    g.name AS region_name,
    c.program_code,
    p.name AS program_name,
    p.kejuruan,
    (ARRAY['berjalan', 'baru', 'kejuruan baru'])[c.status + 1] AS status,
    c.position,
    c.score,
    c.completeness,
    CASE c.eligibility WHEN 0 THEN 'ready' WHEN 1 THEN 'ready_if' ELSE 'blocked' END AS eligibility,
    c.openings,
    c.gap,
    c.p_top,
    c.expected_rank,
    CASE WHEN c.position <= r.recommended AND c.p_top IS NOT NULL THEN CASE WHEN c.p_top >= r.firm_share THEN 'kokoh' ELSE 'rapuh' END END AS robustness,
    r.profile,
    r.method
FROM padan.candidate AS c
JOIN padan.run AS r USING (run_id)
JOIN padan.blk AS b USING (blk_code)
JOIN padan.region AS g USING (region_code)
JOIN padan.program AS p USING (program_code)
WHERE padan.sees_blk(c.blk_code);

CREATE OR REPLACE VIEW dashboard.latest_recommendation WITH (security_barrier) AS
SELECT * FROM dashboard.recommendation
WHERE run_id = (SELECT max(run_id) FROM padan.run WHERE stage = 'scoring' AND method = 'additive');

COMMENT ON VIEW dashboard.recommendation IS 'Peringkat program tiap BLK (ranked programmes of each BLK)';
COMMENT ON VIEW dashboard.latest_recommendation IS 'Peringkat program dari penghitungan terakhir (of the latest run)';
SELECT padan.publish_views(
    ARRAY['recommendation', 'latest_recommendation'],
    ARRAY[
        ['run_id', 'Nomor penghitungan (run)'], ['run_date', 'Tanggal acuan (reference day)'],
        ['blk_code', 'Kode BLK (code)'], ['blk_name', 'Nama BLK (name)'], ['blk_kind', 'Jenis BLK (kind)'],
        ['region_code', 'Kode kabupaten/kota (region)'], ['region_name', 'Nama kabupaten/kota (region name)'],
        ['program_code', 'Kode program (code)'], ['program_name', 'Nama program (name)'],
        ['kejuruan', 'Kejuruan (vocational department)'], ['status', 'berjalan, baru, kejuruan baru (runs, new, new department)'],
        ['position', 'Peringkat di BLK (rank within the BLK)'], ['score', 'Skor 0–100 (score)'],
        ['completeness', 'Bagian bobot yang berdata, 0–1 (share of weight with data)'],
        ['eligibility', 'ready, ready_if, blocked'], ['openings', 'Lowongan terjangkau, orang/tahun (reachable openings, persons a year)'],
        ['gap', 'Kekurangan tenaga terjangkau, orang/tahun (reachable gap, persons a year)'],
        ['p_top', 'Peluang masuk k teratas bila bobot dan data berubah, 0–1 (probability of a rank among the first k)'],
        ['expected_rank', 'Peringkat rata-rata bila bobot dan data berubah (expected rank)'],
        ['robustness', 'kokoh bila tetap di k teratas, rapuh bila tidak; kosong di luar k teratas (firm or fragile; empty outside the first k)'],
        ['profile', 'Profil bobot (profile of weights)'], ['method', 'Cara menghitung: additive, topsis, promethee (method)']
    ]);
