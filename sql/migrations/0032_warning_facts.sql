-- What the checks of figures warned of, as facts, so that reports can say it in their reader's language; and how many warnings there were, of which
-- the first are kept.
SET LOCAL ROLE padan_owner;

ALTER TABLE padan.source_file ADD COLUMN warning_count integer NOT NULL DEFAULT 0, ADD COLUMN warning_facts jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN padan.source_file.warning_count IS 'How many warnings there were';
COMMENT ON COLUMN padan.source_file.warning_facts IS 'The first warnings: cell, column, value, and the key and the facts of a sentence of config/words.*.yaml';
UPDATE padan.source_file SET warning_count = cardinality(warnings);
