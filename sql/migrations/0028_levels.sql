-- Statistics of the country and of groups of sections, and three kinds of statistics more: PDRB, employment by occupation, labour force.
--
-- The country stands as 00, which is no row of padan.region, because everything that works with regions takes places with people in
-- them from there; a group of sections stands as its letters (M,N), which are no row of padan.industry for the same reason. Foreign keys look at
-- generated columns that are empty for the two.
SET LOCAL ROLE padan_owner;

ALTER TABLE padan.employment DROP CONSTRAINT employment_region_fk;
ALTER TABLE padan.employment
    ADD COLUMN place_code text GENERATED ALWAYS AS (nullif(region_code, '00')) STORED,
    ADD CONSTRAINT employment_region_fk FOREIGN KEY (place_code) REFERENCES padan.region;
COMMENT ON COLUMN padan.employment.region_code IS 'Regency, city or province; 00 for the country';
COMMENT ON COLUMN padan.employment.place_code IS 'The region; empty for the country';

ALTER TABLE padan.graduate DROP CONSTRAINT graduate_region_fk;
ALTER TABLE padan.graduate
    ADD COLUMN place_code text GENERATED ALWAYS AS (nullif(region_code, '00')) STORED,
    ADD CONSTRAINT graduate_region_fk FOREIGN KEY (place_code) REFERENCES padan.region;
COMMENT ON COLUMN padan.graduate.region_code IS 'Regency, city or province; 00 for the country';
COMMENT ON COLUMN padan.graduate.place_code IS 'The region; empty for the country';

ALTER TABLE padan.minimum_wage DROP CONSTRAINT minimum_wage_region_fk;
ALTER TABLE padan.minimum_wage
    ADD COLUMN place_code text GENERATED ALWAYS AS (nullif(region_code, '00')) STORED,
    ADD CONSTRAINT minimum_wage_region_fk FOREIGN KEY (place_code) REFERENCES padan.region;
COMMENT ON COLUMN padan.minimum_wage.region_code IS 'Regency, city or province; 00 for the country';
COMMENT ON COLUMN padan.minimum_wage.place_code IS 'The region; empty for the country';

ALTER TABLE padan.unemployment DROP CONSTRAINT unemployment_region_fk;
ALTER TABLE padan.unemployment
    ADD COLUMN place_code text GENERATED ALWAYS AS (nullif(region_code, '00')) STORED,
    ADD CONSTRAINT unemployment_region_fk FOREIGN KEY (place_code) REFERENCES padan.region;
COMMENT ON COLUMN padan.unemployment.region_code IS 'Regency, city or province; 00 for the country';
COMMENT ON COLUMN padan.unemployment.place_code IS 'The region; empty for the country';

ALTER TABLE padan.survey DROP CONSTRAINT survey_region_fk;
ALTER TABLE padan.survey
    ADD COLUMN place_code text GENERATED ALWAYS AS (nullif(region_code, '00')) STORED,
    ADD CONSTRAINT survey_region_fk FOREIGN KEY (place_code) REFERENCES padan.region;
COMMENT ON COLUMN padan.survey.region_code IS 'Regency, city or province; 00 for the country';
COMMENT ON COLUMN padan.survey.place_code IS 'The region; empty for the country';

ALTER TABLE padan.employment DROP CONSTRAINT employment_industry_fk;
ALTER TABLE padan.employment
    ADD COLUMN kbli_code text GENERATED ALWAYS AS (CASE WHEN strpos(industry_code, ',') = 0 THEN industry_code END) STORED,
    ADD CONSTRAINT employment_industry_fk FOREIGN KEY (kbli_code) REFERENCES padan.industry,
    ADD CONSTRAINT employment_industry_ck CHECK (
        strpos(industry_code, ',') = 0
        OR (industry_code ~ '^(A,)?(B,)?(C,)?(D,)?(E,)?(F,)?(G,)?(H,)?(I,)?(J,)?(K,)?(L,)?(M,)?(N,)?(O,)?(P,)?(Q,)?(R,)?(S,)?(T,)?[B-U]$' AND right(industry_code, 1) > left(right(industry_code, 3), 1) COLLATE "C"));
COMMENT ON COLUMN padan.employment.industry_code IS 'KBLI industry, or a group of sections: their letters in the order of KBLI (M,N)';
COMMENT ON COLUMN padan.employment.kbli_code IS 'The industry; empty for a group of sections';

ALTER TABLE padan.survey DROP CONSTRAINT survey_industry_fk;
ALTER TABLE padan.survey
    ADD COLUMN kbli_code text GENERATED ALWAYS AS (CASE WHEN strpos(industry_code, ',') = 0 THEN industry_code END) STORED,
    ADD CONSTRAINT survey_industry_fk FOREIGN KEY (kbli_code) REFERENCES padan.industry,
    ADD CONSTRAINT survey_industry_ck CHECK (
        strpos(industry_code, ',') = 0
        OR (industry_code ~ '^(A,)?(B,)?(C,)?(D,)?(E,)?(F,)?(G,)?(H,)?(I,)?(J,)?(K,)?(L,)?(M,)?(N,)?(O,)?(P,)?(Q,)?(R,)?(S,)?(T,)?[B-U]$' AND right(industry_code, 1) > left(right(industry_code, 3), 1) COLLATE "C"));
COMMENT ON COLUMN padan.survey.industry_code IS 'KBLI industry, or a group of sections: their letters in the order of KBLI (M,N)';
COMMENT ON COLUMN padan.survey.kbli_code IS 'The industry; empty for a group of sections';

CREATE TABLE padan.labour_force (
    region_code text NOT NULL,
    year integer NOT NULL,
    employed bigint,
    unemployed bigint,
    labour_force bigint GENERATED ALWAYS AS (employed + unemployed) STORED,
    place_code text GENERATED ALWAYS AS (nullif(region_code, '00')) STORED,
    source_file_id integer,
    CONSTRAINT labour_force_pk PRIMARY KEY (region_code, year),
    CONSTRAINT labour_force_region_fk FOREIGN KEY (place_code) REFERENCES padan.region,
    CONSTRAINT labour_force_year_ck CHECK (year BETWEEN 1950 AND 2100),
    CONSTRAINT labour_force_persons_ck CHECK (employed >= 0 AND unemployed >= 0),
    CONSTRAINT labour_force_known_ck CHECK (employed IS NOT NULL OR unemployed IS NOT NULL),
    CONSTRAINT labour_force_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.labour_force IS 'Employed and unemployed persons per region and year';
COMMENT ON COLUMN padan.labour_force.region_code IS 'Regency, city or province; 00 for the country';
COMMENT ON COLUMN padan.labour_force.year IS 'Year';
COMMENT ON COLUMN padan.labour_force.employed IS 'Persons who work; empty where it is not known';
COMMENT ON COLUMN padan.labour_force.unemployed IS 'Persons without work who look for it; empty where it is not known';
COMMENT ON COLUMN padan.labour_force.labour_force IS 'Persons: the sum of both; empty where one is not known';
COMMENT ON COLUMN padan.labour_force.place_code IS 'The region; empty for the country';
COMMENT ON COLUMN padan.labour_force.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.grdp (
    region_code text NOT NULL,
    industry_code text NOT NULL,
    year integer NOT NULL,
    price_basis text NOT NULL,
    value_billion_rupiah double precision NOT NULL,
    place_code text GENERATED ALWAYS AS (nullif(region_code, '00')) STORED,
    kbli_code text GENERATED ALWAYS AS (CASE WHEN strpos(industry_code, ',') = 0 THEN industry_code END) STORED,
    source_file_id integer,
    CONSTRAINT grdp_pk PRIMARY KEY (region_code, industry_code, year, price_basis),
    CONSTRAINT grdp_region_fk FOREIGN KEY (place_code) REFERENCES padan.region,
    CONSTRAINT grdp_industry_fk FOREIGN KEY (kbli_code) REFERENCES padan.industry,
    CONSTRAINT grdp_industry_ck CHECK (
        length(industry_code) = 1
        OR (industry_code ~ '^(A,)?(B,)?(C,)?(D,)?(E,)?(F,)?(G,)?(H,)?(I,)?(J,)?(K,)?(L,)?(M,)?(N,)?(O,)?(P,)?(Q,)?(R,)?(S,)?(T,)?[B-U]$' AND right(industry_code, 1) > left(right(industry_code, 3), 1) COLLATE "C")),
    CONSTRAINT grdp_year_ck CHECK (year BETWEEN 1950 AND 2100),
    CONSTRAINT grdp_basis_ck CHECK (price_basis IN ('constant', 'current')),
    CONSTRAINT grdp_value_ck CHECK (value_billion_rupiah >= 0),
    CONSTRAINT grdp_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.grdp IS 'Gross regional domestic product (PDRB) per region, section of KBLI and year';
COMMENT ON COLUMN padan.grdp.region_code IS 'Regency, city or province; 00 for the country';
COMMENT ON COLUMN padan.grdp.industry_code IS 'KBLI section, or a group of sections: their letters in the order of KBLI (M,N); the group of all is the total that the source states';
COMMENT ON COLUMN padan.grdp.year IS 'Year';
COMMENT ON COLUMN padan.grdp.price_basis IS 'constant (prices of 2010) or current';
COMMENT ON COLUMN padan.grdp.value_billion_rupiah IS 'Billion rupiah';
COMMENT ON COLUMN padan.grdp.place_code IS 'The region; empty for the country';
COMMENT ON COLUMN padan.grdp.kbli_code IS 'The section; empty for a group of sections';
COMMENT ON COLUMN padan.grdp.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.occupation_employment (
    region_code text NOT NULL,
    occupation_code text NOT NULL,
    year integer NOT NULL,
    persons double precision NOT NULL,
    place_code text GENERATED ALWAYS AS (nullif(region_code, '00')) STORED,
    kbji_code text GENERATED ALWAYS AS (CASE WHEN strpos(occupation_code, ',') = 0 THEN occupation_code END) STORED,
    source_file_id integer,
    CONSTRAINT occupation_employment_pk PRIMARY KEY (region_code, occupation_code, year),
    CONSTRAINT occupation_employment_region_fk FOREIGN KEY (place_code) REFERENCES padan.region,
    CONSTRAINT occupation_employment_occupation_fk FOREIGN KEY (kbji_code) REFERENCES padan.occupation,
    CONSTRAINT occupation_employment_occupation_ck CHECK (
        strpos(occupation_code, ',') = 0
        OR (occupation_code ~ '^(0,)?(1,)?(2,)?(3,)?(4,)?(5,)?(6,)?(7,)?(8,)?[1-9]$' AND right(occupation_code, 1) > left(right(occupation_code, 3), 1) COLLATE "C")),
    CONSTRAINT occupation_employment_year_ck CHECK (year BETWEEN 1950 AND 2100),
    CONSTRAINT occupation_employment_persons_ck CHECK (persons >= 0),
    CONSTRAINT occupation_employment_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.occupation_employment IS 'Persons employed per region, group of occupations and year';
COMMENT ON COLUMN padan.occupation_employment.region_code IS 'Regency, city or province; 00 for the country';
COMMENT ON COLUMN padan.occupation_employment.occupation_code IS 'KBJI group of one to four digits, or several major groups: their digits joined by commas (7,8,9)';
COMMENT ON COLUMN padan.occupation_employment.year IS 'Year';
COMMENT ON COLUMN padan.occupation_employment.persons IS 'Persons employed';
COMMENT ON COLUMN padan.occupation_employment.place_code IS 'The region; empty for the country';
COMMENT ON COLUMN padan.occupation_employment.kbji_code IS 'The group; empty for several major groups';
COMMENT ON COLUMN padan.occupation_employment.source_file_id IS 'Import that last changed the row';

-- Where in its file each figure stands.
ALTER TABLE padan.source_file ADD COLUMN sheet text;
COMMENT ON COLUMN padan.source_file.sheet IS 'Sheet of the workbook that was read; empty for text files';
ALTER TABLE padan.employment ADD COLUMN source_line bigint, ADD COLUMN source_column text;
COMMENT ON COLUMN padan.employment.source_line IS 'Line of that file, or row of its sheet; empty where a version before 0026 imported it';
COMMENT ON COLUMN padan.employment.source_column IS 'Column of the figure there, as the file names it';
ALTER TABLE padan.graduate ADD COLUMN source_line bigint, ADD COLUMN source_column text;
COMMENT ON COLUMN padan.graduate.source_line IS 'Line of that file, or row of its sheet; empty where a version before 0026 imported it';
COMMENT ON COLUMN padan.graduate.source_column IS 'Column of the figure there, as the file names it';
ALTER TABLE padan.survey ADD COLUMN source_line bigint, ADD COLUMN source_column text;
COMMENT ON COLUMN padan.survey.source_line IS 'Line of that file, or row of its sheet; empty where a version before 0026 imported it';
COMMENT ON COLUMN padan.survey.source_column IS 'Column of the figure there, as the file names it';
ALTER TABLE padan.minimum_wage ADD COLUMN source_line bigint, ADD COLUMN source_column text;
COMMENT ON COLUMN padan.minimum_wage.source_line IS 'Line of that file, or row of its sheet; empty where a version before 0026 imported it';
COMMENT ON COLUMN padan.minimum_wage.source_column IS 'Column of the figure there, as the file names it';
ALTER TABLE padan.unemployment ADD COLUMN source_line bigint, ADD COLUMN source_column text;
COMMENT ON COLUMN padan.unemployment.source_line IS 'Line of that file, or row of its sheet; empty where a version before 0026 imported it';
COMMENT ON COLUMN padan.unemployment.source_column IS 'Column of the figure there, as the file names it';
ALTER TABLE padan.labour_force ADD COLUMN source_line bigint, ADD COLUMN source_column text;
COMMENT ON COLUMN padan.labour_force.source_line IS 'Line of that file, or row of its sheet; empty where a version before 0026 imported it';
COMMENT ON COLUMN padan.labour_force.source_column IS 'Column of the figure there, as the file names it';
ALTER TABLE padan.grdp ADD COLUMN source_line bigint, ADD COLUMN source_column text;
COMMENT ON COLUMN padan.grdp.source_line IS 'Line of that file, or row of its sheet; empty where a version before 0026 imported it';
COMMENT ON COLUMN padan.grdp.source_column IS 'Column of the figure there, as the file names it';
ALTER TABLE padan.occupation_employment ADD COLUMN source_line bigint, ADD COLUMN source_column text;
COMMENT ON COLUMN padan.occupation_employment.source_line IS 'Line of that file, or row of its sheet; empty where a version before 0026 imported it';
COMMENT ON COLUMN padan.occupation_employment.source_column IS 'Column of the figure there, as the file names it';

-- How much of each figure of a run comes from coarser statements.
ALTER TABLE padan.demand ADD COLUMN leavers_spread_share double precision NOT NULL DEFAULT 0,
    ADD CONSTRAINT demand_leavers_spread_ck CHECK (leavers_spread_share BETWEEN 0 AND 1);
COMMENT ON COLUMN padan.demand.leavers_spread_share IS 'Share of the leavers that was spread from figures of a province or the country';
COMMENT ON COLUMN padan.demand.spread_share IS 'Share of the openings that was spread from figures of a province, the country or a group of sections';

ALTER TABLE padan.region_factor ADD COLUMN minimum_wage_scope smallint;
COMMENT ON COLUMN padan.region_factor.minimum_wage_scope IS 'Whose minimum wage it is: 3 the region''s, 4 its province''s; empty without one, and in runs of versions before 0026';

CREATE OR REPLACE FUNCTION padan.record_data_state(number integer) RETURNS void
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
    SELECT number, v.job_title_id, coalesce(v.stated_occupation_code, t.occupation_code),
        CASE WHEN v.stated_occupation_code IS NULL THEN t.method ELSE 'given' END,
        CASE WHEN v.stated_occupation_code IS NULL THEN t.score ELSE 1 END, count(*)
    FROM padan.vacancy AS v JOIN padan.job_title AS t USING (job_title_id) GROUP BY 1, 2, 3, 4, 5;

    INSERT INTO padan.demand_quarter
    SELECT number, o.quarter, o.region_code, o.occupation_code, sum(o.advertisements), sum(o.openings)
    FROM (
        SELECT a.quarter, a.region_code, a.occupation_code, count(*) AS advertisements, max(a.openings) AS openings
        FROM (
            SELECT v.opening_digest, date_trunc('quarter', v.posted_on::timestamp)::date AS quarter, coalesce(p.region_code, 'ID') AS region_code,
                coalesce(v.stated_occupation_code, min(v.stated_occupation_code) OVER (PARTITION BY v.opening_digest), t.occupation_code, '0000')
                    AS occupation_code,
                coalesce(v.openings, 1) AS openings
            FROM padan.vacancy AS v JOIN padan.job_title AS t USING (job_title_id) JOIN padan.place AS p USING (place_id)
            WHERE v.posted_on IS NOT NULL AND p.level <> 'abroad'
        ) AS a
        GROUP BY a.opening_digest, 1, 2, 3
    ) AS o
    GROUP BY o.quarter, o.region_code, o.occupation_code;

    INSERT INTO padan.data_quality (run_id, kind, source_file_id, name, rows, rejected, repeated, data_until)
    SELECT number, kind, source_file_id, file_name, rows_read, rows_rejected, rows_same, harvest_until FROM padan.source_file WHERE loaded;

    INSERT INTO padan.data_quality
    SELECT number, 'vacancies', 0, 'padan.vacancy', v.n, f.rejected, v.seen - v.n, v.unresolved, v.uncoded, coalesce(v.posted, f.harvested), v.regions, known,
        v.abroad, v.remote
    FROM (
        SELECT count(*) AS n, coalesce(sum(a.times_seen), 0) AS seen, count(*) FILTER (WHERE p.level = 'unresolved') AS unresolved,
            count(*) FILTER (WHERE p.level = 'abroad') AS abroad, count(*) FILTER (WHERE p.level = 'remote') AS remote,
            count(*) FILTER (WHERE coalesce(a.stated_occupation_code, t.occupation_code) IS NULL) AS uncoded, max(a.posted_on) AS posted,
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
            ('workshops', 'workshop', NULL, false), ('instructors', 'instructor', NULL, false), ('assessors', 'assessor', NULL, true),
            ('labour_force', 'labour_force', 'year', true), ('grdp', 'grdp', 'year', true), ('occupation_employment', 'occupation_employment', 'year', true)
        ) AS i (kind, name, year_column, has_region)
    LOOP
        EXECUTE format(
            'INSERT INTO padan.data_quality (run_id, kind, source_file_id, name, rows, rejected, repeated, data_until, regions_covered, regions_known)
             SELECT $1, $2, 0, $3, t.n, f.rejected, 0, t.until, t.regions, CASE WHEN $4 THEN $5 END
             FROM (SELECT count(*) AS n, %s AS until, %s AS regions FROM padan.%I) AS t,
                  (SELECT coalesce(sum(rows_rejected), 0) AS rejected FROM padan.source_file WHERE kind = $2 AND loaded) AS f
             -- These three help where they are there; nothing is amiss without them.
             WHERE t.n > 0 OR $2 NOT IN (''labour_force'', ''grdp'', ''occupation_employment'')',
            CASE WHEN item.year_column IS NULL THEN 'NULL::date' ELSE format('make_date(max(%I), 12, 31)', item.year_column) END,
            CASE WHEN item.has_region THEN 'count(DISTINCT region_code) FILTER (WHERE length(region_code) = 5)' ELSE 'NULL::bigint' END, item.name)
            USING number, item.kind, 'padan.' || item.name, item.has_region, known;
    END LOOP;
END
$$;
