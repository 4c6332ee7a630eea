-- In which sheet of its workbook each figure stands, and outcomes of which a list tells the placements alone.
SET LOCAL ROLE padan_owner;

ALTER TABLE padan.employment ADD COLUMN source_sheet text;
COMMENT ON COLUMN padan.employment.source_sheet IS 'Sheet of the workbook in which the figure stands; empty for text files';
ALTER TABLE padan.occupation_employment ADD COLUMN source_sheet text;
COMMENT ON COLUMN padan.occupation_employment.source_sheet IS 'Sheet of the workbook in which the figure stands; empty for text files';
ALTER TABLE padan.labour_force ADD COLUMN source_sheet text;
COMMENT ON COLUMN padan.labour_force.source_sheet IS 'Sheet of the workbook in which the figure stands; empty for text files';
ALTER TABLE padan.grdp ADD COLUMN source_sheet text;
COMMENT ON COLUMN padan.grdp.source_sheet IS 'Sheet of the workbook in which the figure stands; empty for text files';
ALTER TABLE padan.graduate ADD COLUMN source_sheet text;
COMMENT ON COLUMN padan.graduate.source_sheet IS 'Sheet of the workbook in which the figure stands; empty for text files';
ALTER TABLE padan.minimum_wage ADD COLUMN source_sheet text;
COMMENT ON COLUMN padan.minimum_wage.source_sheet IS 'Sheet of the workbook in which the figure stands; empty for text files';
ALTER TABLE padan.unemployment ADD COLUMN source_sheet text;
COMMENT ON COLUMN padan.unemployment.source_sheet IS 'Sheet of the workbook in which the figure stands; empty for text files';
ALTER TABLE padan.survey ADD COLUMN source_sheet text;
COMMENT ON COLUMN padan.survey.source_sheet IS 'Sheet of the workbook in which the figure stands; empty for text files';
-- Rows of shaped tables were stored with a number in which their line was one part (bits 30 and above).
UPDATE padan.employment SET source_line = source_line >> 30 WHERE source_line >= 1::bigint << 30;
UPDATE padan.occupation_employment SET source_line = source_line >> 30 WHERE source_line >= 1::bigint << 30;
UPDATE padan.labour_force SET source_line = source_line >> 30 WHERE source_line >= 1::bigint << 30;
UPDATE padan.grdp SET source_line = source_line >> 30 WHERE source_line >= 1::bigint << 30;
UPDATE padan.graduate SET source_line = source_line >> 30 WHERE source_line >= 1::bigint << 30;
UPDATE padan.minimum_wage SET source_line = source_line >> 30 WHERE source_line >= 1::bigint << 30;
UPDATE padan.unemployment SET source_line = source_line >> 30 WHERE source_line >= 1::bigint << 30;
UPDATE padan.survey SET source_line = source_line >> 30 WHERE source_line >= 1::bigint << 30;
COMMENT ON COLUMN padan.source_file.sheet IS 'Sheets of the workbook that were read; empty for text files';

-- Lists of placements say how many were trained and how many of them work, and neither in how many packages nor how many were certified.
ALTER TABLE padan.outcome ALTER COLUMN packages DROP NOT NULL, ALTER COLUMN certified DROP NOT NULL;
COMMENT ON COLUMN padan.outcome.packages IS 'Packages run; empty when not known';
COMMENT ON COLUMN padan.outcome.certified IS 'Of those who finished, certified; empty when not known';

ALTER TABLE padan.outcome_factor DROP CONSTRAINT outcome_factor_counts_ck;
ALTER TABLE padan.outcome_factor
    ADD CONSTRAINT outcome_factor_counts_ck CHECK (certified BETWEEN 0 AND trained AND placed BETWEEN 0 AND traced);
COMMENT ON COLUMN padan.outcome_factor.trained IS 'Trained in the years for which it is known how many were certified';
