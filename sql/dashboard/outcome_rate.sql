CREATE OR REPLACE VIEW dashboard.outcome_rate WITH (security_invoker) AS
SELECT
    z.blk_code, b.blk_name, b.blk_kind, b.parent_code, b.parent_name, b.province_code, b.province_name, b.region_code, b.region_name, z.program_code,
    p.name AS program_name, p.kejuruan, z.year, z.packages, z.trained, z.certified, z.placed,
    z.certified / nullif(z.trained, 0)::double precision AS certified_share, z.placed / nullif(z.trained, 0)::double precision AS placed_share
FROM padan.outcome AS z
LEFT JOIN padan.blk_place AS b USING (blk_code)
LEFT JOIN padan.program AS p USING (program_code);

SELECT padan.publish_view('outcome_rate', 'Hasil pelatihan setiap BLK, program dan tahun, seperti dilaporkan; bukan hasil hitungan (outcomes of each BLK, programme and year as reported; of no run)', NULL, ARRAY[
    ['packages', 'Paket yang dijalankan; kosong bila tidak diketahui (packages run; empty when not known)'],
    ['trained', 'Alumni: peserta yang selesai dilatih, orang (participants who finished, persons)'],
    ['certified', 'Di antaranya tersertifikasi, orang; kosong bila tidak diketahui (of those, certified; empty when not known)'],
    ['placed', 'Di antara alumni, bekerja dalam enam bulan, orang; kosong bila tidak ditelusuri (of those who finished, in work within six months; empty when not traced)'],
    ['certified_share', 'Bagian alumni yang tersertifikasi, 0–1; kosong tanpa alumni atau bila tidak diketahui (share of those who finished that is certified; empty when nobody did or it is not known)'],
    ['placed_share', 'Bagian alumni yang bekerja dalam enam bulan, 0–1; kosong tanpa alumni atau bila tidak ditelusuri (share in work within six months; empty when nobody finished or nobody was traced)']
]);
