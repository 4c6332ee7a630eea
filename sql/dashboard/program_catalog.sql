CREATE OR REPLACE VIEW dashboard.program_catalog WITH (security_invoker) AS
SELECT
    c.run_id, r.as_of AS run_date, c.blk_code, b.blk_name, b.blk_kind, b.parent_code, b.parent_name, b.province_code, b.province_name,
    b.region_code, b.region_name, c.program_code, p.name AS program_name, p.kejuruan, p.hours_jp, p.package_size, p.education_min, p.scheme_code,
    s.name AS scheme_name, p.cost_rupiah, cardinality(p.units) AS units, array_to_string(p.occupations, ' ') AS occupation_codes, c.position, c.score,
    c.is_recommended
FROM padan.shortlist AS c
JOIN padan.run AS r USING (run_id)
LEFT JOIN padan.blk_place AS b USING (blk_code)
LEFT JOIN padan.run_program AS p ON p.run_id = c.run_id AND p.program_code = c.program_code
LEFT JOIN padan.scheme AS s ON s.scheme_code = p.scheme_code
WHERE c.status = padan.status_running();

SELECT padan.publish_view('program_catalog', 'Program yang sedang ditawarkan setiap BLK, dengan peringkatnya (programmes that each BLK offers, with their rank)', 'scoring', ARRAY[
    ['hours_jp', 'Lama satu paket, JP 45 menit (length of a package in JP of 45 minutes)'],
    ['package_size', 'Peserta satu paket, orang (participants of a package)'],
    ['education_min', 'Pendidikan terendah peserta (least education of participants)'],
    ['cost_rupiah', 'Biaya satu paket, rupiah (cost of a package in rupiah)'],
    ['units', 'Jumlah unit kompetensi (number of competency units)'],
    ['occupation_codes', 'Kode jabatan KBJI yang dituju (KBJI occupations it prepares for)']
]);
