CREATE OR REPLACE VIEW dashboard.allocation WITH (security_barrier) AS
SELECT
    a.run_id,
    r.as_of AS run_date,
    a.network_code,
    a.year,
    x.blk_code,
    b.name AS blk_name,
    b.kind AS blk_kind,
    g.region_code,
    g.name AS region_name,
    x.program_code,
    p.name AS program_name,
    p.kejuruan,
    x.packages,
    x.participants,
    x.certified,
    x.placements,
    x.hours_jp,
    x.cost_rupiah,
    x.assessor_days,
    x.score,
    x.is_decided
FROM padan.allocation_package AS x
JOIN padan.allocation AS a USING (run_id)
JOIN padan.run AS r USING (run_id)
JOIN padan.blk AS b USING (blk_code)
JOIN padan.region AS g USING (region_code)
JOIN padan.program AS p USING (program_code)
WHERE padan.sees_blk(x.blk_code);

CREATE OR REPLACE VIEW dashboard.latest_allocation WITH (security_barrier) AS
SELECT * FROM dashboard.allocation
WHERE run_id IN (SELECT max(run_id) FROM padan.allocation WHERE NOT is_question GROUP BY network_code, year);

COMMENT ON VIEW dashboard.allocation IS 'Rencana paket tiap BLK dan program (packages planned by BLK and programme)';
COMMENT ON VIEW dashboard.latest_allocation IS 'Rencana paket terakhir tiap jejaring dan tahun (latest plan of each network and year)';
SELECT padan.publish_views(
    ARRAY['allocation', 'latest_allocation'],
    ARRAY[
        ['run_id', 'Nomor rencana (run)'],
        ['run_date', 'Tanggal acuan (reference day)'],
        ['network_code', 'Kode BBPLK pembina (leading BBPLK)'],
        ['year', 'Tahun rencana (year planned)'],
        ['blk_code', 'Kode BLK (code)'],
        ['blk_name', 'Nama BLK (name)'],
        ['blk_kind', 'Jenis BLK (kind)'],
        ['region_code', 'Kode kabupaten/kota (region)'],
        ['region_name', 'Nama kabupaten/kota (region name)'],
        ['program_code', 'Kode program (code)'],
        ['program_name', 'Nama program (name)'],
        ['kejuruan', 'Kejuruan (vocational department)'],
        ['packages', 'Paket (packages)'],
        ['participants', 'Peserta, orang (participants)'],
        ['certified', 'Perkiraan tersertifikasi, orang (expected certified)'],
        ['placements', 'Perkiraan bekerja, orang (expected in work)'],
        ['hours_jp', 'JP bengkel dan instruktur (JP of workshop and instructors)'],
        ['cost_rupiah', 'Biaya, rupiah (cost)'],
        ['assessor_days', 'Hari asesor (assessor-days)'],
        ['score', 'Skor program di BLK, 0–100 (score)'],
        ['is_decided', 'Ditetapkan pengguna (fixed by the user)']
    ]);
