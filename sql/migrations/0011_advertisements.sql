-- Codes that an advertisement states; places and titles that are looked up again.
SET LOCAL ROLE padan_owner;

-- A code that a file states belongs to the advertisement, whatever its title may mean elsewhere. Readers of an advertisement's code take
-- coalesce(vacancy.stated_occupation_code, job_title.occupation_code).
ALTER TABLE padan.vacancy
    ADD COLUMN stated_occupation_code text,
    ADD COLUMN unstated_digest uuid,
    ADD CONSTRAINT vacancy_stated_ck CHECK ((stated_occupation_code IS NULL) = (unstated_digest IS NULL));
COMMENT ON COLUMN padan.vacancy.stated_occupation_code IS 'KBJI code that the file states for this advertisement; it wins over the code of the title';
COMMENT ON COLUMN padan.vacancy.unstated_digest IS 'Where a code is stated: the digest that the advertisement has, or would have, without it';
COMMENT ON COLUMN padan.vacancy.vacancy_digest IS 'Digest of source, title, employer, place, pay, date, openings, industry and, where it was stated from the start, the code: the natural key';
COMMENT ON COLUMN padan.vacancy.opening_digest IS 'Digest of source, title, employer, place, pay and stated code: rows alike in it are one opening within 45 days';
CREATE INDEX vacancy_unstated_ix ON padan.vacancy (unstated_digest) WHERE unstated_digest IS NOT NULL;

CREATE OR REPLACE FUNCTION padan.check_vacancy_references() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF EXISTS (
        SELECT FROM new_rows AS n
        LEFT JOIN padan.job_title AS t USING (job_title_id)
        LEFT JOIN padan.place AS p USING (place_id)
        LEFT JOIN padan.industry AS i USING (industry_code)
        LEFT JOIN padan.occupation AS o ON o.occupation_code = n.stated_occupation_code
        WHERE t.job_title_id IS NULL OR p.place_id IS NULL OR (n.industry_code IS NOT NULL AND i.industry_code IS NULL)
            OR (n.stated_occupation_code IS NOT NULL AND o.occupation_code IS NULL)
    )
    THEN
        RAISE foreign_key_violation USING MESSAGE = 'a vacancy refers to a job title, place, industry or occupation that is not there';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER occupation_kept BEFORE DELETE ON padan.occupation FOR EACH STATEMENT EXECUTE FUNCTION padan.refuse_delete();

-- Until now the code of a file was kept with the title. Its advertisements get it; the title is coded by itself again at the next import
-- of vacancies, titles or occupations, and when a title is taught (padan titles teach).
UPDATE padan.vacancy AS v SET stated_occupation_code = t.occupation_code, unstated_digest = v.vacancy_digest
FROM padan.job_title AS t WHERE t.job_title_id = v.job_title_id AND t.method = 'given';
UPDATE padan.job_title SET occupation_code = NULL, score = 0, method = 'uncoded', alternatives = '{}' WHERE method = 'given';
ALTER TABLE padan.job_title
    DROP CONSTRAINT job_title_method_ck,
    ADD CONSTRAINT job_title_method_ck CHECK (method IN ('taught', 'lexicon', 'similar', 'uncoded') AND (method = 'uncoded') = (occupation_code IS NULL));
COMMENT ON COLUMN padan.job_title.method IS 'taught, lexicon, similar or uncoded; a code that a file states stands with the advertisement';

-- One title may have advertisements with several codes.
ALTER TABLE padan.title_coding
    DROP CONSTRAINT title_coding_pk,
    ADD CONSTRAINT title_coding_uq UNIQUE NULLS NOT DISTINCT (run_id, job_title_id, occupation_code, method);
COMMENT ON TABLE padan.title_coding IS 'How each advertised title was coded when a demand run read it: one row a code, since advertisements may state codes of their own';
COMMENT ON COLUMN padan.title_coding.method IS 'taught, lexicon, similar, given (stated by the advertisement) or uncoded';

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
        SELECT date_trunc('quarter', v.posted_on::timestamp)::date AS quarter, coalesce(p.region_code, 'ID') AS region_code,
            coalesce(v.stated_occupation_code, t.occupation_code, '0000') AS occupation_code, count(*) AS advertisements, max(coalesce(v.openings, 1)) AS openings
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

-- What stored places and titles were looked up with, so that they are looked up again when that changes.
CREATE TABLE padan.lookup (
    subject text NOT NULL,
    digest text NOT NULL,
    looked_up_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT lookup_pk PRIMARY KEY (subject),
    CONSTRAINT lookup_subject_ck CHECK (subject IN ('places', 'titles'))
);
COMMENT ON TABLE padan.lookup IS 'What the stored places and titles were looked up with';
COMMENT ON COLUMN padan.lookup.subject IS 'places or titles';
COMMENT ON COLUMN padan.lookup.digest IS 'SHA-256 of what is known: regions, districts and config/places.csv; or occupations, taught titles and config/titles.csv';
COMMENT ON COLUMN padan.lookup.looked_up_at IS 'When all of them were looked up last';

-- A file may exchange the BPS codes of two regions; only at its end must they differ.
ALTER TABLE padan.region
    DROP CONSTRAINT region_bps_uq,
    ADD CONSTRAINT region_bps_uq UNIQUE (bps_code) DEFERRABLE INITIALLY DEFERRED;
