-- Program kokoh dan rapuh per kejuruan (banyak saran)
SELECT
    kejuruan,
    robustness,
    COUNT(*) AS "Saran"
FROM dashboard.latest_shortlist
WHERE is_recommended AND robustness IS NOT NULL
GROUP BY kejuruan, robustness
ORDER BY "Saran" DESC NULLS LAST
LIMIT 40;
