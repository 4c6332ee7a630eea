-- What a run was made from; names of states; unknown figures.
SET LOCAL ROLE padan_owner;

-- Every configuration file that a run read. padan.run keeps the text of the stage's main file and a digest over all.
CREATE TABLE padan.run_configuration (
    run_id integer NOT NULL,
    file_name text NOT NULL,
    digest text NOT NULL,
    text text NOT NULL,
    CONSTRAINT run_configuration_pk PRIMARY KEY (run_id, file_name),
    CONSTRAINT run_configuration_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE
);
COMMENT ON TABLE padan.run_configuration IS 'The configuration files that a run read, as they stood';
COMMENT ON COLUMN padan.run_configuration.run_id IS 'Run';
COMMENT ON COLUMN padan.run_configuration.file_name IS 'Name below config/';
COMMENT ON COLUMN padan.run_configuration.digest IS 'SHA-256 of the text in UTF-8';
COMMENT ON COLUMN padan.run_configuration.text IS 'The whole file';
COMMENT ON COLUMN padan.run.config_digest IS 'SHA-256 of the configuration: of the file where the run read one, else of the lines "digest  name" of its files by name, as sha256sum prints them';
COMMENT ON COLUMN padan.run.config_text IS 'The main configuration file of the stage; all files are in padan.run_configuration';
-- Runs made before kept one file each.
INSERT INTO padan.run_configuration (run_id, file_name, digest, text)
SELECT run_id, CASE stage WHEN 'demand' THEN 'demand.yaml' WHEN 'scoring' THEN 'scoring.yaml' ELSE 'allocation.yaml' END, config_digest, config_text
FROM padan.run;

-- Errors of the gap and of what it is made of. Runs made before do not know them.
ALTER TABLE padan.demand
    ADD COLUMN leavers_error double precision,
    ADD COLUMN reachable_openings_error double precision,
    ADD COLUMN reachable_leavers_error double precision,
    ADD CONSTRAINT demand_errors_ck CHECK (leavers_error >= 0 AND reachable_openings_error >= 0 AND reachable_leavers_error >= 0);
COMMENT ON COLUMN padan.demand.leavers_error IS 'Standard error of leavers, persons a year; empty where it is not known';
COMMENT ON COLUMN padan.demand.reachable_openings_error IS 'Standard error of reachable_openings, persons a year, regions erring independently; empty where it is not known';
COMMENT ON COLUMN padan.demand.reachable_leavers_error IS 'Standard error of reachable_leavers, persons a year, regions erring independently; empty where it is not known';
ALTER TABLE padan.market_factor
    ADD COLUMN openings_error double precision,
    ADD COLUMN leavers_error double precision,
    ADD COLUMN gap_error double precision;
COMMENT ON COLUMN padan.market_factor.openings_error IS 'Standard error of openings, persons a year; empty where it is not known';
COMMENT ON COLUMN padan.market_factor.leavers_error IS 'Standard error of leavers, persons a year; empty where it is not known';
COMMENT ON COLUMN padan.market_factor.gap_error IS 'Standard error of gap, that of a difference, persons a year; empty where it is not known';
COMMENT ON COLUMN padan.market_factor.relative_error IS 'openings_error ÷ openings; in runs made before the errors were stored, the mean of local relative errors';

-- States have one name and one code each. The functions give the codes to conditions, where the planner sees them as constants.
CREATE TABLE padan.candidate_status (
    code smallint NOT NULL,
    name text NOT NULL,
    label text NOT NULL,
    label_en text NOT NULL,
    CONSTRAINT candidate_status_pk PRIMARY KEY (code),
    CONSTRAINT candidate_status_name_uq UNIQUE (name)
);
COMMENT ON TABLE padan.candidate_status IS 'How a programme stands to a BLK';
COMMENT ON COLUMN padan.candidate_status.code IS 'Code in padan.candidate and padan.shortlist';
COMMENT ON COLUMN padan.candidate_status.name IS 'Name in views and files';
COMMENT ON COLUMN padan.candidate_status.label IS 'Indonesian explanation';
COMMENT ON COLUMN padan.candidate_status.label_en IS 'English explanation';
INSERT INTO padan.candidate_status (code, name, label, label_en) VALUES
    (0, 'berjalan', 'ada di katalog BLK', 'in the BLK''s own catalog'),
    (1, 'baru', 'BLK punya kejuruannya', 'the BLK has the department'),
    (2, 'kejuruan baru', 'kejuruannya harus dibuka dulu', 'the department would have to be opened');

CREATE TABLE padan.eligibility (
    code smallint NOT NULL,
    name text NOT NULL,
    reason text,
    label text NOT NULL,
    label_en text NOT NULL,
    CONSTRAINT eligibility_pk PRIMARY KEY (code),
    CONSTRAINT eligibility_name_ck CHECK (name IN ('ready', 'ready_if', 'blocked')),
    CONSTRAINT eligibility_reason_uq UNIQUE (reason),
    CONSTRAINT eligibility_reason_ck CHECK ((name = 'blocked') = (reason IS NOT NULL))
);
COMMENT ON TABLE padan.eligibility IS 'Whether a BLK could run a programme';
COMMENT ON COLUMN padan.eligibility.code IS 'Code in padan.candidate and padan.shortlist';
COMMENT ON COLUMN padan.eligibility.name IS 'Name in views and files';
COMMENT ON COLUMN padan.eligibility.reason IS 'Why it is blocked; empty for the others';
COMMENT ON COLUMN padan.eligibility.label IS 'Indonesian explanation';
COMMENT ON COLUMN padan.eligibility.label_en IS 'English explanation';
INSERT INTO padan.eligibility (code, name, reason, label, label_en) VALUES
    (0, 'ready', NULL, 'siap', 'ready'),
    (1, 'ready_if', NULL, 'siap bila kekurangan dipenuhi', 'ready when what is missing is got'),
    (2, 'blocked', 'no_occupation', 'program belum dipetakan ke jabatan', 'the programme names no occupation'),
    (3, 'blocked', 'no_openings', 'tidak ada lowongan terjangkau', 'no openings within reach'),
    (4, 'blocked', 'no_data', 'tidak ada data untuk kriteria apa pun', 'no data for any criterion'),
    (5, 'blocked', 'unknown_openings', 'lowongan terjangkau tidak diketahui', 'the openings within reach are not known');

CREATE FUNCTION padan.status_running() RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 0::smallint;
CREATE FUNCTION padan.status_new() RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 1::smallint;
CREATE FUNCTION padan.status_new_department() RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 2::smallint;
CREATE FUNCTION padan.eligibility_ready() RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 0::smallint;
CREATE FUNCTION padan.eligibility_ready_if() RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 1::smallint;
CREATE FUNCTION padan.eligibility_last() RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 5::smallint;
COMMENT ON FUNCTION padan.status_running() IS 'Code of berjalan in padan.candidate_status';
COMMENT ON FUNCTION padan.status_new() IS 'Code of baru in padan.candidate_status';
COMMENT ON FUNCTION padan.status_new_department() IS 'Code of kejuruan baru in padan.candidate_status';
COMMENT ON FUNCTION padan.eligibility_ready() IS 'Code of ready in padan.eligibility';
COMMENT ON FUNCTION padan.eligibility_ready_if() IS 'Code of ready_if in padan.eligibility';
COMMENT ON FUNCTION padan.eligibility_last() IS 'Largest code in padan.eligibility; codes have no holes';

-- Unknown figures are NULL, never 0. The codes of the partitioned table are checked, not referred to: a foreign key would be looked up for each of
-- ten million rows when a run is attached.
ALTER TABLE padan.candidate ALTER COLUMN openings DROP NOT NULL, ALTER COLUMN gap DROP NOT NULL, DROP CONSTRAINT candidate_codes_ck;
DO $$
DECLARE
    part regclass;
BEGIN
    -- Each partition was made with a copy of the constraint.
    FOR part IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'padan.candidate'::regclass LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS candidate_codes_ck', part);
    END LOOP;
END
$$;
ALTER TABLE padan.candidate
    ADD CONSTRAINT candidate_status_ck CHECK (status IN (padan.status_running(), padan.status_new(), padan.status_new_department())),
    ADD CONSTRAINT candidate_eligibility_ck CHECK (eligibility BETWEEN padan.eligibility_ready() AND padan.eligibility_last());
ALTER TABLE padan.shortlist
    ALTER COLUMN openings DROP NOT NULL,
    ALTER COLUMN gap DROP NOT NULL,
    ADD CONSTRAINT shortlist_status_fk FOREIGN KEY (status) REFERENCES padan.candidate_status,
    ADD CONSTRAINT shortlist_eligibility_fk FOREIGN KEY (eligibility) REFERENCES padan.eligibility;
COMMENT ON COLUMN padan.candidate.status IS 'Code of padan.candidate_status';
COMMENT ON COLUMN padan.candidate.eligibility IS 'Code of padan.eligibility';
COMMENT ON COLUMN padan.candidate.openings IS 'Reachable openings of its occupations, weighted by relevance, persons a year; empty where they are not known (0 in runs made before unknown was stored)';
COMMENT ON COLUMN padan.candidate.gap IS 'Reachable gap, weighted by relevance, persons a year; empty where it is not known (0 in runs made before unknown was stored)';
COMMENT ON COLUMN padan.shortlist.status IS 'Code of padan.candidate_status';
COMMENT ON COLUMN padan.shortlist.eligibility IS 'Code of padan.eligibility';
COMMENT ON COLUMN padan.shortlist.openings IS 'Reachable openings, persons a year; empty where they are not known';
COMMENT ON COLUMN padan.shortlist.gap IS 'Reachable gap, persons a year; empty where it is not known';

-- A run's criteria are those that the analysts' functions know. Rows of runs made before are not checked; the functions refuse runs that lack one.
ALTER TABLE padan.run_criterion
    ADD CONSTRAINT run_criterion_criterion_fk FOREIGN KEY (criterion) REFERENCES padan.criterion NOT VALID;

CREATE OR REPLACE FUNCTION padan.fill_shortlist(number integer) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
    INSERT INTO padan.shortlist
    SELECT c.run_id, c.blk_code, c.program_code, c.status <> padan.status_new_department() AND coalesce(c.position <= r.recommended, false), c.position,
        c.score, c.completeness, c.openings, c.gap, c.p_top, c.expected_rank, c.status, c.eligibility,
        CASE WHEN c.units_lacking IS NULL THEN '{}' ELSE ARRAY(
            SELECT u.code FROM unnest(p.units) WITH ORDINALITY AS u (code, ordinal) WHERE get_bit(c.units_lacking, u.ordinal::integer - 1) = 1
        ) END
    FROM padan.candidate AS c JOIN padan.run AS r USING (run_id) LEFT JOIN padan.run_program AS p USING (run_id, program_code)
    WHERE c.run_id = number AND (c.status = padan.status_running() OR (c.status = padan.status_new() AND c.position <= r.recommended))
    -- Most charts ask for the recommended ones: they lie together.
    ORDER BY c.status <> padan.status_new_department() AND coalesce(c.position <= r.recommended, false) DESC, c.blk_code, c.program_code
    $$;

-- The years behind a run's potential, which a reader of the run must not look up in employment as it is later.
CREATE TABLE padan.potential_period (
    run_id integer NOT NULL,
    first_year integer NOT NULL,
    last_year integer NOT NULL,
    CONSTRAINT potential_period_pk PRIMARY KEY (run_id),
    CONSTRAINT potential_period_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE,
    CONSTRAINT potential_period_years_ck CHECK (first_year <= last_year)
);
COMMENT ON TABLE padan.potential_period IS 'The years of employment behind the rows of padan.potential';
COMMENT ON COLUMN padan.potential_period.run_id IS 'Demand run';
COMMENT ON COLUMN padan.potential_period.first_year IS 'First year of the employment of regencies and cities';
COMMENT ON COLUMN padan.potential_period.last_year IS 'Last year of it, at most that of the day the run is made for';
INSERT INTO padan.potential_period (run_id, first_year, last_year)
SELECT r.run_id, min(e.year), max(e.year)
FROM padan.run AS r JOIN padan.employment AS e ON e.year <= extract(year FROM r.as_of) AND length(e.region_code) = 5
WHERE r.stage = 'demand' GROUP BY r.run_id;
