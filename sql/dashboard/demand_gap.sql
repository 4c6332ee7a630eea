-- The names of the first columns do not say which figures are local; they stay beside those that do.
CREATE OR REPLACE VIEW dashboard.demand_gap WITH (security_invoker) AS
SELECT
    g.*, g.openings AS openings_local, g.leavers AS leavers_local, g.gap AS gap_local, g.gap_error AS gap_local_error,
    g.reachable_openings AS openings_reach, g.reachable_leavers AS leavers_reach, g.reachable_gap AS gap_reach, g.reachable_gap_error AS gap_reach_error
FROM (
    SELECT
        d.run_id, r.as_of AS run_date, g.province_code, g.province_name, d.region_code, g.region_name, left(d.occupation_code, 1) AS major_group_code,
        m.name AS major_group_name, d.occupation_code, o.name AS occupation_name, d.openings, d.relative_error, d.leavers, d.openings - d.leavers AS gap,
        d.reachable_openings, d.reachable_leavers, d.reachable_openings - d.reachable_leavers AS reachable_gap, d.spread_share, d.growth,
        sqrt((d.relative_error * d.openings) ^ 2 + d.leavers_error ^ 2) AS gap_error,
        sqrt(d.reachable_openings_error ^ 2 + d.reachable_leavers_error ^ 2) AS reachable_gap_error
    FROM padan.demand AS d
    JOIN padan.run AS r USING (run_id)
    LEFT JOIN padan.region_place AS g USING (region_code)
    LEFT JOIN padan.occupation AS o USING (occupation_code)
    LEFT JOIN padan.occupation AS m ON m.occupation_code = left(d.occupation_code, 1)
) AS g;

SELECT padan.publish_view('demand_gap', 'Lowongan, pencari kerja baru, dan kekurangan tenaga menurut daerah dan jabatan (openings, leavers and gap by region and occupation)', 'demand', ARRAY[
    ['major_group_code', 'Golongan pokok KBJI, satu angka (major group)'],
    ['major_group_name', 'Nama golongan pokok (name of the major group)'],
    ['openings', 'Lowongan di daerah itu, orang/tahun; sama dengan openings_local (local openings, persons a year; the same as openings_local)'],
    ['relative_error', 'Galat relatif lowongan di daerah itu; kosong tanpa sumber (relative error of the local openings; empty without a source)'],
    ['leavers', 'Pencari kerja baru di daerah itu, orang/tahun; sama dengan leavers_local (local leavers, persons a year; the same as leavers_local)'],
    ['gap', 'Kekurangan tenaga di daerah itu, orang/tahun; sama dengan gap_local (local gap, persons a year; the same as gap_local)'],
    ['reachable_openings', 'Lowongan dalam jangkauan, orang/tahun; sama dengan openings_reach (openings within reach, persons a year; the same as openings_reach)'],
    ['reachable_leavers', 'Pencari kerja baru dalam jangkauan, orang/tahun; sama dengan leavers_reach (leavers within reach, persons a year; the same as leavers_reach)'],
    ['reachable_gap', 'Kekurangan tenaga dalam jangkauan, orang/tahun; sama dengan gap_reach (gap within reach, persons a year; the same as gap_reach)'],
    ['spread_share', 'Bagian lowongan dari angka provinsi, negara, atau gabungan lapangan usaha, 0–1 (share of openings from figures of provinces, the country or groups of industries)'],
    ['growth', 'Pertumbuhan lapangan usaha yang mempekerjakan, pecahan per tahun (yearly growth of the industries that hire, as a fraction)'],
    ['gap_error', 'Galat baku gap_local; sama dengan gap_local_error (standard error of the local gap; the same as gap_local_error)'],
    ['reachable_gap_error', 'Galat baku gap_reach; sama dengan gap_reach_error (standard error of the gap within reach; the same as gap_reach_error)'],
    ['openings_local', 'Lowongan di daerah itu, orang/tahun (local openings, persons a year)'],
    ['leavers_local', 'Pencari kerja baru di daerah itu, orang/tahun (local leavers, persons a year)'],
    ['gap_local', 'Kekurangan tenaga di daerah itu, orang/tahun; negatif berarti kelebihan (local gap, persons a year; below 0 a surplus)'],
    ['gap_local_error', 'Galat baku kekurangan tenaga di daerah itu, orang/tahun; kosong bila tidak diketahui (standard error of the local gap, persons a year; empty where not known)'],
    ['openings_reach', 'Lowongan dalam jangkauan, orang/tahun (openings within reach, persons a year)'],
    ['leavers_reach', 'Pencari kerja baru dalam jangkauan, orang/tahun (leavers within reach, persons a year)'],
    ['gap_reach', 'Kekurangan tenaga dalam jangkauan, orang/tahun; negatif berarti kelebihan (gap within reach, persons a year; below 0 a surplus)'],
    ['gap_reach_error', 'Galat baku kekurangan tenaga dalam jangkauan, orang/tahun; kosong bila tidak diketahui (standard error of the gap within reach, persons a year; empty where not known)']
]);
