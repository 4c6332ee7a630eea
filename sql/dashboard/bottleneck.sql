CREATE OR REPLACE VIEW dashboard.bottleneck WITH (security_invoker) AS
SELECT
    a.run_id, r.as_of AS run_date, a.network_code, u.name AS network_name, a.year, x.position, x.resource, x.blk_code, b.blk_name, b.blk_kind, b.parent_code,
    b.parent_name, b.province_code, b.province_name, b.region_code, b.region_name, x.kejuruan, x.scheme_code, s.name AS scheme_name, x.available, x.used,
    x.step, x.estimate, x.verified, x.packages, x.participants, x.certified, x.placements
FROM padan.allocation_bottleneck AS x
JOIN padan.allocation AS a USING (run_id)
JOIN padan.run AS r USING (run_id)
LEFT JOIN padan.blk AS u ON u.blk_code = a.network_code
LEFT JOIN padan.blk_place AS b ON b.blk_code = x.blk_code
LEFT JOIN padan.scheme AS s USING (scheme_code);

SELECT padan.publish_view('bottleneck', 'Sumber daya yang paling membatasi rencana (what limits a plan)', 'allocation', ARRAY[
    ['year', 'Tahun rencana (year planned)'],
    ['position', 'Urutan, 1 yang paling membatasi (rank, 1 is worth the most)'],
    ['resource', 'assessor asesor, workshop bengkel, instructor instruktur, department kejuruan, budget anggaran BLK, network_budget anggaran jejaring (resource)'],
    ['available', 'Tersedia: hari, JP atau rupiah (available: days, JP or rupiah)'],
    ['used', 'Terpakai (used)'],
    ['step', 'Tambahan yang dicoba (step tried)'],
    ['estimate', 'Perkiraan tambahan orang bekerja, atau yang setara (worth by shadow prices, in placements)'],
    ['verified', 'Hasil simulasi: tambahan orang bekerja, atau yang setara (worth by solving again)'],
    ['packages', 'Tambahan paket (packages gained)'],
    ['participants', 'Tambahan peserta, orang (participants gained)'],
    ['certified', 'Tambahan tersertifikasi, orang (certified gained)'],
    ['placements', 'Tambahan yang bekerja, orang (placements gained)']
]);
