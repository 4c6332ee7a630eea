CREATE OR REPLACE VIEW dashboard.allocation WITH (security_invoker) AS
SELECT
    a.run_id, r.as_of AS run_date, a.network_code, u.name AS network_name, a.year, x.blk_code, b.blk_name, b.blk_kind, b.parent_code, b.parent_name,
    b.province_code, b.province_name, b.region_code, b.region_name, x.program_code, p.name AS program_name, p.kejuruan, x.packages, x.participants,
    x.certified, x.placements, x.hours_jp, x.cost_rupiah, x.assessor_days, x.score, x.is_decided, x.surplus
FROM padan.allocation_package AS x
JOIN padan.allocation AS a USING (run_id)
JOIN padan.run AS r USING (run_id)
LEFT JOIN padan.blk AS u ON u.blk_code = a.network_code
LEFT JOIN padan.blk_place AS b ON b.blk_code = x.blk_code
LEFT JOIN padan.program AS p ON p.program_code = x.program_code;

SELECT padan.publish_view('allocation', 'Rencana paket setiap BLK dan program (packages planned by BLK and programme)', 'allocation', ARRAY[
    ['year', 'Tahun rencana (year planned)'],
    ['packages', 'Paket (packages)'],
    ['participants', 'Peserta, orang (participants, persons)'],
    ['certified', 'Perkiraan tersertifikasi, orang (expected certified, persons)'],
    ['placements', 'Perkiraan bekerja, orang (expected in work, persons)'],
    ['hours_jp', 'JP bengkel dan instruktur (JP of workshop and instructors)'],
    ['cost_rupiah', 'Biaya, rupiah (cost in rupiah)'],
    ['assessor_days', 'Hari asesor (assessor-days)'],
    ['is_decided', 'Ditetapkan pengguna (fixed by the user)'],
    ['surplus', 'Di antaranya paket demi target, tanpa kekurangan tenaga (of the packages, those without openings of their own)']
]);
