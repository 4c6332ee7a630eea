-- An analyst may teach that a title names no occupation: `Supervisor` may be anybody's. Such a title is settled, and not listed again as one without a code.
ALTER TABLE padan.taught_title ALTER COLUMN occupation_code DROP NOT NULL;
COMMENT ON COLUMN padan.taught_title.occupation_code IS 'KBJI code; empty where the title names no occupation';
ALTER TABLE padan.job_title
    DROP CONSTRAINT job_title_method_ck,
    ADD CONSTRAINT job_title_method_ck CHECK (
        CASE method WHEN 'taught' THEN true WHEN 'uncoded' THEN occupation_code IS NULL
            ELSE method IN ('lexicon', 'similar') AND occupation_code IS NOT NULL END);
COMMENT ON COLUMN padan.job_title.occupation_code IS 'KBJI code; empty when uncoded, or taught to name no occupation';
