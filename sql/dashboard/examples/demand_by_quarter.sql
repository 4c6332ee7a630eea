-- Lowongan yang diiklankan per triwulan (orang)
SELECT
    quarter,
    SUM(openings) AS "Lowongan",
    SUM(advertisements) AS "Iklan"
FROM dashboard.latest_demand_quarter
GROUP BY quarter
ORDER BY quarter
LIMIT 100;
