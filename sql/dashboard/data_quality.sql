-- The limits of the traffic light stand here, once; the rule beside each light is written from them.
CREATE OR REPLACE VIEW dashboard.data_quality WITH (security_invoker) AS
WITH measure (ordinal, name, words, yellow, red, factor, unit) AS (
    VALUES
        (1, 'rejected', 'ditolak (rejected)', 0.01, 0.05, 100, '%'),
        (2, 'unresolved', 'tempat tidak dikenali (unresolved places)', 0.05, 0.20, 100, '%'),
        (3, 'uncoded', 'nama jabatan belum berkode (uncoded titles)', 0.20, 0.40, 100, '%'),
        (4, 'age', 'umur data (age)', 365, 1095, 1, 'hari (days)'),
        (5, 'regions', 'daerah tanpa data (regions without data)', 0.20, 0.80, 100, '%')
)
SELECT
    m.run_id, m.run_date, m.level, m.kind, m.name, m.source_file_id, m.imported_on, m.rows, m.rejected, m.repeated, m.unresolved, m.uncoded, m.data_until,
    m.age_days, m.regions_covered, m.regions_known, m.rejected_share, m.repeated_share, m.unresolved_share, m.uncoded_share, m.region_share,
    CASE WHEN m.rows = 0 OR x.worst = 2 THEN 'merah' WHEN x.worst = 1 THEN 'kuning' ELSE 'hijau' END AS light,
    CASE WHEN m.rows = 0 THEN 'tidak ada baris (no rows)' ELSE coalesce(x.reason, 'semua ukuran baik (all measures are good)') END AS reason,
    y.rule, m.abroad, m.remote, m.occupation_version, m.industry_version, m.warnings, m.warning_list
FROM (
    SELECT
        q.run_id, r.as_of AS run_date, CASE WHEN q.source_file_id = 0 THEN 'tabel' ELSE 'berkas' END AS level, q.kind, q.name,
        nullif(q.source_file_id, 0) AS source_file_id, (f.imported_at AT TIME ZONE 'Asia/Jakarta')::date AS imported_on, q.rows, q.rejected, q.repeated, q.unresolved, q.uncoded,
        q.abroad, q.remote, q.data_until, r.as_of - q.data_until AS age_days, q.regions_covered, q.regions_known,
        q.rejected / nullif(q.rows + q.rejected * (q.source_file_id = 0)::integer, 0)::double precision AS rejected_share,
        q.repeated / nullif(q.rows + q.repeated * (q.source_file_id = 0)::integer, 0)::double precision AS repeated_share,
        q.unresolved / nullif(q.rows, 0)::double precision AS unresolved_share,
        q.uncoded / nullif(q.rows, 0)::double precision AS uncoded_share,
        q.regions_covered / nullif(q.regions_known, 0)::double precision AS region_share, r.occupation_version, r.industry_version,
        -- A table's are those of all its files.
        CASE WHEN q.source_file_id = 0 THEN t.warnings ELSE f.warning_count END AS warnings,
        nullif(array_to_string(f.warnings[:5], '; '), '') AS warning_list
    FROM padan.data_quality AS q
    JOIN padan.run AS r USING (run_id)
    LEFT JOIN padan.source_file AS f ON f.source_file_id = q.source_file_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(s.warning_count), 0)::integer AS warnings FROM padan.source_file AS s WHERE s.kind = q.kind AND s.loaded
    ) AS t
) AS m
CROSS JOIN LATERAL (
    SELECT max(l.grade) AS worst, string_agg(l.words, '; ' ORDER BY l.grade DESC, l.ordinal) FILTER (WHERE l.grade > 0) AS reason
    FROM (
        SELECT v.ordinal, v.words, CASE WHEN v.value > v.red THEN 2 WHEN v.value > v.yellow THEN 1 END AS grade
        FROM (
            SELECT k.ordinal, k.words, k.yellow, k.red,
                CASE k.name WHEN 'rejected' THEN m.rejected_share WHEN 'unresolved' THEN m.unresolved_share WHEN 'uncoded' THEN m.uncoded_share
                    WHEN 'age' THEN m.age_days WHEN 'regions' THEN 1 - m.region_share END AS value
            FROM measure AS k
        ) AS v
    ) AS l
) AS x
CROSS JOIN (
    SELECT format('merah (red): tidak ada baris (no rows), %s. kuning (yellow): %s. hijau (green): selainnya (else)',
        string_agg(format('%s > %s %s', k.words, trim_scale(k.red * k.factor), k.unit), ', ' ORDER BY k.ordinal),
        string_agg(format('%s > %s %s', k.words, trim_scale(k.yellow * k.factor), k.unit), ', ' ORDER BY k.ordinal)) AS rule
    FROM measure AS k
) AS y;

SELECT padan.publish_view('data_quality', 'Mutu data yang dibaca hitungan kebutuhan tenaga kerja: per tabel dan per berkas, dengan lampu (quality of the data that a demand run read: by table and by file, with a traffic light)', 'demand', ARRAY[
    ['level', 'tabel atau berkas (table or file)'],
    ['kind', 'Jenis data, seperti pada padan import (kind of data, as padan import names it)'],
    ['name', 'Nama tabel atau berkas (table or file name)'],
    ['source_file_id', 'Nomor pemuatan; kosong untuk tabel (number of the import; empty for tables)'],
    ['imported_on', 'Tanggal dimuat; kosong untuk tabel (day of the import; empty for tables)'],
    ['rows', 'Jumlah baris dalam tabel, atau yang dibaca dari berkas (rows in the table, or read from the file)'],
    ['rejected', 'Baris yang ditolak (rows refused)'],
    ['repeated', 'Baris yang berulang (rows that repeat others)'],
    ['unresolved', 'Iklan yang tempatnya tidak dikenali; hanya untuk lowongan (advertisements with an unknown place; vacancies only)'],
    ['uncoded', 'Iklan yang nama jabatannya belum berkode; hanya untuk lowongan (advertisements with an uncoded title; vacancies only)'],
    ['data_until', 'Tanggal terakhir yang dicakup data (last day that the data speak of)'],
    ['age_days', 'Umur data pada tanggal keadaan, hari (age at the reference day, days)'],
    ['regions_covered', 'Kabupaten/kota yang mempunyai data (regencies and cities with data)'],
    ['regions_known', 'Semua kabupaten/kota (all regencies and cities)'],
    ['rejected_share', 'Bagian yang ditolak, 0–1 (share refused)'],
    ['repeated_share', 'Bagian yang berulang, 0–1 (share that repeats)'],
    ['unresolved_share', 'Bagian tempat yang tidak dikenali, 0–1 (share of unknown places)'],
    ['uncoded_share', 'Bagian nama jabatan yang belum berkode, 0–1 (share of uncoded titles)'],
    ['region_share', 'Bagian kabupaten/kota yang mempunyai data, 0–1 (share of regencies and cities with data)'],
    ['light', 'Lampu: hijau, kuning, merah (traffic light: green, yellow, red)'],
    ['reason', 'Ukuran yang menentukan lampu, dari yang terburuk (measures that light it, the worst first)'],
    ['rule', 'Aturan lampu (rule of the light)'],
    ['abroad', 'Iklan untuk kerja di luar negeri, yang tidak punya daerah; hanya untuk lowongan (advertisements for work abroad, which has no region; vacancies only)'],
    ['remote', 'Iklan untuk kerja jarak jauh, yang tidak punya daerah; hanya untuk lowongan (advertisements for remote work, which has no region; vacancies only)'],
    ['warnings', 'Jumlah angka janggal yang diperingatkan saat pemuatan; tabel: di semua berkasnya (warnings about odd figures when it was loaded; a table: of all its files)'],
    ['warning_list', 'Lima peringatan pertama; kosong untuk tabel (the first five warnings; empty for tables)']
]);
