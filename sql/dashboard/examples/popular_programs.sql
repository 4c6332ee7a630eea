-- Program yang paling banyak disarankan (banyak BLK)
SELECT
    program_name,
    COUNT(*) AS "BLK"
FROM dashboard.latest_shortlist
WHERE is_recommended
GROUP BY program_name
ORDER BY "BLK" DESC NULLS LAST
LIMIT 15;
