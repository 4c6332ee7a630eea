-- Immutable runs of the demand and scoring stages.
SET LOCAL ROLE padan_owner;

CREATE TABLE padan.run (
    run_id integer GENERATED ALWAYS AS IDENTITY,
    stage text NOT NULL,
    reads_run_id integer,
    code_version text NOT NULL,
    config_digest text NOT NULL,
    config_text text NOT NULL,
    input_snapshot jsonb NOT NULL,
    seed bigint NOT NULL,
    as_of date NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz NOT NULL,
    CONSTRAINT run_pk PRIMARY KEY (run_id),
    CONSTRAINT run_stage_ck CHECK (stage IN ('demand', 'scoring', 'allocation')),
    CONSTRAINT run_reads_fk FOREIGN KEY (reads_run_id) REFERENCES padan.run,
    CONSTRAINT run_time_ck CHECK (finished_at >= started_at)
);
CREATE INDEX run_stage_ix ON padan.run (stage, run_id DESC);
COMMENT ON TABLE padan.run IS 'Runs of a stage; a run is stored whole or not at all and never changed';
COMMENT ON COLUMN padan.run.run_id IS 'Number';
COMMENT ON COLUMN padan.run.stage IS 'demand, scoring or allocation';
COMMENT ON COLUMN padan.run.reads_run_id IS 'The run of the stage before that this one read';
COMMENT ON COLUMN padan.run.code_version IS 'Version of the program';
COMMENT ON COLUMN padan.run.config_digest IS 'SHA-256 of the configuration used';
COMMENT ON COLUMN padan.run.config_text IS 'The configuration itself, as it stood in its file';
COMMENT ON COLUMN padan.run.input_snapshot IS 'Rows and digest of every input table';
COMMENT ON COLUMN padan.run.seed IS 'Seed of random numbers';
COMMENT ON COLUMN padan.run.as_of IS 'Day for which validity of competences, licences and catalogs was judged';
COMMENT ON COLUMN padan.run.started_at IS 'Start';
COMMENT ON COLUMN padan.run.finished_at IS 'End';

CREATE TABLE padan.demand (
    run_id integer NOT NULL,
    region_code text NOT NULL,
    occupation_code text NOT NULL,
    openings double precision NOT NULL,
    relative_error double precision,
    leavers double precision NOT NULL,
    reachable_openings double precision NOT NULL,
    reachable_leavers double precision NOT NULL,
    spread_share double precision NOT NULL,
    CONSTRAINT demand_pk PRIMARY KEY (run_id, region_code, occupation_code),
    CONSTRAINT demand_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE,
    CONSTRAINT demand_region_fk FOREIGN KEY (region_code) REFERENCES padan.region,
    CONSTRAINT demand_occupation_fk FOREIGN KEY (occupation_code) REFERENCES padan.occupation,
    CONSTRAINT demand_numbers_ck CHECK (openings >= 0 AND leavers >= 0 AND reachable_openings >= 0 AND reachable_leavers >= 0 AND spread_share BETWEEN 0 AND 1)
);
COMMENT ON TABLE padan.demand IS 'Openings, leavers and gap per region and occupation, persons a year';
COMMENT ON COLUMN padan.demand.run_id IS 'Demand run';
COMMENT ON COLUMN padan.demand.region_code IS 'Region';
COMMENT ON COLUMN padan.demand.occupation_code IS 'KBJI unit group';
COMMENT ON COLUMN padan.demand.openings IS 'D, fused over the sources, persons a year';
COMMENT ON COLUMN padan.demand.relative_error IS 'Relative error of D; empty where no source covers it';
COMMENT ON COLUMN padan.demand.leavers IS 'S, persons a year';
COMMENT ON COLUMN padan.demand.reachable_openings IS 'D over the catchment, persons a year';
COMMENT ON COLUMN padan.demand.reachable_leavers IS 'S over the catchment, persons a year';
COMMENT ON COLUMN padan.demand.spread_share IS 'Share of the openings that come from postings known only by province or country';

CREATE TABLE padan.demand_part (
    run_id integer NOT NULL,
    region_code text NOT NULL,
    occupation_code text NOT NULL,
    source text NOT NULL,
    industry_code text NOT NULL,
    openings double precision NOT NULL,
    spread_openings double precision NOT NULL,
    growth double precision,
    CONSTRAINT demand_part_pk PRIMARY KEY (run_id, region_code, occupation_code, source, industry_code),
    CONSTRAINT demand_part_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE,
    CONSTRAINT demand_part_numbers_ck CHECK (openings >= 0 AND spread_openings >= 0)
);
COMMENT ON TABLE padan.demand_part IS 'What each source says of a region and occupation, by industry';
COMMENT ON COLUMN padan.demand_part.run_id IS 'Demand run';
COMMENT ON COLUMN padan.demand_part.region_code IS 'Region';
COMMENT ON COLUMN padan.demand_part.occupation_code IS 'KBJI unit group';
COMMENT ON COLUMN padan.demand_part.source IS 'vacancies:NAME, employment or survey';
COMMENT ON COLUMN padan.demand_part.industry_code IS 'KBLI industry; ''-'' when the source has none';
COMMENT ON COLUMN padan.demand_part.openings IS 'Persons a year, those spread included';
COMMENT ON COLUMN padan.demand_part.spread_openings IS 'Of those, from postings known only by province or country';
COMMENT ON COLUMN padan.demand_part.growth IS 'Employment: clipped yearly growth of the industry in the region, as a fraction';

CREATE TABLE padan.supply_part (
    run_id integer NOT NULL,
    region_code text NOT NULL,
    occupation_code text NOT NULL,
    provider text NOT NULL,
    field text NOT NULL,
    leavers double precision NOT NULL,
    CONSTRAINT supply_part_pk PRIMARY KEY (run_id, region_code, occupation_code, provider, field),
    CONSTRAINT supply_part_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE,
    CONSTRAINT supply_part_leavers_ck CHECK (leavers >= 0)
);
COMMENT ON TABLE padan.supply_part IS 'Where the leavers of a region and occupation come from';
COMMENT ON COLUMN padan.supply_part.run_id IS 'Demand run';
COMMENT ON COLUMN padan.supply_part.region_code IS 'Region';
COMMENT ON COLUMN padan.supply_part.occupation_code IS 'KBJI unit group';
COMMENT ON COLUMN padan.supply_part.provider IS 'SMK, LPK, …';
COMMENT ON COLUMN padan.supply_part.field IS 'Field of study';
COMMENT ON COLUMN padan.supply_part.leavers IS 'Persons a year who look for work in the occupation';

CREATE TABLE padan.candidate (
    run_id integer NOT NULL,
    blk_code text NOT NULL,
    program_code text NOT NULL,
    status text NOT NULL,
    position integer,
    score double precision,
    completeness double precision NOT NULL,
    eligibility text NOT NULL,
    missing jsonb NOT NULL,
    openings double precision NOT NULL,
    gap double precision NOT NULL,
    CONSTRAINT candidate_pk PRIMARY KEY (run_id, blk_code, program_code),
    CONSTRAINT candidate_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE,
    CONSTRAINT candidate_status_ck CHECK (status IN ('berjalan', 'baru', 'kejuruan baru')),
    CONSTRAINT candidate_eligibility_ck CHECK (eligibility IN ('ready', 'ready_if', 'blocked')),
    CONSTRAINT candidate_score_ck CHECK (score BETWEEN -1e-9 AND 100 + 1e-9),
    CONSTRAINT candidate_completeness_ck CHECK (completeness BETWEEN -1e-9 AND 1 + 1e-9)
);
COMMENT ON TABLE padan.candidate IS 'Every BLK and programme scored in a run';
COMMENT ON COLUMN padan.candidate.run_id IS 'Scoring run';
COMMENT ON COLUMN padan.candidate.blk_code IS 'BLK';
COMMENT ON COLUMN padan.candidate.program_code IS 'Programme';
COMMENT ON COLUMN padan.candidate.status IS 'berjalan (runs), baru (new, department is there) or kejuruan baru (needs a new department)';
COMMENT ON COLUMN padan.candidate.position IS 'Rank within the BLK among berjalan and baru, or among kejuruan baru; blocked ones have none';
COMMENT ON COLUMN padan.candidate.score IS '0 to 100; empty when no criterion has data';
COMMENT ON COLUMN padan.candidate.completeness IS 'Share of the weight with data';
COMMENT ON COLUMN padan.candidate.eligibility IS 'ready, ready_if (something is missing) or blocked';
COMMENT ON COLUMN padan.candidate.missing IS 'What is missing, or why it is blocked: [{code, items}]';
COMMENT ON COLUMN padan.candidate.openings IS 'Reachable openings of its occupations, weighted by relevance, persons a year';
COMMENT ON COLUMN padan.candidate.gap IS 'Reachable gap, weighted by relevance, persons a year';

CREATE TABLE padan.candidate_criterion (
    run_id integer NOT NULL,
    blk_code text NOT NULL,
    program_code text NOT NULL,
    criterion text NOT NULL,
    raw_value double precision,
    utility double precision,
    weight double precision NOT NULL,
    contribution double precision,
    relative_error double precision,
    basis jsonb,
    scope text,
    CONSTRAINT candidate_criterion_pk PRIMARY KEY (run_id, blk_code, program_code, criterion),
    CONSTRAINT candidate_criterion_candidate_fk FOREIGN KEY (run_id, blk_code, program_code) REFERENCES padan.candidate ON DELETE CASCADE,
    CONSTRAINT candidate_criterion_utility_ck CHECK (utility BETWEEN 0 AND 1 AND (utility IS NULL) = (raw_value IS NULL) AND (contribution IS NULL) = (raw_value IS NULL))
);
COMMENT ON TABLE padan.candidate_criterion IS 'The arithmetic behind a score';
COMMENT ON COLUMN padan.candidate_criterion.run_id IS 'Scoring run';
COMMENT ON COLUMN padan.candidate_criterion.blk_code IS 'BLK';
COMMENT ON COLUMN padan.candidate_criterion.program_code IS 'Programme';
COMMENT ON COLUMN padan.candidate_criterion.criterion IS 'Criterion, as config/scoring.yaml names it';
COMMENT ON COLUMN padan.candidate_criterion.raw_value IS 'Raw value in the criterion''s unit; empty without data';
COMMENT ON COLUMN padan.candidate_criterion.utility IS 'Value function of the raw value, 0 to 1';
COMMENT ON COLUMN padan.candidate_criterion.weight IS 'Configured weight';
COMMENT ON COLUMN padan.candidate_criterion.contribution IS '100·w·u/Σw over criteria with data; the contributions add up to the score';
COMMENT ON COLUMN padan.candidate_criterion.relative_error IS 'Relative error of the raw value, where known';
COMMENT ON COLUMN padan.candidate_criterion.basis IS 'The figures that the raw value was worked out from: [[name, value]]';
COMMENT ON COLUMN padan.candidate_criterion.scope IS 'Group or place behind the raw value where it is not the BLK''s own (program, kejuruan, network, region, province, country)';
