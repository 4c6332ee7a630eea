CREATE OR REPLACE VIEW dashboard.realization WITH (security_invoker) AS
SELECT
    z.blk_code, b.blk_name, b.blk_kind, b.parent_code, b.parent_name, b.province_code, b.province_name, b.region_code, b.region_name, z.program_code,
    p.name AS program_name, p.kejuruan, z.year, make_date(z.year, z.month, 1) AS month, z.packages, z.participants, z.certified
FROM padan.realization AS z
LEFT JOIN padan.blk_place AS b USING (blk_code)
LEFT JOIN padan.program AS p USING (program_code);

SELECT padan.publish_view('realization', 'Realisasi bulanan setiap BLK dan program, seperti dilaporkan; bukan hasil hitungan (monthly reports of each BLK and programme; of no run)', NULL, ARRAY[
    ['month', 'Tanggal pertama bulan (first day of the month)'],
    ['packages', 'Paket yang mulai bulan itu (packages begun in the month)'],
    ['participants', 'Peserta yang masuk bulan itu, orang (participants who entered in the month)'],
    ['certified', 'Tersertifikasi bulan itu, orang (certified in the month)']
]);
