-- Readers have rows of their own BLKs alone (row level security of the table). A reason names programmes of the same BLK; of other BLKs only the name, which is
-- for everybody, never what they run.
CREATE OR REPLACE VIEW dashboard.rank_difference WITH (security_invoker) AS
SELECT
    x.run_id, r.as_of AS run_date, a.network_code, u.name AS network_name, a.year, x.blk_code, b.blk_name, b.blk_kind, b.parent_code, b.parent_name,
    b.province_code, b.province_name, b.region_code, b.region_name, x.program_code, p.name AS program_name, p.kejuruan, x.rank AS program_rank, x.packages,
    x.position AS reason_number, x.reason, x.better_program AS better_program_code, q.name AS better_program_name, h.held_by, x.needed, x.available
FROM padan.allocation_difference AS x
JOIN padan.allocation AS a USING (run_id)
JOIN padan.run AS r USING (run_id)
LEFT JOIN padan.blk AS u ON u.blk_code = a.network_code
LEFT JOIN padan.blk_place AS b ON b.blk_code = x.blk_code
LEFT JOIN padan.program AS p ON p.program_code = x.program_code
LEFT JOIN padan.program AS q ON q.program_code = x.better_program
CROSS JOIN LATERAL (
    SELECT string_agg(
        CASE WHEN starts_with(n.name, x.blk_code || ':') THEN substr(n.name, length(x.blk_code) + 2) ELSE coalesce(o.name, n.name) END, ', ' ORDER BY n.place) AS held_by
    FROM unnest(x.names) WITH ORDINALITY AS n (name, place)
    LEFT JOIN padan.blk AS o ON o.blk_code = n.name AND x.reason NOT IN ('units', 'test_site') AND (x.reason <> 'assessor' OR n.place > 1)
) AS h;

SELECT padan.publish_view('rank_difference', 'Program yang peringkat dan paketnya tidak sejalan, satu baris setiap sebab (where ranks and packages do not agree, one row a reason)', 'allocation', ARRAY[
    ['year', 'Tahun rencana (year planned)'],
    ['program_rank', 'Peringkat program di BLK itu; kosong bila tidak ada (rank of the programme at the BLK; empty without one)'],
    ['packages', 'Paket yang direncanakan; 0 untuk program peringkat atas tanpa paket (packages planned; 0 for a programme of the first ranks without any)'],
    ['reason_number', 'Urutan sebab (order of the reasons)'],
    ['reason', 'Sebab: units instruktur belum ada, test_site TUK, assessor asesor, workshop bengkel, instructor jam instruktur, department bengkel dan instruktur, budget anggaran BLK, network_budget anggaran jejaring, most paket terbanyak, share bagian satu program, served dan gap lowongan, worthless dan outweighed tidak lebih membantu target, alone tidak ada program kejuruan itu yang peringkatnya lebih tinggi, decided ketetapan, unwanted batas skor atau peringkat, unknown data penempatan (reason)'],
    ['better_program_code', 'Program kejuruan itu yang peringkatnya lebih tinggi dan tidak mendapat jam itu; kosong bila sebabnya mengenai program itu sendiri (better ranked programme that does not get the hours)'],
    ['better_program_name', 'Nama program berperingkat lebih baik itu (its name)'],
    ['held_by', 'Unit, kejuruan TUK, atau skema yang kurang, lalu program BLK ini dan nama BLK lain yang memakainya (what is lacking, then own programmes and other BLKs that hold it)'],
    ['needed', 'Kebutuhan satu paket: hari, JP, rupiah, orang, atau paket (what one package needs)'],
    ['available', 'Sisanya dalam rencana, dalam satuan yang sama (what the plan leaves of it)']
]);
