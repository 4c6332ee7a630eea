-- Jabatan dengan kekurangan tenaga terbesar (orang/tahun)
SELECT
    occupation_code,
    occupation_name,
    SUM(openings) AS "Lowongan",
    SUM(leavers) AS "Lulusan",
    SUM(gap) AS "Kekurangan"
FROM dashboard.latest_demand_gap
GROUP BY occupation_code, occupation_name
ORDER BY "Kekurangan" DESC NULLS LAST
LIMIT 25;
