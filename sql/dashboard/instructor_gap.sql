CREATE OR REPLACE VIEW dashboard.instructor_gap WITH (security_invoker) AS
SELECT
    c.run_id, r.as_of AS run_date, c.blk_code, b.blk_name, b.blk_kind, b.parent_code, b.parent_name, b.province_code, b.province_name,
    b.region_code, b.region_name, c.program_code, p.name AS program_name, p.kejuruan, c.is_recommended, c.position, c.score, cardinality(p.units) AS units,
    k.unit_code, t.title AS unit_title, c.gap, c.gap AS gap_reach
FROM padan.shortlist AS c
JOIN padan.run AS r USING (run_id)
LEFT JOIN padan.blk_place AS b USING (blk_code)
LEFT JOIN padan.run_program AS p ON p.run_id = c.run_id AND p.program_code = c.program_code
CROSS JOIN LATERAL unnest(c.units_lacking) AS k (unit_code)
LEFT JOIN padan.unit AS t ON t.unit_code = k.unit_code;

SELECT padan.publish_view('instructor_gap', 'Unit kompetensi tanpa instruktur pada program yang berjalan atau disarankan (competency units without an instructor, of programmes that a BLK runs or is advised to run)', 'scoring', ARRAY[
    ['units', 'Jumlah unit program (units of the programme)'],
    ['unit_code', 'Kode unit kompetensi SKKNI yang belum mempunyai instruktur (unit without an instructor)'],
    ['unit_title', 'Judul unit kompetensi (title of the unit)'],
    ['gap', 'Kekurangan tenaga dalam jangkauan; sama dengan gap_reach (gap within reach; the same as gap_reach)']
]);
