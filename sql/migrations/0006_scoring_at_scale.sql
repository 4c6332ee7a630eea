-- Potential of regions; scoring runs that hold ten million candidates: a partition a run, and the factors behind every score, each once.
-- Scoring runs of the older form are dropped: `padan score` makes them anew from the same data.
SET LOCAL ROLE padan_owner;

ALTER TABLE padan.demand ADD COLUMN growth double precision;
COMMENT ON COLUMN padan.demand.growth IS 'Yearly growth of the industries that hire, weighted by their openings, as a fraction';

ALTER TABLE padan.run ADD COLUMN profile text;
ALTER TABLE padan.run ADD COLUMN method text;
ALTER TABLE padan.run ADD COLUMN recommended integer;
ALTER TABLE padan.run ADD COLUMN firm_share double precision;
COMMENT ON COLUMN padan.run.profile IS 'Scoring: the profile of weights in config_text';
COMMENT ON COLUMN padan.run.method IS 'Scoring: additive, topsis or promethee';
COMMENT ON COLUMN padan.run.recommended IS 'Scoring: ranks that count as recommended (k)';
COMMENT ON COLUMN padan.run.firm_share IS 'Scoring: share of draws among the first k from which a recommendation is kokoh';

CREATE TABLE padan.potential (
    run_id integer NOT NULL,
    region_code text NOT NULL,
    industry_code text NOT NULL,
    employed double precision NOT NULL,
    growth double precision,
    quotient double precision,
    dynamic_quotient double precision,
    national_shift double precision NOT NULL,
    mix_shift double precision NOT NULL,
    competitive_shift double precision NOT NULL,
    homothetic_shift double precision,
    allocation_shift double precision,
    typology text,
    density double precision,
    standing text NOT NULL,
    CONSTRAINT potential_pk PRIMARY KEY (run_id, region_code, industry_code),
    CONSTRAINT potential_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE,
    CONSTRAINT potential_typology_ck CHECK (typology IN ('I', 'II', 'III', 'IV')),
    CONSTRAINT potential_density_ck CHECK (density BETWEEN 0 AND 1 + 1e-9),
    CONSTRAINT potential_standing_ck CHECK (standing IN ('leading', 'emerging', 'related_absent', 'shrinking', 'other'))
);
COMMENT ON TABLE padan.potential IS 'What each industry is in each region (regency and province, KBLI section and division), and could become';
COMMENT ON COLUMN padan.potential.run_id IS 'Demand run';
COMMENT ON COLUMN padan.potential.region_code IS 'Regency or province';
COMMENT ON COLUMN padan.potential.industry_code IS 'KBLI section or division';
COMMENT ON COLUMN padan.potential.employed IS 'Persons in the last year';
COMMENT ON COLUMN padan.potential.growth IS 'Compound growth a year, as a fraction';
COMMENT ON COLUMN padan.potential.quotient IS 'Static location quotient (SLQ) of the last year';
COMMENT ON COLUMN padan.potential.dynamic_quotient IS 'Dynamic location quotient (DLQ) over the period';
COMMENT ON COLUMN padan.potential.national_shift IS 'Shift-share: national growth, persons over the period';
COMMENT ON COLUMN padan.potential.mix_shift IS 'Shift-share: industry mix, persons';
COMMENT ON COLUMN padan.potential.competitive_shift IS 'Shift-share: competitive, persons; the three add up to the change';
COMMENT ON COLUMN padan.potential.homothetic_shift IS 'Esteban-Marquillas: competitive part at the national mix, persons';
COMMENT ON COLUMN padan.potential.allocation_shift IS 'Esteban-Marquillas: allocation effect, persons';
COMMENT ON COLUMN padan.potential.typology IS 'Klassen quadrant, I to IV';
COMMENT ON COLUMN padan.potential.density IS 'Relatedness density, 0 to 1';
COMMENT ON COLUMN padan.potential.standing IS 'leading, emerging, related_absent, shrinking or other';

CREATE TABLE padan.occupation_industry (
    run_id integer NOT NULL,
    occupation_code text NOT NULL,
    industry_code text NOT NULL,
    share double precision NOT NULL,
    CONSTRAINT occupation_industry_pk PRIMARY KEY (run_id, occupation_code, industry_code),
    CONSTRAINT occupation_industry_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE,
    CONSTRAINT occupation_industry_share_ck CHECK (share > 0 AND share <= 1 + 1e-9)
);
COMMENT ON TABLE padan.occupation_industry IS 'Where each occupation works, in the whole country';
COMMENT ON COLUMN padan.occupation_industry.run_id IS 'Demand run';
COMMENT ON COLUMN padan.occupation_industry.occupation_code IS 'KBJI unit group';
COMMENT ON COLUMN padan.occupation_industry.industry_code IS 'KBLI section';
COMMENT ON COLUMN padan.occupation_industry.share IS 'Share of the occupation''s employed in the industry; they sum to 1';

DROP VIEW IF EXISTS dashboard.latest_recommendation, dashboard.recommendation;
DROP TABLE padan.candidate_criterion;
DROP TABLE padan.candidate;
DELETE FROM padan.run WHERE stage = 'scoring';
ALTER TABLE padan.run ADD CONSTRAINT run_scoring_ck CHECK (stage <> 'scoring' OR (profile IS NOT NULL AND method IN ('additive', 'topsis', 'promethee')));

-- The run's own copy of what it read and nobody else keeps, so that its scores can be worked out again from the run alone.
CREATE TABLE padan.run_criterion (
    run_id integer NOT NULL,
    ordinal smallint NOT NULL,
    criterion text NOT NULL,
    weight double precision NOT NULL,
    CONSTRAINT run_criterion_pk PRIMARY KEY (run_id, ordinal),
    CONSTRAINT run_criterion_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE,
    CONSTRAINT run_criterion_weight_ck CHECK (weight >= 0)
);
COMMENT ON TABLE padan.run_criterion IS 'The criteria of a scoring run, in the order of the arrays of padan.candidate';
COMMENT ON COLUMN padan.run_criterion.run_id IS 'Scoring run';
COMMENT ON COLUMN padan.run_criterion.ordinal IS 'Place in the arrays, from 1';
COMMENT ON COLUMN padan.run_criterion.criterion IS 'Name, as config/scoring.yaml has it';
COMMENT ON COLUMN padan.run_criterion.weight IS 'Weight';

CREATE TABLE padan.run_program (
    run_id integer NOT NULL,
    program_code text NOT NULL,
    name text NOT NULL,
    kejuruan text NOT NULL,
    hours_jp integer NOT NULL,
    package_size integer NOT NULL,
    education_min text,
    scheme_code text,
    cost_rupiah bigint,
    units text[] NOT NULL,
    occupations text[] NOT NULL,
    relevances double precision[] NOT NULL,
    assessor_days_needed integer NOT NULL,
    CONSTRAINT run_program_pk PRIMARY KEY (run_id, program_code),
    CONSTRAINT run_program_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE
);
COMMENT ON TABLE padan.run_program IS 'The catalog of programmes as a scoring run read it';
COMMENT ON COLUMN padan.run_program.run_id IS 'Scoring run';
COMMENT ON COLUMN padan.run_program.program_code IS 'Code';
COMMENT ON COLUMN padan.run_program.name IS 'Name';
COMMENT ON COLUMN padan.run_program.kejuruan IS 'Vocational department';
COMMENT ON COLUMN padan.run_program.hours_jp IS 'Length of a package, JP';
COMMENT ON COLUMN padan.run_program.package_size IS 'Participants of a package';
COMMENT ON COLUMN padan.run_program.education_min IS 'Education needed';
COMMENT ON COLUMN padan.run_program.scheme_code IS 'Certification scheme it ends with';
COMMENT ON COLUMN padan.run_program.cost_rupiah IS 'Cost of a package, rupiah';
COMMENT ON COLUMN padan.run_program.units IS 'Competency units, rising; candidate.units_lacking has a bit for each';
COMMENT ON COLUMN padan.run_program.occupations IS 'KBJI unit groups it prepares for';
COMMENT ON COLUMN padan.run_program.relevances IS 'Relevance of each, above 0 and at most 1';
COMMENT ON COLUMN padan.run_program.assessor_days_needed IS 'Assessor-days that one package needs; 0 without a scheme';

CREATE TABLE padan.region_factor (
    run_id integer NOT NULL,
    region_code text NOT NULL,
    minimum_wage double precision,
    unemployment double precision,
    unemployment_scope smallint,
    national_unemployment double precision,
    CONSTRAINT region_factor_pk PRIMARY KEY (run_id, region_code),
    CONSTRAINT region_factor_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE
);
COMMENT ON TABLE padan.region_factor IS 'What all programmes of a region share, as a scoring run read it';
COMMENT ON COLUMN padan.region_factor.run_id IS 'Scoring run';
COMMENT ON COLUMN padan.region_factor.region_code IS 'Region with a BLK';
COMMENT ON COLUMN padan.region_factor.minimum_wage IS 'Rupiah a month';
COMMENT ON COLUMN padan.region_factor.unemployment IS 'Per cent of the labour force';
COMMENT ON COLUMN padan.region_factor.unemployment_scope IS 'Whose rate it is: 3 the region''s, 4 its province''s';
COMMENT ON COLUMN padan.region_factor.national_unemployment IS 'Per cent of the labour force, the whole country';

CREATE TABLE padan.scheme_factor (
    run_id integer NOT NULL,
    region_code text NOT NULL,
    scheme_code text NOT NULL,
    assessor_days integer NOT NULL,
    CONSTRAINT scheme_factor_pk PRIMARY KEY (run_id, region_code, scheme_code),
    CONSTRAINT scheme_factor_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE
);
COMMENT ON TABLE padan.scheme_factor IS 'Licensed assessor-days within reach of a region; schemes without any have no row';
COMMENT ON COLUMN padan.scheme_factor.run_id IS 'Scoring run';
COMMENT ON COLUMN padan.scheme_factor.region_code IS 'Region with a BLK';
COMMENT ON COLUMN padan.scheme_factor.scheme_code IS 'Scheme';
COMMENT ON COLUMN padan.scheme_factor.assessor_days IS 'Days a year';

CREATE TABLE padan.department_factor (
    run_id integer NOT NULL,
    blk_code text NOT NULL,
    kejuruan text NOT NULL,
    hours_free integer,
    has_test_site boolean NOT NULL,
    CONSTRAINT department_factor_pk PRIMARY KEY (run_id, blk_code, kejuruan),
    CONSTRAINT department_factor_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE
);
COMMENT ON TABLE padan.department_factor IS 'The departments that each BLK has, as a scoring run read them';
COMMENT ON COLUMN padan.department_factor.run_id IS 'Scoring run';
COMMENT ON COLUMN padan.department_factor.blk_code IS 'BLK';
COMMENT ON COLUMN padan.department_factor.kejuruan IS 'Department';
COMMENT ON COLUMN padan.department_factor.hours_free IS 'JP a year free in its workshops; empty without a workshop';
COMMENT ON COLUMN padan.department_factor.has_test_site IS 'Whether one of them is a verified test site (TUK)';

CREATE TABLE padan.outcome_prior (
    run_id integer NOT NULL,
    outcome text NOT NULL,
    scope text NOT NULL,
    group_name text NOT NULL,
    alpha double precision NOT NULL,
    beta double precision NOT NULL,
    CONSTRAINT outcome_prior_pk PRIMARY KEY (run_id, outcome, scope, group_name),
    CONSTRAINT outcome_prior_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE,
    CONSTRAINT outcome_prior_outcome_ck CHECK (outcome IN ('placement', 'certification')),
    CONSTRAINT outcome_prior_scope_ck CHECK (scope IN ('program', 'kejuruan', 'network')),
    CONSTRAINT outcome_prior_numbers_ck CHECK (alpha > 0 AND beta > 0)
);
COMMENT ON TABLE padan.outcome_prior IS 'Beta priors that a scoring run fitted';
COMMENT ON COLUMN padan.outcome_prior.run_id IS 'Scoring run';
COMMENT ON COLUMN padan.outcome_prior.outcome IS 'placement or certification';
COMMENT ON COLUMN padan.outcome_prior.scope IS 'Over which BLKs: those of a program, of a kejuruan, of the network';
COMMENT ON COLUMN padan.outcome_prior.group_name IS 'Programme code or kejuruan; empty for the network';
COMMENT ON COLUMN padan.outcome_prior.alpha IS 'α';
COMMENT ON COLUMN padan.outcome_prior.beta IS 'β';

-- The three large ones: a partition a run, filled before it is attached.
CREATE TABLE padan.market_factor (
    run_id integer NOT NULL,
    advertisements integer NOT NULL,
    openings double precision,
    leavers double precision,
    gap double precision,
    relative_error double precision,
    growth double precision,
    median_pay double precision,
    local_potential double precision,
    relatedness double precision,
    pay_scope smallint,
    region_code text NOT NULL,
    program_code text NOT NULL,
    CONSTRAINT market_factor_pk PRIMARY KEY (run_id, region_code, program_code)
) PARTITION BY LIST (run_id);
COMMENT ON TABLE padan.market_factor IS 'The labour market of a region for a programme''s occupations, as a scoring run worked it out';
COMMENT ON COLUMN padan.market_factor.run_id IS 'Scoring run';
COMMENT ON COLUMN padan.market_factor.advertisements IS 'Advertisements behind the median pay';
COMMENT ON COLUMN padan.market_factor.openings IS 'Σ m·D̃, persons a year';
COMMENT ON COLUMN padan.market_factor.leavers IS 'Σ m·S̃, persons a year';
COMMENT ON COLUMN padan.market_factor.gap IS 'Σ m·max(D̃−S̃, 0), persons a year';
COMMENT ON COLUMN padan.market_factor.relative_error IS 'Relative error of the openings';
COMMENT ON COLUMN padan.market_factor.growth IS 'Yearly growth of the industries that hire, as a fraction';
COMMENT ON COLUMN padan.market_factor.median_pay IS 'Rupiah a month';
COMMENT ON COLUMN padan.market_factor.local_potential IS 'Σ s·LQ';
COMMENT ON COLUMN padan.market_factor.relatedness IS 'Σ s·ω';
COMMENT ON COLUMN padan.market_factor.pay_scope IS 'Whose advertisements: 3 the region''s, 4 its province''s, 5 the country''s';
COMMENT ON COLUMN padan.market_factor.region_code IS 'Region with a BLK';
COMMENT ON COLUMN padan.market_factor.program_code IS 'Programme';

CREATE TABLE padan.outcome_factor (
    run_id integer NOT NULL,
    trained integer NOT NULL,
    certified integer NOT NULL,
    traced integer NOT NULL,
    placed integer NOT NULL,
    blk_code text NOT NULL,
    program_code text NOT NULL,
    CONSTRAINT outcome_factor_pk PRIMARY KEY (run_id, blk_code, program_code),
    CONSTRAINT outcome_factor_counts_ck CHECK (certified BETWEEN 0 AND trained AND placed BETWEEN 0 AND traced AND traced BETWEEN 0 AND trained)
) PARTITION BY LIST (run_id);
COMMENT ON TABLE padan.outcome_factor IS 'What came of a BLK''s programme over the years that count';
COMMENT ON COLUMN padan.outcome_factor.run_id IS 'Scoring run';
COMMENT ON COLUMN padan.outcome_factor.trained IS 'Trained';
COMMENT ON COLUMN padan.outcome_factor.certified IS 'Certified';
COMMENT ON COLUMN padan.outcome_factor.traced IS 'Trained in the years that were traced';
COMMENT ON COLUMN padan.outcome_factor.placed IS 'In work within six months, of those traced';
COMMENT ON COLUMN padan.outcome_factor.blk_code IS 'BLK';
COMMENT ON COLUMN padan.outcome_factor.program_code IS 'Programme';

CREATE TABLE padan.candidate (
    run_id integer NOT NULL,
    position integer,
    score double precision,
    completeness real NOT NULL,
    openings real NOT NULL,
    gap real NOT NULL,
    p_top real,
    expected_rank real,
    status smallint NOT NULL,
    eligibility smallint NOT NULL,
    blk_code text NOT NULL,
    program_code text NOT NULL,
    units_lacking bit varying,
    raw_values real[] NOT NULL,
    utilities real[] NOT NULL,
    acceptability real[],
    central_weights real[],
    CONSTRAINT candidate_pk PRIMARY KEY (run_id, blk_code, program_code),
    CONSTRAINT candidate_codes_ck CHECK (status BETWEEN 0 AND 2 AND eligibility BETWEEN 0 AND 4)
) PARTITION BY LIST (run_id);
COMMENT ON TABLE padan.candidate IS 'Every BLK and programme scored in a run, in the order of BLKs';
COMMENT ON COLUMN padan.candidate.run_id IS 'Scoring run';
COMMENT ON COLUMN padan.candidate.position IS 'Rank within the BLK among berjalan and baru, or among kejuruan baru; blocked ones have none';
COMMENT ON COLUMN padan.candidate.score IS '0 to 100; empty when no criterion has data';
COMMENT ON COLUMN padan.candidate.completeness IS 'Share of the weight with data';
COMMENT ON COLUMN padan.candidate.openings IS 'Reachable openings of its occupations, weighted by relevance, persons a year';
COMMENT ON COLUMN padan.candidate.gap IS 'Reachable gap, weighted by relevance, persons a year';
COMMENT ON COLUMN padan.candidate.p_top IS 'Share of draws of weights and raw values in which it is among the first k';
COMMENT ON COLUMN padan.candidate.expected_rank IS 'Mean rank over the draws';
COMMENT ON COLUMN padan.candidate.status IS '0 berjalan (runs), 1 baru (new, department is there), 2 kejuruan baru (needs a new department)';
COMMENT ON COLUMN padan.candidate.eligibility IS '0 ready, 1 ready_if, 2 blocked: no occupation, 3 blocked: no openings, 4 blocked: no data';
COMMENT ON COLUMN padan.candidate.blk_code IS 'BLK';
COMMENT ON COLUMN padan.candidate.program_code IS 'Programme';
COMMENT ON COLUMN padan.candidate.units_lacking IS 'A bit for each unit of run_program.units: 1 where no instructor may teach it; empty when none lacks';
COMMENT ON COLUMN padan.candidate.raw_values IS 'Raw values in the order of run_criterion, each in its unit; NULL without data';
COMMENT ON COLUMN padan.candidate.utilities IS 'Utilities, 0 to 1, in the same order';
COMMENT ON COLUMN padan.candidate.acceptability IS 'Share of draws with rank 1, 2, … k; empty when never';
COMMENT ON COLUMN padan.candidate.central_weights IS 'Mean weights of the draws in which it is first; empty when never';

-- Makes the tables of a run, not yet attached: readers see nothing of them.
CREATE FUNCTION padan.create_run_tables(number integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    parent text;
BEGIN
    IF NOT EXISTS (SELECT FROM padan.run WHERE run_id = number AND stage = 'scoring') THEN
        RAISE foreign_key_violation USING MESSAGE = format('there is no scoring run %s', number);
    END IF;
    FOREACH parent IN ARRAY ARRAY['market_factor', 'outcome_factor', 'candidate'] LOOP
        EXECUTE format('CREATE TABLE padan.%I (LIKE padan.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS)', parent || '_' || number, parent);
        EXECUTE format('ALTER TABLE padan.%I ADD CONSTRAINT %I CHECK (run_id = %s)', parent || '_' || number, parent || '_run_ck', number);
        EXECUTE format('COMMENT ON TABLE padan.%I IS %L', parent || '_' || number, 'Run ' || number || ' of padan.' || parent);
    END LOOP;
END
$$;
COMMENT ON FUNCTION padan.create_run_tables(integer) IS 'Makes the tables of a scoring run, to be filled and then attached';

-- Keys and attaches them: from the commit on, readers see the whole run.
CREATE FUNCTION padan.attach_run_tables(number integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    parent text;
BEGIN
    FOREACH parent IN ARRAY ARRAY['market_factor', 'outcome_factor', 'candidate'] LOOP
        EXECUTE format(
            'ALTER TABLE padan.%I ADD CONSTRAINT %I PRIMARY KEY (run_id, %s, program_code)', parent || '_' || number, parent || '_' || number || '_pk',
            CASE parent WHEN 'market_factor' THEN 'region_code' ELSE 'blk_code' END);
        EXECUTE format('ALTER TABLE padan.%I ATTACH PARTITION padan.%I FOR VALUES IN (%s)', parent, parent || '_' || number, number);
    END LOOP;
END
$$;
COMMENT ON FUNCTION padan.attach_run_tables(integer) IS 'Keys the tables of a scoring run and attaches them to their parents';

-- Deleting a run takes its tables with it.
CREATE FUNCTION padan.drop_run_tables() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    parent text;
BEGIN
    IF OLD.stage = 'scoring' THEN
        FOREACH parent IN ARRAY ARRAY['market_factor', 'outcome_factor', 'candidate'] LOOP
            EXECUTE format('DROP TABLE IF EXISTS padan.%I', parent || '_' || OLD.run_id);
        END LOOP;
    END IF;
    RETURN OLD;
END
$$;
COMMENT ON FUNCTION padan.drop_run_tables() IS 'Drops the partitions of a deleted scoring run';
CREATE TRIGGER run_tables BEFORE DELETE ON padan.run FOR EACH ROW EXECUTE FUNCTION padan.drop_run_tables();

REVOKE ALL ON FUNCTION padan.create_run_tables(integer), padan.attach_run_tables(integer) FROM public;
GRANT EXECUTE ON FUNCTION padan.create_run_tables(integer), padan.attach_run_tables(integer) TO padan_app;
