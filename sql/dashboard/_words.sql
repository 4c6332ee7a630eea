-- The Indonesian names that stand in tables and not in comments, in the words of the glossary at the top of config/words.id.yaml.
--
-- They stand here and not in a migration, because a word that reads better may replace another one at any time.
SET LOCAL ROLE padan_owner;
UPDATE padan.criterion SET name = w.name, unit = w.unit FROM (VALUES
    ('gap_share', 'Bagian lowongan tak terisi', 'bagian'),
    ('placement', 'Penempatan kerja', 'bagian'),
    ('certification', 'Sertifikasi', 'bagian'),
    ('instructor_readiness', 'Instruktur', 'bagian'),
    ('facility_readiness', 'Bengkel', 'bagian'),
    ('assessor_readiness', 'Asesor', 'bagian')
) AS w (criterion, name, unit)
WHERE criterion.criterion = w.criterion AND (criterion.name, criterion.unit) IS DISTINCT FROM (w.name, w.unit);
UPDATE padan.candidate_status SET label = w.label FROM (VALUES
    ('berjalan', 'ada dalam katalog BLK'),
    ('baru', 'BLK mempunyai kejuruannya'),
    ('kejuruan baru', 'kejuruannya perlu dibuka lebih dulu')
) AS w (name, label)
WHERE candidate_status.name = w.name AND candidate_status.label IS DISTINCT FROM w.label;
UPDATE padan.eligibility SET label = w.label FROM (VALUES
    ('ready_if', NULL, 'perlu dilengkapi'),
    ('blocked', 'no_occupation', 'jabatan yang dituju program ini belum ditentukan'),
    ('blocked', 'no_openings', 'tidak ada lowongan dalam jangkauan'),
    ('blocked', 'no_data', 'tidak satu kriteria pun mempunyai data'),
    ('blocked', 'unknown_openings', 'lowongan dalam jangkauan belum diketahui')
) AS w (name, reason, label)
WHERE eligibility.name = w.name AND eligibility.reason IS NOT DISTINCT FROM w.reason AND eligibility.label IS DISTINCT FROM w.label;
RESET ROLE;
