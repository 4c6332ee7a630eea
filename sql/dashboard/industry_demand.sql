CREATE OR REPLACE VIEW dashboard.industry_demand WITH (security_invoker) AS
SELECT
    d.run_id, r.as_of AS run_date, g.province_code, g.province_name, d.region_code, g.region_name,
    nullif(d.industry_code, '-') AS industry_code, i.name AS industry_name, d.source, d.openings, d.spread_openings,
    d.occupations
FROM padan.industry_demand AS d
JOIN padan.run AS r USING (run_id)
LEFT JOIN padan.region_place AS g USING (region_code)
LEFT JOIN padan.industry AS i ON i.industry_code = d.industry_code;

SELECT padan.publish_view('industry_demand', 'Kebutuhan tenaga menurut daerah, lapangan usaha dan sumber data (demand by region, industry and source)', 'demand', ARRAY[
    ['industry_code', 'Kode lapangan usaha KBLI 2020; kosong bila sumber tidak menyebutnya (industry code; empty where the source has none)'],
    ['openings', 'Lowongan menurut sumber ini, orang/tahun (openings by this source, persons a year)'],
    ['occupations', 'Jumlah jabatan yang dibutuhkan (occupations with openings)']
]);
