CREATE OR REPLACE VIEW dashboard.demand_quarter WITH (security_invoker) AS
SELECT
    d.run_id, r.as_of AS run_date, d.quarter, extract(year FROM d.quarter)::integer AS year, g.province_code, g.province_name, d.region_code,
    CASE WHEN d.region_code = 'ID' THEN 'Indonesia' ELSE g.region_name END AS region_name, d.occupation_code, o.name AS occupation_name,
    d.advertisements, d.openings
FROM padan.demand_quarter AS d
JOIN padan.run AS r USING (run_id)
LEFT JOIN padan.region_place AS g USING (region_code)
LEFT JOIN padan.occupation AS o USING (occupation_code);

SELECT padan.publish_view('demand_quarter', 'Lowongan yang diiklankan per triwulan, menurut daerah dan jabatan (advertised openings by quarter, region and occupation)', 'demand', ARRAY[
    ['quarter', 'Tanggal pertama triwulan (first day of the quarter)'],
    ['region_code', 'Kode kabupaten/kota atau provinsi; ID bila iklan tidak menyebutnya (regency or province code; ID where the advertisement names none)'],
    ['region_name', 'Nama daerah (region name)'],
    ['occupation_code', 'Kode jabatan KBJI 2014; 0000 bila belum berkode (occupation code; 0000 for titles without one)'],
    ['advertisements', 'Jumlah iklan yang berbeda (distinct advertisements)'],
    ['openings', 'Orang yang dicari; iklan yang sama dihitung sekali per triwulan (persons wanted; the same advertisement counts once a quarter)']
]);
