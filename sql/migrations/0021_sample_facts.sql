-- Facts of BLKs that are the made-up sample's are told from those of real BLKs by the source of their file.
SET LOCAL ROLE padan_owner;

COMMENT ON COLUMN padan.source_file.source_name IS 'Vacancies: the site or office; facts of BLKs: contoh for the made-up sample, empty for others';
-- Earlier versions noted it for advertisements alone. They loaded the sample only where nothing else was there, its advertisements last: files of its
-- names that were loaded before these are its own.
UPDATE padan.source_file AS f SET source_name = 'contoh'
WHERE f.kind IN ('blks', 'catalogs', 'workshops', 'instructors', 'assessors', 'outcomes', 'realizations', 'targets', 'budgets')
    AND f.source_name IS NULL AND f.file_name = f.kind || '.csv'
    AND f.source_file_id < (SELECT max(v.source_file_id) FROM padan.source_file AS v WHERE v.kind = 'vacancies' AND v.source_name = 'contoh');
