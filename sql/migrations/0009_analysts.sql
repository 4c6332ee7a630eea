-- What the analysts' dashboards need beside the runs: monthly realisation, lists that are short enough to chart, what each demand run
-- found of the data's quality; and row level security.
SET LOCAL ROLE padan_owner;

CREATE TABLE padan.realization (
    blk_code text NOT NULL,
    program_code text NOT NULL,
    year integer NOT NULL,
    month integer NOT NULL,
    packages integer NOT NULL,
    participants integer NOT NULL,
    certified integer NOT NULL,
    source_file_id integer,
    CONSTRAINT realization_pk PRIMARY KEY (blk_code, program_code, year, month),
    CONSTRAINT realization_blk_fk FOREIGN KEY (blk_code) REFERENCES padan.blk,
    CONSTRAINT realization_program_fk FOREIGN KEY (program_code) REFERENCES padan.program,
    CONSTRAINT realization_year_ck CHECK (year BETWEEN 1950 AND 2100),
    CONSTRAINT realization_month_ck CHECK (month BETWEEN 1 AND 12),
    CONSTRAINT realization_counts_ck CHECK (packages >= 0 AND participants >= 0 AND certified >= 0),
    CONSTRAINT realization_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.realization IS 'What a BLK''s programme reports month by month towards the target';
COMMENT ON COLUMN padan.realization.blk_code IS 'BLK';
COMMENT ON COLUMN padan.realization.program_code IS 'Programme';
COMMENT ON COLUMN padan.realization.year IS 'Year';
COMMENT ON COLUMN padan.realization.month IS 'Month, 1 to 12';
COMMENT ON COLUMN padan.realization.packages IS 'Packages begun in the month';
COMMENT ON COLUMN padan.realization.participants IS 'Participants who entered in the month';
COMMENT ON COLUMN padan.realization.certified IS 'Participants certified in the month, whenever they entered';
COMMENT ON COLUMN padan.realization.source_file_id IS 'Import that last changed the row';

-- The reports of a BLK's month over its programmes, kept up by the statements that change the reports.
CREATE TABLE padan.realization_month (
    blk_code text NOT NULL,
    year integer NOT NULL,
    month integer NOT NULL,
    packages integer NOT NULL,
    participants integer NOT NULL,
    certified integer NOT NULL,
    CONSTRAINT realization_month_pk PRIMARY KEY (blk_code, year, month)
);
COMMENT ON TABLE padan.realization_month IS 'Sums of padan.realization by BLK and month';
COMMENT ON COLUMN padan.realization_month.blk_code IS 'BLK';
COMMENT ON COLUMN padan.realization_month.year IS 'Year';
COMMENT ON COLUMN padan.realization_month.month IS 'Month, 1 to 12';
COMMENT ON COLUMN padan.realization_month.packages IS 'Packages begun';
COMMENT ON COLUMN padan.realization_month.participants IS 'Participants who entered';
COMMENT ON COLUMN padan.realization_month.certified IS 'Participants certified';
CREATE FUNCTION padan.sum_realizations() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    DELETE FROM padan.realization_month AS m USING (SELECT DISTINCT blk_code, year, month FROM changed_rows) AS c
        WHERE (m.blk_code, m.year, m.month) = (c.blk_code, c.year, c.month);
    INSERT INTO padan.realization_month
        SELECT r.blk_code, r.year, r.month, sum(r.packages), sum(r.participants), sum(r.certified)
        FROM padan.realization AS r JOIN (SELECT DISTINCT blk_code, year, month FROM changed_rows) AS c USING (blk_code, year, month)
        GROUP BY r.blk_code, r.year, r.month;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION padan.sum_realizations() IS 'Keeps padan.realization_month in step';
CREATE TRIGGER realization_sums_on_insert AFTER INSERT ON padan.realization
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION padan.sum_realizations();
CREATE TRIGGER realization_sums_on_update AFTER UPDATE ON padan.realization
    REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION padan.sum_realizations();
CREATE TRIGGER realization_sums_on_delete AFTER DELETE ON padan.realization
    REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION padan.sum_realizations();

CREATE TABLE padan.criterion (
    criterion text NOT NULL,
    name text NOT NULL,
    name_en text NOT NULL,
    unit text NOT NULL,
    is_regional boolean NOT NULL,
    CONSTRAINT criterion_pk PRIMARY KEY (criterion)
);
COMMENT ON TABLE padan.criterion IS 'The criteria of scores: their names, and how the engine adds them up';
COMMENT ON COLUMN padan.criterion.criterion IS 'Name in config/scoring.yaml';
COMMENT ON COLUMN padan.criterion.name IS 'Indonesian name';
COMMENT ON COLUMN padan.criterion.name_en IS 'English name';
COMMENT ON COLUMN padan.criterion.unit IS 'Unit of the raw value';
COMMENT ON COLUMN padan.criterion.is_regional IS 'Shared by all BLKs of a region: the engine adds these up before the others';
INSERT INTO padan.criterion (criterion, name, name_en, unit, is_regional) VALUES
    ('demand_gap', 'Kekurangan tenaga', 'Demand gap', 'orang/tahun', true),
    ('gap_share', 'Pangsa belum terisi', 'Share not filled', 'pangsa', true),
    ('growth', 'Pertumbuhan', 'Growth', '%/tahun', true),
    ('wage', 'Upah', 'Wage', 'rasio', true),
    ('local_potential', 'Potensi daerah', 'Local potential', 'rasio', true),
    ('relatedness', 'Keterkaitan', 'Relatedness', '0–1', true),
    ('placement', 'Penempatan kerja', 'Placement', 'pangsa', false),
    ('certification', 'Sertifikasi', 'Certification', 'pangsa', false),
    ('instructor_readiness', 'Kesiapan instruktur', 'Instructor readiness', 'pangsa', false),
    ('facility_readiness', 'Kesiapan bengkel', 'Facility readiness', 'pangsa', false),
    ('assessor_readiness', 'Kesiapan asesor', 'Assessor readiness', 'pangsa', true),
    ('cost_effectiveness', 'Hasil per biaya', 'Cost effectiveness', 'orang/Rp 100 juta', false),
    ('inclusion', 'Pemerataan', 'Inclusion', 'rasio', true);

-- The programmes that a BLK runs or is advised to run: about twenty rows a BLK where candidate has two thousand.
CREATE TABLE padan.shortlist (
    run_id integer NOT NULL,
    blk_code text NOT NULL,
    program_code text NOT NULL,
    is_recommended boolean NOT NULL,
    position integer,
    score double precision,
    completeness real NOT NULL,
    openings real NOT NULL,
    gap real NOT NULL,
    p_top real,
    expected_rank real,
    status smallint NOT NULL,
    eligibility smallint NOT NULL,
    units_lacking text[] NOT NULL,
    CONSTRAINT shortlist_pk PRIMARY KEY (run_id, blk_code, program_code),
    CONSTRAINT shortlist_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE
);
CREATE INDEX shortlist_program_ix ON padan.shortlist (run_id, program_code);
CREATE INDEX shortlist_recommended_ix ON padan.shortlist (run_id) WHERE is_recommended;
COMMENT ON TABLE padan.shortlist IS 'Rows of padan.candidate that the BLK runs or that are among its first k, for charts over the whole country';
COMMENT ON COLUMN padan.shortlist.run_id IS 'Scoring run';
COMMENT ON COLUMN padan.shortlist.blk_code IS 'BLK';
COMMENT ON COLUMN padan.shortlist.program_code IS 'Programme';
COMMENT ON COLUMN padan.shortlist.is_recommended IS 'Among the first k of the BLK';
COMMENT ON COLUMN padan.shortlist.position IS 'Rank within the BLK';
COMMENT ON COLUMN padan.shortlist.score IS '0 to 100';
COMMENT ON COLUMN padan.shortlist.completeness IS 'Share of the weight with data';
COMMENT ON COLUMN padan.shortlist.openings IS 'Reachable openings, persons a year';
COMMENT ON COLUMN padan.shortlist.gap IS 'Reachable gap, persons a year';
COMMENT ON COLUMN padan.shortlist.p_top IS 'Share of draws in which it is among the first k';
COMMENT ON COLUMN padan.shortlist.expected_rank IS 'Mean rank over the draws';
COMMENT ON COLUMN padan.shortlist.status IS 'As in padan.candidate';
COMMENT ON COLUMN padan.shortlist.eligibility IS 'As in padan.candidate';
COMMENT ON COLUMN padan.shortlist.units_lacking IS 'Units of the programme that no instructor of the BLK may teach';

CREATE FUNCTION padan.fill_shortlist(number integer) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
    INSERT INTO padan.shortlist
    SELECT c.run_id, c.blk_code, c.program_code, c.status < 2 AND coalesce(c.position <= r.recommended, false), c.position, c.score, c.completeness,
        c.openings, c.gap, c.p_top, c.expected_rank, c.status, c.eligibility,
        CASE WHEN c.units_lacking IS NULL THEN '{}' ELSE ARRAY(
            SELECT u.code FROM unnest(p.units) WITH ORDINALITY AS u (code, ordinal) WHERE get_bit(c.units_lacking, u.ordinal::integer - 1) = 1
        ) END
    FROM padan.candidate AS c JOIN padan.run AS r USING (run_id) LEFT JOIN padan.run_program AS p USING (run_id, program_code)
    WHERE c.run_id = number AND (c.status = 0 OR (c.status = 1 AND c.position <= r.recommended))
    -- Most charts ask for the recommended ones: they lie together.
    ORDER BY c.status < 2 AND coalesce(c.position <= r.recommended, false) DESC, c.blk_code, c.program_code
    $$;
COMMENT ON FUNCTION padan.fill_shortlist(integer) IS 'Fills padan.shortlist for a scoring run that was just attached';
REVOKE ALL ON FUNCTION padan.fill_shortlist(integer) FROM public;
GRANT EXECUTE ON FUNCTION padan.fill_shortlist(integer) TO padan_app;
-- One programme at all BLKs, among ten million rows.
CREATE FUNCTION padan.index_candidates(number integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    EXECUTE format('CREATE INDEX %I ON padan.%I (program_code)', 'candidate_' || number || '_program_ix', 'candidate_' || number);
END
$$;
COMMENT ON FUNCTION padan.index_candidates(integer) IS 'Indexes the candidates of a scoring run by programme';
REVOKE ALL ON FUNCTION padan.index_candidates(integer) FROM public;
GRANT EXECUTE ON FUNCTION padan.index_candidates(integer) TO padan_app;
SELECT padan.index_candidates(run_id), padan.fill_shortlist(run_id) FROM padan.run WHERE stage = 'scoring';

CREATE TABLE padan.demand_quarter (
    run_id integer NOT NULL,
    quarter date NOT NULL,
    region_code text NOT NULL,
    occupation_code text NOT NULL,
    advertisements integer NOT NULL,
    openings integer NOT NULL,
    CONSTRAINT demand_quarter_pk PRIMARY KEY (run_id, region_code, occupation_code, quarter),
    CONSTRAINT demand_quarter_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE
);
COMMENT ON TABLE padan.demand_quarter IS 'Advertised openings by quarter, as a demand run found the advertisements';
COMMENT ON COLUMN padan.demand_quarter.run_id IS 'Demand run';
COMMENT ON COLUMN padan.demand_quarter.quarter IS 'First day of the quarter';
COMMENT ON COLUMN padan.demand_quarter.region_code IS 'Regency, province, or ID where the advertisement names neither';
COMMENT ON COLUMN padan.demand_quarter.occupation_code IS 'KBJI unit group; 0000 for titles without a code';
COMMENT ON COLUMN padan.demand_quarter.advertisements IS 'Distinct advertisements posted in the quarter';
COMMENT ON COLUMN padan.demand_quarter.openings IS 'Persons wanted: advertisements alike in source, title, employer, place and pay count once a quarter';

CREATE TABLE padan.industry_demand (
    run_id integer NOT NULL,
    region_code text NOT NULL,
    industry_code text NOT NULL,
    source text NOT NULL,
    openings double precision NOT NULL,
    spread_openings double precision NOT NULL,
    occupations integer NOT NULL,
    CONSTRAINT industry_demand_pk PRIMARY KEY (run_id, region_code, industry_code, source),
    CONSTRAINT industry_demand_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE
);
COMMENT ON TABLE padan.industry_demand IS 'Sums of padan.demand_part by region, industry and source';
COMMENT ON COLUMN padan.industry_demand.run_id IS 'Demand run';
COMMENT ON COLUMN padan.industry_demand.region_code IS 'Region';
COMMENT ON COLUMN padan.industry_demand.industry_code IS 'KBLI industry; ''-'' when the source has none';
COMMENT ON COLUMN padan.industry_demand.source IS 'vacancies:NAME, employment or survey';
COMMENT ON COLUMN padan.industry_demand.openings IS 'Persons a year';
COMMENT ON COLUMN padan.industry_demand.spread_openings IS 'Of those, from postings known only by province or country';
COMMENT ON COLUMN padan.industry_demand.occupations IS 'Occupations with openings';

CREATE TABLE padan.title_coding (
    run_id integer NOT NULL,
    job_title_id integer NOT NULL,
    occupation_code text,
    method text NOT NULL,
    score real NOT NULL,
    advertisements integer NOT NULL,
    CONSTRAINT title_coding_pk PRIMARY KEY (run_id, job_title_id),
    CONSTRAINT title_coding_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE
);
COMMENT ON TABLE padan.title_coding IS 'How each advertised title was coded when a demand run read it';
COMMENT ON COLUMN padan.title_coding.run_id IS 'Demand run';
COMMENT ON COLUMN padan.title_coding.job_title_id IS 'Title';
COMMENT ON COLUMN padan.title_coding.occupation_code IS 'KBJI code; empty when uncoded';
COMMENT ON COLUMN padan.title_coding.method IS 'taught, lexicon, similar, given or uncoded';
COMMENT ON COLUMN padan.title_coding.score IS 'How sure, 0 to 1';
COMMENT ON COLUMN padan.title_coding.advertisements IS 'Distinct advertisements with the title';

CREATE TABLE padan.data_quality (
    run_id integer NOT NULL,
    kind text NOT NULL,
    source_file_id integer NOT NULL,
    name text NOT NULL,
    rows bigint NOT NULL,
    rejected bigint NOT NULL,
    repeated bigint NOT NULL,
    unresolved bigint,
    uncoded bigint,
    data_until date,
    regions_covered integer,
    regions_known integer,
    CONSTRAINT data_quality_pk PRIMARY KEY (run_id, kind, source_file_id),
    CONSTRAINT data_quality_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE
);
COMMENT ON TABLE padan.data_quality IS 'What a demand run found of the data it read: a row a table and a row a file';
COMMENT ON COLUMN padan.data_quality.run_id IS 'Demand run';
COMMENT ON COLUMN padan.data_quality.kind IS 'Kind of import';
COMMENT ON COLUMN padan.data_quality.source_file_id IS 'The file; 0 for the table as a whole';
COMMENT ON COLUMN padan.data_quality.name IS 'Name of the file, or of the table';
COMMENT ON COLUMN padan.data_quality.rows IS 'Rows of the file, or in the table';
COMMENT ON COLUMN padan.data_quality.rejected IS 'Rows refused';
COMMENT ON COLUMN padan.data_quality.repeated IS 'Rows that repeat others';
COMMENT ON COLUMN padan.data_quality.unresolved IS 'Advertisements whose place is unknown';
COMMENT ON COLUMN padan.data_quality.uncoded IS 'Advertisements whose title has no code';
COMMENT ON COLUMN padan.data_quality.data_until IS 'Last day that the data speak of';
COMMENT ON COLUMN padan.data_quality.regions_covered IS 'Regencies and cities with at least one row';
COMMENT ON COLUMN padan.data_quality.regions_known IS 'Regencies and cities there are';

-- The findings of a demand run about its data; called while the run is stored.
CREATE FUNCTION padan.record_data_state(number integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    item record;
    known integer := (SELECT count(*) FROM padan.region WHERE length(region_code) = 5);
BEGIN
    INSERT INTO padan.industry_demand
    SELECT number, region_code, industry_code, source, sum(openings), sum(spread_openings), count(*) FILTER (WHERE openings > 0)
    FROM padan.demand_part WHERE run_id = number GROUP BY region_code, industry_code, source;

    INSERT INTO padan.title_coding
    SELECT number, t.job_title_id, t.occupation_code, t.method, t.score, count(*)
    FROM padan.vacancy AS v JOIN padan.job_title AS t USING (job_title_id) GROUP BY t.job_title_id;

    INSERT INTO padan.demand_quarter
    SELECT number, o.quarter, o.region_code, o.occupation_code, sum(o.advertisements), sum(o.openings)
    FROM (
        SELECT date_trunc('quarter', v.posted_on::timestamp)::date AS quarter, coalesce(p.region_code, 'ID') AS region_code,
            coalesce(t.occupation_code, '0000') AS occupation_code, count(*) AS advertisements, max(coalesce(v.openings, 1)) AS openings
        FROM padan.vacancy AS v JOIN padan.job_title AS t USING (job_title_id) JOIN padan.place AS p USING (place_id)
        WHERE v.posted_on IS NOT NULL
        GROUP BY v.opening_digest, 1, 2, 3
    ) AS o
    GROUP BY o.quarter, o.region_code, o.occupation_code;

    INSERT INTO padan.data_quality (run_id, kind, source_file_id, name, rows, rejected, repeated, data_until)
    SELECT number, kind, source_file_id, file_name, rows_read, rows_rejected, rows_same, harvest_until FROM padan.source_file WHERE loaded;

    INSERT INTO padan.data_quality
    SELECT number, 'vacancies', 0, 'padan.vacancy', v.n, f.rejected, v.seen - v.n, v.unresolved, v.uncoded, coalesce(v.posted, f.harvested), v.regions, known
    FROM (
        SELECT count(*) AS n, coalesce(sum(a.times_seen), 0) AS seen, count(*) FILTER (WHERE p.level = 'unresolved') AS unresolved,
            count(*) FILTER (WHERE t.occupation_code IS NULL) AS uncoded, max(a.posted_on) AS posted,
            count(DISTINCT p.region_code) FILTER (WHERE length(p.region_code) = 5) AS regions
        FROM padan.vacancy AS a JOIN padan.job_title AS t USING (job_title_id) JOIN padan.place AS p USING (place_id)
    ) AS v,
    (SELECT coalesce(sum(rows_rejected), 0) AS rejected, max(harvest_until) AS harvested FROM padan.source_file WHERE kind = 'vacancies' AND loaded) AS f;

    FOR item IN
        SELECT * FROM (VALUES
            ('employment', 'employment', 'year', true), ('graduates', 'graduate', 'year', true), ('wages', 'minimum_wage', 'year', true),
            ('unemployment', 'unemployment', 'year', true), ('surveys', 'survey', 'year', true), ('outcomes', 'outcome', 'year', false),
            ('realizations', 'realization', 'year', false), ('targets', 'target', 'year', false), ('budgets', 'budget', 'year', false),
            ('blks', 'blk', NULL, true), ('catalogs', 'catalog', NULL, false), ('programs', 'program', NULL, false),
            ('workshops', 'workshop', NULL, false), ('instructors', 'instructor', NULL, false), ('assessors', 'assessor', NULL, true)
        ) AS i (kind, name, year_column, has_region)
    LOOP
        EXECUTE format(
            'INSERT INTO padan.data_quality SELECT $1, $2, 0, $3, t.n, f.rejected, 0, NULL, NULL, t.until, t.regions, CASE WHEN $4 THEN $5 END
             FROM (SELECT count(*) AS n, %s AS until, %s AS regions FROM padan.%I) AS t,
                  (SELECT coalesce(sum(rows_rejected), 0) AS rejected FROM padan.source_file WHERE kind = $2 AND loaded) AS f',
            CASE WHEN item.year_column IS NULL THEN 'NULL::date' ELSE format('make_date(max(%I), 12, 31)', item.year_column) END,
            CASE WHEN item.has_region THEN 'count(DISTINCT region_code) FILTER (WHERE length(region_code) = 5)' ELSE 'NULL::bigint' END, item.name)
            USING number, item.kind, 'padan.' || item.name, item.has_region, known;
    END LOOP;
END
$$;
COMMENT ON FUNCTION padan.record_data_state(integer) IS 'Stores what a demand run finds of its data: titles, quarters, quality';
REVOKE ALL ON FUNCTION padan.record_data_state(integer) FROM public;
GRANT EXECUTE ON FUNCTION padan.record_data_state(integer) TO padan_app;

-- Places with their provinces, once for all views.
CREATE VIEW padan.blk_place WITH (security_invoker) AS
SELECT b.blk_code, b.name AS blk_name, b.kind AS blk_kind, b.parent_code, u.name AS parent_name, p.region_code AS province_code,
    p.name AS province_name, b.region_code, g.name AS region_name
FROM padan.blk AS b
LEFT JOIN padan.region AS g ON g.region_code = b.region_code
LEFT JOIN padan.region AS p ON p.region_code = g.parent_code
LEFT JOIN padan.blk AS u ON u.blk_code = b.parent_code;
COMMENT ON VIEW padan.blk_place IS 'BLKs with the names of their places and parents';
CREATE VIEW padan.region_place WITH (security_invoker) AS
SELECT g.region_code, g.name AS region_name, g.kind AS region_kind, coalesce(p.region_code, g.region_code) AS province_code,
    coalesce(p.name, g.name) AS province_name
FROM padan.region AS g
LEFT JOIN padan.region AS p ON p.region_code = g.parent_code;
COMMENT ON VIEW padan.region_place IS 'Regions with the names of their provinces';
DO $$
DECLARE
    item record;
BEGIN
    FOR item IN
        SELECT c.relname, a.attname, w.words FROM (VALUES
            ('blk_code', 'Code'), ('blk_name', 'Name'), ('blk_kind', 'BBPLK, UPTP, UPTD or Komunitas'), ('parent_code', 'The BBPLK that guides it'),
            ('parent_name', 'Its name'), ('province_code', 'Province'), ('province_name', 'Its name'), ('region_code', 'Regency or city, or a province itself'),
            ('region_name', 'Its name'), ('region_kind', 'provinsi, kabupaten or kota')
        ) AS w (name, words)
        JOIN pg_attribute AS a ON a.attname = w.name
        JOIN pg_class AS c ON c.oid = a.attrelid AND c.oid IN ('padan.blk_place'::regclass, 'padan.region_place'::regclass)
    LOOP
        EXECUTE format('COMMENT ON COLUMN padan.%I.%I IS %L', item.relname, item.attname, item.words);
    END LOOP;
END
$$;

-- Views of dashboard were made before they had provinces and parents; sql/dashboard makes them anew.
DROP VIEW IF EXISTS dashboard.latest_recommendation, dashboard.recommendation, dashboard.latest_allocation, dashboard.allocation,
    dashboard.latest_bottleneck, dashboard.bottleneck;
DROP FUNCTION padan.publish_views(text[], text[]);
DROP FUNCTION padan.sees_blk(text);

-- Row level security. Views of dashboard run with the rights of who asks, so these policies bind every reader, however the question is put; no
-- analyst and no BLK has USAGE on the schema padan, so that tables cannot be named.
CREATE FUNCTION padan.own_blk() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT blk_code FROM padan.blk_user WHERE role_name = session_user $$;
COMMENT ON FUNCTION padan.own_blk() IS 'The BLK of who logged in (not of a role set later); NULL for people without one';
REVOKE ALL ON FUNCTION padan.own_blk() FROM public;
GRANT EXECUTE ON FUNCTION padan.own_blk() TO padan_blk, padan_app;

DO $$
DECLARE
    item record;
BEGIN
    FOR item IN
        SELECT * FROM (VALUES
            ('candidate', 'blk_code = (SELECT padan.own_blk())'), ('shortlist', 'blk_code = (SELECT padan.own_blk())'),
            ('allocation_package', 'blk_code = (SELECT padan.own_blk())'),
            ('allocation_bottleneck', 'blk_code IS NULL OR blk_code = (SELECT padan.own_blk())'),
            ('realization', 'blk_code = (SELECT padan.own_blk())'), ('realization_month', 'blk_code = (SELECT padan.own_blk())'),
            -- A network's target beside one BLK's reports would mislead.
            ('target', 'false'),
            ('allocation', 'network_code = (SELECT padan.own_blk()) OR network_code = (SELECT b.parent_code FROM padan.blk AS b WHERE b.blk_code = padan.own_blk())')
        ) AS i (name, own)
    LOOP
        EXECUTE format('ALTER TABLE padan.%I ENABLE ROW LEVEL SECURITY', item.name);
        EXECUTE format('ALTER TABLE padan.%I FORCE ROW LEVEL SECURITY', item.name);
        EXECUTE format('CREATE POLICY %I ON padan.%I TO padan_owner, padan_app, padan_analyst, padan_blk USING (true) WITH CHECK (true)', item.name || '_members', item.name);
        -- Restrictive: whoever is a BLK's user stays one, whatever else the user may be.
        EXECUTE format('CREATE POLICY %I ON padan.%I AS RESTRICTIVE TO padan_blk USING (%s)', item.name || '_own', item.name, item.own);
    END LOOP;
END
$$;
