CREATE OR REPLACE VIEW dashboard.shortlist WITH (security_invoker) AS
SELECT
    c.run_id, r.as_of AS run_date, c.blk_code, b.blk_name, b.blk_kind, b.parent_code, b.parent_name, b.province_code, b.province_name,
    b.region_code, b.region_name, c.program_code, p.name AS program_name, p.kejuruan,
    t.name AS status,
    c.is_recommended, c.position, c.score, c.completeness,
    e.name AS eligibility,
    c.openings, c.gap, c.p_top, c.expected_rank,
    CASE WHEN c.is_recommended AND c.p_top IS NOT NULL THEN CASE WHEN c.p_top >= r.firm_share THEN 'kokoh' ELSE 'rapuh' END END AS robustness,
    c.openings AS openings_reach, c.gap AS gap_reach
FROM padan.shortlist AS c
JOIN padan.run AS r USING (run_id)
LEFT JOIN padan.candidate_status AS t ON t.code = c.status
LEFT JOIN padan.eligibility AS e ON e.code = c.eligibility
LEFT JOIN padan.blk_place AS b USING (blk_code)
LEFT JOIN padan.run_program AS p ON p.run_id = c.run_id AND p.program_code = c.program_code;

SELECT padan.publish_view('shortlist', 'Program yang berjalan atau disarankan di setiap BLK: ringkasan recommendation untuk grafik nasional (programmes that a BLK runs or is advised to run: an extract of recommendation for national charts)', 'scoring', ARRAY[
    ['openings', 'Lowongan dalam jangkauan; sama dengan openings_reach (openings within reach; the same as openings_reach)'],
    ['gap', 'Kekurangan tenaga dalam jangkauan; sama dengan gap_reach (gap within reach; the same as gap_reach)']
]);
