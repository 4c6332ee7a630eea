CREATE OR REPLACE VIEW dashboard.recommendation_criterion WITH (security_invoker) AS
SELECT
    c.run_id, r.as_of AS run_date, c.blk_code, b.blk_name, b.blk_kind, b.parent_code, b.parent_name, b.province_code, b.province_name,
    b.region_code, b.region_name, c.program_code, p.name AS program_name, p.kejuruan, c.position, c.score,
    k.ordinal, k.criterion, n.name AS criterion_name, n.unit, k.weight,
    c.raw_values[k.ordinal] AS raw_value, c.utilities[k.ordinal] AS utility,
    100 * k.weight * c.utilities[k.ordinal] / nullif(w.known, 0) AS points
FROM padan.shortlist AS s
JOIN padan.candidate AS c USING (run_id, blk_code, program_code)
JOIN padan.run AS r USING (run_id)
LEFT JOIN padan.blk_place AS b USING (blk_code)
LEFT JOIN padan.run_program AS p ON p.run_id = c.run_id AND p.program_code = c.program_code
CROSS JOIN LATERAL (
    SELECT sum(x.weight) FILTER (WHERE c.utilities[x.ordinal] IS NOT NULL) AS known FROM padan.run_criterion AS x WHERE x.run_id = c.run_id
) AS w
JOIN padan.run_criterion AS k ON k.run_id = c.run_id
LEFT JOIN padan.criterion AS n USING (criterion);

SELECT padan.publish_view('recommendation_criterion', 'Rincian skor program yang berjalan atau disarankan, satu baris satu kriteria; program lain: dashboard.explain (the arithmetic behind the scores of programmes that a BLK runs or is advised to run, a row a criterion; others: dashboard.explain)', 'scoring', ARRAY[
    ['ordinal', 'Urutan kriteria (order of the criterion)'],
    ['criterion', 'Kode kriteria (criterion code)'],
    ['criterion_name', 'Nama kriteria (criterion name, in Indonesian)'],
    ['unit', 'Satuan angka asal (unit of the raw value)'],
    ['weight', 'Bobot (weight)'],
    ['raw_value', 'Angka asal dalam satuan kriteria; kosong tanpa data (raw value in the unit of the criterion; empty without data)'],
    ['utility', 'Nilai 0–1; kosong tanpa data (utility; empty without data)'],
    ['points', 'Sumbangan pada skor; jumlahnya sama dengan skor (contribution to the score; they add up to it)']
]);
