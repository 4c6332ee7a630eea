CREATE OR REPLACE VIEW dashboard.title_coding WITH (security_invoker) AS
SELECT
    t.run_id, r.as_of AS run_date, t.job_title_id, j.text AS title, t.occupation_code, o.name AS occupation_name, left(t.occupation_code, 1) AS major_group_code,
    m.name AS major_group_name, t.method, t.score, t.advertisements
FROM padan.title_coding AS t
JOIN padan.run AS r USING (run_id)
LEFT JOIN padan.job_title AS j USING (job_title_id)
LEFT JOIN padan.occupation AS o ON o.occupation_code = t.occupation_code
LEFT JOIN padan.occupation AS m ON m.occupation_code = left(t.occupation_code, 1);

SELECT padan.publish_view('title_coding', 'Nama jabatan dalam iklan lowongan dan kodenya (advertised titles and their occupation codes)', 'demand', ARRAY[
    ['job_title_id', 'Nomor nama jabatan (number of the title)'],
    ['title', 'Nama jabatan seperti diiklankan (title as advertised)'],
    ['occupation_code', 'Kode jabatan KBJI 2014; kosong bila belum berkode (occupation code; empty when uncoded)'],
    ['major_group_code', 'Golongan pokok KBJI, satu angka (major group)'],
    ['major_group_name', 'Nama golongan pokok (name of the major group)'],
    ['method', 'taught pernah diajarkan, lexicon daftar istilah, similar kemiripan kata, given tertulis di berkas, uncoded belum berkode (how it was coded)'],
    ['score', 'Keyakinan kode, 0–1 (how sure the code is)'],
    ['advertisements', 'Jumlah iklan dengan nama jabatan ini (distinct advertisements with the title)']
]);
