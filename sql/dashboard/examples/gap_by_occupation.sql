-- Jabatan dengan kekurangan tenaga terbesar (orang/tahun)
SELECT
    occupation_code,
    occupation_name,
    SUM(openings_local) AS "Lowongan",
    SUM(leavers_local) AS "Pencari kerja baru",
    SUM(gap_local) AS "Kekurangan tenaga"
FROM dashboard.latest_demand_gap
GROUP BY occupation_code, occupation_name
ORDER BY "Kekurangan tenaga" DESC NULLS LAST
LIMIT 25;
