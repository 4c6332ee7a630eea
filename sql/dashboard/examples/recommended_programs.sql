-- Program yang disarankan per BLK
SELECT
    blk_name,
    position,
    program_name,
    kejuruan,
    status,
    robustness,
    eligibility,
    MAX(score) AS "Skor",
    MAX(openings_reach) AS "Lowongan per tahun"
FROM dashboard.latest_shortlist
WHERE is_recommended
GROUP BY blk_name, position, program_name, kejuruan, status, robustness, eligibility
ORDER BY "Skor" DESC NULLS LAST
LIMIT 200;
