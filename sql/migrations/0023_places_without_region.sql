-- Places abroad and remote work are known and have no region: they are told from places that nobody knows, and counted apart.
SET LOCAL ROLE padan_owner;

ALTER TABLE padan.place DROP CONSTRAINT place_level_ck;
ALTER TABLE padan.place ADD CONSTRAINT place_level_ck
    CHECK (level IN ('district', 'regency', 'province', 'country', 'abroad', 'remote', 'unresolved'));
COMMENT ON COLUMN padan.place.level IS 'Finest level the text supports: district (its regency is in region_code), regency, province, country; abroad and remote, which have no region; or unresolved';

ALTER TABLE padan.data_quality ADD COLUMN abroad bigint, ADD COLUMN remote bigint;
COMMENT ON COLUMN padan.data_quality.abroad IS 'Advertisements for work abroad';
COMMENT ON COLUMN padan.data_quality.remote IS 'Advertisements for work from home';

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
            ('workshops', 'workshop', NULL, false), ('instructors', 'instructor', NULL, false), ('assessors', 'assessor', NULL, true)
        ) AS i (kind, name, year_column, has_region)
    LOOP
        EXECUTE format(
            'INSERT INTO padan.data_quality (run_id, kind, source_file_id, name, rows, rejected, repeated, data_until, regions_covered, regions_known)
             SELECT $1, $2, 0, $3, t.n, f.rejected, 0, t.until, t.regions, CASE WHEN $4 THEN $5 END
             FROM (SELECT count(*) AS n, %s AS until, %s AS regions FROM padan.%I) AS t,
                  (SELECT coalesce(sum(rows_rejected), 0) AS rejected FROM padan.source_file WHERE kind = $2 AND loaded) AS f',
            CASE WHEN item.year_column IS NULL THEN 'NULL::date' ELSE format('make_date(max(%I), 12, 31)', item.year_column) END,
            CASE WHEN item.has_region THEN 'count(DISTINCT region_code) FILTER (WHERE length(region_code) = 5)' ELSE 'NULL::bigint' END, item.name)
            USING number, item.kind, 'padan.' || item.name, item.has_region, known;
    END LOOP;
END
$$;
