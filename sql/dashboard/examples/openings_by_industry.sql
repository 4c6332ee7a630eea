-- Lowongan per lapangan usaha menurut statistik tenaga kerja (orang/tahun)
SELECT
    industry_code,
    industry_name,
    SUM(openings) AS "Lowongan"
FROM dashboard.latest_industry_demand
WHERE source = 'employment' AND industry_name IS NOT NULL
GROUP BY industry_code, industry_name
ORDER BY "Lowongan" DESC NULLS LAST
LIMIT 25;
