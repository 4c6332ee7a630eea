-- One row an upgrade and not one a unit: what an upgrade brings may be summed. Instructors stand here by their codes; no view names a person.
CREATE OR REPLACE VIEW dashboard.instructor_upgrade WITH (security_invoker) AS
SELECT
    x.run_id, r.as_of AS run_date, a.network_code, u.name AS network_name, a.year, x.position, x.blk_code, b.blk_name, b.blk_kind, b.parent_code, b.parent_name,
    b.province_code, b.province_name, b.region_code, b.region_name, p.kejuruan, x.instructor_code, array_to_string(x.unit_codes, ' ') AS unit_codes,
    t.unit_titles, array_to_string(x.program_codes, ' ') AS program_codes, p.program_names, x.days, x.packages, x.certified, x.placements
FROM padan.allocation_upgrade AS x
JOIN padan.allocation AS a USING (run_id)
JOIN padan.run AS r USING (run_id)
LEFT JOIN padan.blk AS u ON u.blk_code = a.network_code
LEFT JOIN padan.blk_place AS b ON b.blk_code = x.blk_code
CROSS JOIN LATERAL (
    SELECT string_agg(coalesce(n.title, c.code), '; ' ORDER BY c.place) AS unit_titles
    FROM unnest(x.unit_codes) WITH ORDINALITY AS c (code, place) LEFT JOIN padan.unit AS n ON n.unit_code = c.code
) AS t
CROSS JOIN LATERAL (
    SELECT string_agg(coalesce(n.name, c.code), '; ' ORDER BY c.place) AS program_names, string_agg(DISTINCT n.kejuruan, ', ') AS kejuruan
    FROM unnest(x.program_codes) WITH ORDINALITY AS c (code, place) LEFT JOIN padan.program AS n ON n.program_code = c.code
) AS p;

SELECT padan.publish_view('instructor_upgrade', 'Peningkatan instruktur menurut rencana: siapa dilatih untuk unit apa, dan tambahannya bagi jejaring (instructor upgrade plan: who gains which units, and what the network gains)', 'allocation', ARRAY[
    ['year', 'Tahun rencana (year planned)'],
    ['position', 'Urutan, 1 yang paling banyak hasilnya per hari pelatihan (rank, 1 gains the most per day of training)'],
    ['instructor_code', 'Kode instruktur yang dilatih; kosong bila kejuruan itu belum mempunyai instruktur (code of the instructor to train; empty where the department has none)'],
    ['unit_codes', 'Kode unit kompetensi SKKNI yang ditambahkan (units to gain)'],
    ['unit_titles', 'Judul unit kompetensi itu (their titles)'],
    ['program_codes', 'Kode program yang dapat dijalankan karenanya (programmes unlocked)'],
    ['program_names', 'Nama program itu (their names)'],
    ['days', 'Lama pelatihan instruktur, hari (days of training)'],
    ['packages', 'Tambahan paket di jejaring (packages gained in the network)'],
    ['certified', 'Tambahan tersertifikasi, orang (certified gained)'],
    ['placements', 'Tambahan yang bekerja, orang (placements gained)']
]);
