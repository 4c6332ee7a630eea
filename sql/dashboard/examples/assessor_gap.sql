-- Hari asesor yang kurang per skema
SELECT
    scheme_code,
    scheme_name,
    SUM(days_needed) AS "Perlu",
    SUM(days_had) AS "Ada",
    SUM(days_missing) AS "Kurang",
    SUM(assessors_missing) AS "Asesor kurang"
FROM dashboard.latest_assessor_gap
WHERE days_missing > 0
GROUP BY scheme_code, scheme_name
ORDER BY "Kurang" DESC NULLS LAST
LIMIT 50;
