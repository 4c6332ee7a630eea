CREATE OR REPLACE VIEW dashboard.assessor_gap WITH (security_invoker) AS
SELECT
    a.run_id, r.as_of AS run_date, a.network_code, u.blk_name AS network_name, u.province_code, u.province_name, a.year, x.scheme_code, s.name AS scheme_name,
    x.days_needed, x.days_had, x.days_used, x.days_expiring, greatest(x.days_needed - x.days_had, 0) AS days_missing, x.assessors_missing,
    array_to_string(x.borrow_regions, ' ') AS borrow_region_codes, array_to_string(x.home_blks, ' ') AS home_blk_codes
FROM padan.allocation_assessor AS x
JOIN padan.allocation AS a USING (run_id)
JOIN padan.run AS r USING (run_id)
LEFT JOIN padan.blk_place AS u ON u.blk_code = a.network_code
LEFT JOIN padan.scheme AS s USING (scheme_code);

SELECT padan.publish_view('assessor_gap', 'Kebutuhan dan kekurangan asesor setiap skema menurut rencana (assessors needed and missing by scheme, of a plan)', 'allocation', ARRAY[
    ['year', 'Tahun rencana (year planned)'],
    ['days_needed', 'Hari asesor yang diperlukan (assessor-days that the plan would use if there were enough)'],
    ['days_had', 'Hari asesor berlisensi dalam jangkauan (licensed assessor-days within reach)'],
    ['days_used', 'Hari asesor yang dipakai rencana (assessor-days that the plan uses)'],
    ['days_expiring', 'Hari yang hilang karena lisensi habis di tahun itu (days lost to licences that end within the year)'],
    ['days_missing', 'Hari asesor yang kurang (assessor-days missing)'],
    ['assessors_missing', 'Asesor yang perlu dilatih atau dipinjam, orang (assessors to train or to borrow)'],
    ['borrow_region_codes', 'Daerah di luar jangkauan yang mempunyai asesor (regions out of reach that have assessors)'],
    ['home_blk_codes', 'BLK di daerah tempat asesor tinggal (BLKs in the regions where the assessors live)']
]);
