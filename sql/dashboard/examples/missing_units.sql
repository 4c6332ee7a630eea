-- Unit kompetensi tanpa instruktur
SELECT
    unit_code,
    unit_title,
    kejuruan,
    COUNT(DISTINCT blk_code) AS "BLK",
    COUNT(DISTINCT program_code) AS "Program"
FROM dashboard.latest_instructor_gap
WHERE is_recommended
GROUP BY unit_code, unit_title, kejuruan
ORDER BY "BLK" DESC NULLS LAST
LIMIT 50;
