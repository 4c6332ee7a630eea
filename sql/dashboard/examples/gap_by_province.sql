-- Lowongan dan pencari kerja baru per provinsi (orang/tahun)
SELECT
    province_name,
    SUM(openings_local) AS "Lowongan",
    SUM(leavers_local) AS "Pencari kerja baru"
FROM dashboard.latest_demand_gap
GROUP BY province_name
ORDER BY "Lowongan" DESC NULLS LAST
LIMIT 15;
