CREATE OR REPLACE VIEW dashboard.industry_potential WITH (security_invoker) AS
SELECT
    d.run_id, r.as_of AS run_date, g.province_code, g.province_name, d.region_code, g.region_name, g.region_kind, d.industry_code,
    i.name AS industry_name, d.employed, d.growth, d.quotient AS location_quotient, d.dynamic_quotient AS dynamic_location_quotient,
    d.national_shift, d.mix_shift, d.competitive_shift, d.homothetic_shift, d.allocation_shift, d.typology, d.density AS relatedness, d.standing
FROM padan.potential AS d
JOIN padan.run AS r USING (run_id)
LEFT JOIN padan.region_place AS g USING (region_code)
LEFT JOIN padan.industry AS i USING (industry_code);

SELECT padan.publish_view('industry_potential', 'Potensi lapangan usaha di setiap daerah (potential of each industry in each region)', 'demand', ARRAY[
    ['region_code', 'Kode kabupaten/kota atau provinsi, Kemendagri (regency, city or province code)'],
    ['region_name', 'Nama daerah (region name)'],
    ['region_kind', 'provinsi, kabupaten, kota (province, regency, city)'],
    ['employed', 'Orang yang bekerja pada tahun terakhir (persons employed in the last year)'],
    ['growth', 'Pertumbuhan rata-rata (majemuk) per tahun, pecahan (compound yearly growth as a fraction)'],
    ['location_quotient', 'LQ statis (SLQ); 1 berarti sama dengan nasional (static location quotient; 1 is the nation)'],
    ['dynamic_location_quotient', 'LQ dinamis (DLQ) (dynamic location quotient)'],
    ['national_shift', 'Shift-share: pertumbuhan nasional, orang (national growth, persons)'],
    ['mix_shift', 'Shift-share: bauran lapangan usaha, orang (industry mix, persons)'],
    ['competitive_shift', 'Shift-share: daya saing, orang; ketiganya berjumlah perubahan (competitive, persons; the three add up to the change)'],
    ['homothetic_shift', 'Esteban-Marquillas: daya saing pada bauran nasional, orang (competitive at the national mix, persons)'],
    ['allocation_shift', 'Esteban-Marquillas: efek alokasi, orang (allocation effect, persons)'],
    ['typology', 'Kuadran Klassen I–IV (Klassen quadrant)'],
    ['relatedness', 'Kedekatan dengan lapangan usaha unggulan daerah, 0–1 (relatedness density)'],
    ['standing', 'leading unggulan, emerging tumbuh, related_absent belum ada tetapi terkait, shrinking menyusut, other lain (standing)']
]);
