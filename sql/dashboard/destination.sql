-- The distance is that of the plan's reach: along the great circle by the haversine formula, with the mean radius of the Earth (Domain, Position).
CREATE OR REPLACE VIEW dashboard.destination WITH (security_invoker) AS
SELECT
    x.run_id, r.as_of AS run_date, a.network_code, u.name AS network_name, a.year, x.blk_code, b.blk_name, b.blk_kind, b.parent_code, b.parent_name,
    b.province_code, b.province_name, b.region_code, b.region_name, x.program_code, p.name AS program_name, p.kejuruan, x.occupation_code,
    o.name AS occupation_name, g.province_code AS work_province_code, g.province_name AS work_province_name, x.region_code AS work_region_code,
    g.region_name AS work_region_name,
    CASE WHEN x.region_code = b.region_code THEN 0 ELSE 2 * 6371.0088 * asin(sqrt(
        sin(radians(w.latitude - h.latitude) / 2) ^ 2
        + cos(radians(h.latitude)) * cos(radians(w.latitude)) * sin(radians(w.longitude - h.longitude) / 2) ^ 2)) END AS distance_km,
    x.persons, x.persons / nullif(k.placements, 0) AS share
FROM padan.allocation_placement AS x
JOIN padan.allocation_package AS k USING (run_id, blk_code, program_code)
JOIN padan.allocation AS a USING (run_id)
JOIN padan.run AS r USING (run_id)
LEFT JOIN padan.blk AS u ON u.blk_code = a.network_code
LEFT JOIN padan.blk_place AS b ON b.blk_code = x.blk_code
LEFT JOIN padan.program AS p ON p.program_code = x.program_code
LEFT JOIN padan.occupation AS o ON o.occupation_code = x.occupation_code
LEFT JOIN padan.region_place AS g ON g.region_code = x.region_code
LEFT JOIN padan.region AS h ON h.region_code = b.region_code
LEFT JOIN padan.region AS w ON w.region_code = x.region_code;

SELECT padan.publish_view('destination', 'Daerah tempat alumni diperkirakan bekerja menurut rencana (regions where the graduates of a plan are expected to work)', 'allocation', ARRAY[
    ['year', 'Tahun rencana (year planned)'],
    ['province_code', 'Kode provinsi BLK, Kemendagri (code of the BLK''s province)'],
    ['province_name', 'Nama provinsi BLK (name of the BLK''s province)'],
    ['region_code', 'Kode kabupaten/kota BLK, Kemendagri (code of the BLK''s regency or city)'],
    ['region_name', 'Nama kabupaten/kota BLK (name of the BLK''s regency or city)'],
    ['work_province_code', 'Kode provinsi tempat bekerja, Kemendagri (code of the province of the work)'],
    ['work_province_name', 'Nama provinsi tempat bekerja (name of the province of the work)'],
    ['work_region_code', 'Kode kabupaten/kota tempat bekerja, Kemendagri (code of the regency or city of the work)'],
    ['work_region_name', 'Nama kabupaten/kota tempat bekerja (name of the regency or city of the work)'],
    ['distance_km', 'Jarak dari kabupaten/kota BLK, km garis lurus; 0 di daerah itu sendiri, kosong bila letaknya tidak diketahui (great-circle distance from the BLK''s region in km; 0 within it, empty where a position is not known)'],
    ['persons', 'Perkiraan yang bekerja di sana, orang (persons expected to work there)'],
    ['share', 'Bagian dari perkiraan bekerja program itu di BLK itu, 0–1 (share of those of the programme at the BLK who are expected to work)']
]);
