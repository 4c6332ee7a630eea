-- Lowongan dan pencari kerja baru per provinsi (orang/tahun)
SELECT
    province_name,
    SUM(openings) AS "Lowongan",
    SUM(leavers) AS "Pencari kerja baru"
FROM dashboard.latest_demand_gap
GROUP BY province_name
ORDER BY "Lowongan" DESC NULLS LAST
LIMIT 15;
