CREATE OR REPLACE VIEW dashboard.bottleneck WITH (security_barrier) AS
SELECT
    a.run_id,
    r.as_of AS run_date,
    a.network_code,
    a.year,
    x.position,
    x.resource,
    x.blk_code,
    b.name AS blk_name,
    x.kejuruan,
    x.scheme_code,
    s.name AS scheme_name,
    x.available,
    x.used,
    x.step,
    x.estimate,
    x.verified,
    x.packages,
    x.participants,
    x.certified,
    x.placements
FROM padan.allocation_bottleneck AS x
JOIN padan.allocation AS a USING (run_id)
JOIN padan.run AS r USING (run_id)
LEFT JOIN padan.blk AS b USING (blk_code)
LEFT JOIN padan.scheme AS s USING (scheme_code)
WHERE x.blk_code IS NULL OR padan.sees_blk(x.blk_code);

CREATE OR REPLACE VIEW dashboard.latest_bottleneck WITH (security_barrier) AS
SELECT * FROM dashboard.bottleneck
WHERE run_id IN (SELECT max(run_id) FROM padan.allocation WHERE NOT is_question GROUP BY network_code, year);

COMMENT ON VIEW dashboard.bottleneck IS 'Sumber daya yang membatasi rencana (what limits a plan)';
COMMENT ON VIEW dashboard.latest_bottleneck IS 'Hambatan pada rencana terakhir (of the latest plan)';
SELECT padan.publish_views(
    ARRAY['bottleneck', 'latest_bottleneck'],
    ARRAY[
        ['run_id', 'Nomor rencana (run)'],
        ['run_date', 'Tanggal acuan (reference day)'],
        ['network_code', 'Kode BBPLK pembina (leading BBPLK)'],
        ['year', 'Tahun rencana (year planned)'],
        ['position', 'Urutan, 1 yang paling berharga (rank)'],
        ['resource', 'assessor, workshop, instructor, department, budget, network_budget (resource)'],
        ['blk_code', 'Kode BLK (code)'],
        ['blk_name', 'Nama BLK (name)'],
        ['kejuruan', 'Kejuruan (vocational department)'],
        ['scheme_code', 'Kode skema (scheme)'],
        ['scheme_name', 'Nama skema (scheme name)'],
        ['available', 'Tersedia: hari, JP atau rupiah (available)'],
        ['used', 'Terpakai (used)'],
        ['step', 'Tambahan yang dicoba (step tried)'],
        ['estimate', 'Nilai tambahan itu menurut harga bayangan, setara penempatan (worth by the prices, in placements)'],
        ['verified', 'Nilai menurut penghitungan ulang (worth by solving again)'],
        ['packages', 'Tambahan paket (packages gained)'],
        ['participants', 'Tambahan peserta (participants gained)'],
        ['certified', 'Tambahan tersertifikasi (certified gained)'],
        ['placements', 'Tambahan bekerja (placements gained)']
    ]);
