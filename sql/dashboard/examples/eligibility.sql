-- Kesiapan program yang disarankan
SELECT
    eligibility,
    COUNT(*) AS "Saran"
FROM dashboard.latest_shortlist
WHERE is_recommended
GROUP BY eligibility
ORDER BY "Saran" DESC NULLS LAST
LIMIT 10;
