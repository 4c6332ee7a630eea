-- Unit kompetensi tanpa instruktur, menurut banyak saran yang memerlukannya
SELECT
    unit_code,
    unit_title,
    kejuruan,
    COUNT(*) AS "Saran",
    SUM(gap_reach) AS "Kekurangan tenaga"
FROM dashboard.latest_instructor_gap
WHERE is_recommended
GROUP BY unit_code, unit_title, kejuruan
ORDER BY "Saran" DESC NULLS LAST
LIMIT 50;
