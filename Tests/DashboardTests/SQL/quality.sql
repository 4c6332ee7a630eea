INSERT INTO padan.source_file (kind, file_name, digest, options_digest, rows_read, rows_new, rows_changed, rows_same, rows_rejected, harvest_from, harvest_until, loaded)
    VALUES ('vacancies', 'iklan.csv', 'x', 'y', 100, 60, 0, 34, 6, '2017-01-01', '2017-12-31', true);
INSERT INTO padan.industry (industry_code, name, name_en) VALUES ('C', 'Industri', 'Manufacturing') ON CONFLICT DO NOTHING;
INSERT INTO padan.occupation (occupation_code, parent_code, name, name_en) VALUES ('7', NULL, 'Pengrajin', 'Craft'), ('72', '7', 'Logam', 'Metal'), ('721', '72', 'Logam', 'Metal'), ('7212', '721', 'Tukang las', 'Welders') ON CONFLICT DO NOTHING;
INSERT INTO padan.job_title (text, occupation_code, score, method) VALUES ('tukang las', '7212', 1, 'taught'), ('abc', NULL, 0, 'uncoded');
INSERT INTO padan.place (text, level, region_code, confidence) VALUES ('Karawang', 'regency', '32.15', 1), ('Atlantis', 'unresolved', NULL, 0),
    ('Singapura', 'abroad', NULL, 1), ('WFH', 'remote', NULL, 1);
INSERT INTO padan.vacancy (vacancy_digest, source_name, job_title_id, place_id, opening_digest, posted_on, openings, times_seen)
    SELECT md5(i::text)::uuid, 's', (SELECT job_title_id FROM padan.job_title WHERE text = CASE WHEN i <= 3 THEN 'abc' ELSE 'tukang las' END),
        (SELECT place_id FROM padan.place WHERE text = CASE WHEN i = 1 THEN 'Atlantis' ELSE 'Karawang' END), md5((i / 2)::text)::uuid, date '2017-02-01' + 30 * i, 2, 3
    FROM generate_series(1, 10) AS i;
-- Two more are for work abroad and one for work from home; they have no date, so that they count in no quarter.
INSERT INTO padan.vacancy (vacancy_digest, source_name, job_title_id, place_id, opening_digest, openings, times_seen)
    SELECT md5(w.n::text)::uuid, 's', t.job_title_id, p.place_id, md5(w.n::text)::uuid, 1, 1
    FROM (VALUES (101, 'Singapura'), (102, 'Singapura'), (103, 'WFH')) AS w (n, place)
    JOIN padan.place AS p ON p.text = w.place JOIN padan.job_title AS t ON t.text = 'tukang las';
-- Two advertisements state a code of their own.
UPDATE padan.vacancy SET stated_occupation_code = '7212', unstated_digest = vacancy_digest WHERE vacancy_digest IN (md5('9')::uuid, md5('10')::uuid);
SELECT padan.record_data_state((SELECT demand FROM number));
SELECT plan(15);
SELECT is((SELECT rows FROM dashboard.latest_data_quality WHERE kind = 'vacancies' AND level = 'tabel'), 13::bigint, 'rows');
SELECT is((SELECT repeated FROM dashboard.latest_data_quality WHERE kind = 'vacancies' AND level = 'tabel'), 20::bigint, 'seen thirty times, twenty repeat');
SELECT is((SELECT unresolved_share FROM dashboard.latest_data_quality WHERE kind = 'vacancies' AND level = 'tabel'), (1 / 13::double precision), 'unresolved places, without those that are known and have no region');
SELECT is((SELECT abroad || ' ' || remote FROM dashboard.latest_data_quality WHERE kind = 'vacancies' AND level = 'tabel'), '2 1', 'abroad and remote');
SELECT is((SELECT uncoded_share FROM dashboard.latest_data_quality WHERE kind = 'vacancies' AND level = 'tabel'), (3 / 13::double precision), 'uncoded titles');
SELECT is((SELECT region_share FROM dashboard.latest_data_quality WHERE kind = 'vacancies' AND level = 'tabel'), 0.5::double precision, 'one of two regencies');
SELECT is((SELECT rejected_share FROM dashboard.latest_data_quality WHERE level = 'berkas'), 0.06::double precision, 'rejects of the file');
SELECT is((SELECT light FROM dashboard.latest_data_quality WHERE level = 'berkas'), 'merah', 'more than 5 % refused is red');
SELECT is((SELECT age_days FROM dashboard.latest_data_quality WHERE level = 'berkas'), 1, 'age at the reference day');
SELECT is((SELECT light FROM dashboard.latest_data_quality WHERE kind = 'employment'), 'merah', 'no rows is red');
SELECT is((SELECT light FROM dashboard.latest_data_quality WHERE kind = 'programs'), 'hijau', 'green');
SELECT is((SELECT string_agg(DISTINCT rule, '|') FROM dashboard.latest_data_quality),
    'merah (red): tidak ada baris (no rows), ditolak (rejected) > 5 %, tempat tidak dikenali (unresolved places) > 20 %, nama jabatan belum berkode (uncoded titles) > 40 %, '
    'umur data (age) > 1095 hari (days), daerah tanpa data (regions without data) > 80 %. kuning (yellow): ditolak (rejected) > 1 %, tempat tidak dikenali (unresolved places) > 5 %, '
    'nama jabatan belum berkode (uncoded titles) > 20 %, umur data (age) > 365 hari (days), daerah tanpa data (regions without data) > 20 %. hijau (green): selainnya (else)',
    'the rule stands beside each light');
SELECT is((SELECT light || ': ' || reason FROM dashboard.latest_data_quality WHERE kind = 'vacancies' AND level = 'tabel'),
    'merah: ditolak (rejected); tempat tidak dikenali (unresolved places); nama jabatan belum berkode (uncoded titles); daerah tanpa data (regions without data)',
    'the reason names the worst first');
SELECT is((SELECT sum(openings) FROM dashboard.latest_demand_quarter), 16::bigint, 'advertisements alike count once a quarter');
SELECT is((SELECT string_agg(title || ' ' || method || ' ' || advertisements, ', ' ORDER BY title, method) FROM dashboard.latest_title_coding), 'abc uncoded 3, tukang las given 2, tukang las taught 8', 'titles');
SELECT * FROM finish();
ROLLBACK;
