-- What the checks of figures warned of when a file was loaded.
SET LOCAL ROLE padan_owner;

ALTER TABLE padan.source_file ADD COLUMN warnings text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN padan.source_file.warnings IS 'What checks of the figures warned of: the first cell of each warning and a sentence; nothing was changed for it';
