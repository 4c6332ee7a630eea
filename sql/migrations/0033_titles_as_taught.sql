-- Taught titles are kept in the coder's spelling, by which titles are compared; what people look for is the title as it was taught. Of titles that
-- were taught before, only the coder's spelling is known.
SET LOCAL ROLE padan_owner;

ALTER TABLE padan.taught_title ADD COLUMN written_title text;
UPDATE padan.taught_title SET written_title = title;
ALTER TABLE padan.taught_title ALTER COLUMN written_title SET NOT NULL;
COMMENT ON COLUMN padan.taught_title.title IS 'Title in the coder''s spelling, by which titles are compared';
COMMENT ON COLUMN padan.taught_title.written_title IS 'Title as it was taught last';
