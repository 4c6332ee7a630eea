-- KBJI 2014 itself: every code table and run says which version of its classification its codes are of, the titles of an official list have a table, and
-- the unit groups that ISCO-08 has and KBJI 2014 does not have go to those that they are there (config/concordance.csv says why).
SET LOCAL ROLE padan_owner;

ALTER TABLE padan.occupation ADD COLUMN occupation_version text NOT NULL DEFAULT 'KBJI 2014';
ALTER TABLE padan.industry ADD COLUMN industry_version text NOT NULL DEFAULT 'KBLI 2020';
ALTER TABLE padan.run
    ADD COLUMN occupation_version text NOT NULL DEFAULT 'KBJI 2014',
    ADD COLUMN industry_version text NOT NULL DEFAULT 'KBLI 2020';
COMMENT ON COLUMN padan.occupation.occupation_version IS 'Classification and version that the code is of';
COMMENT ON COLUMN padan.industry.industry_version IS 'Classification and version that the code is of';
COMMENT ON COLUMN padan.run.occupation_version IS 'Classification and version of the codes of occupations in its results';
COMMENT ON COLUMN padan.run.industry_version IS 'Classification and version of the codes of industries in its results';

CREATE TABLE padan.occupation_title (
    occupation_version text NOT NULL DEFAULT 'KBJI 2014',
    detail_code text NOT NULL,
    title text NOT NULL,
    occupation_code text NOT NULL,
    source_file_id integer,
    CONSTRAINT occupation_title_pk PRIMARY KEY (occupation_version, detail_code),
    CONSTRAINT occupation_title_detail_ck CHECK (detail_code ~ '^[0-9]{4}(\.[0-9]{2})?$'),
    CONSTRAINT occupation_title_unit_group_ck CHECK (length(occupation_code) = 4),
    CONSTRAINT occupation_title_occupation_fk FOREIGN KEY (occupation_code) REFERENCES padan.occupation ON DELETE CASCADE,
    CONSTRAINT occupation_title_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
CREATE INDEX occupation_title_occupation_ix ON padan.occupation_title (occupation_code);
COMMENT ON TABLE padan.occupation_title IS 'Titles of official lists of occupations below the unit groups; titles are coded by them';
COMMENT ON COLUMN padan.occupation_title.occupation_version IS 'Classification and version of the list and of detail_code';
COMMENT ON COLUMN padan.occupation_title.detail_code IS 'Code in that list: six digits (7212.03), or the unit group of a list of another version than padan.occupation';
COMMENT ON COLUMN padan.occupation_title.title IS 'Official title';
COMMENT ON COLUMN padan.occupation_title.occupation_code IS 'KBJI unit group as padan.occupation has it; of other versions by config/concordance.csv';
COMMENT ON COLUMN padan.occupation_title.source_file_id IS 'Import that last changed the row';

-- The unit groups of the forces and the police, in databases that have ISCO-08's in their place.
CREATE TEMP TABLE moved_occupation (from_code text PRIMARY KEY, to_code text NOT NULL UNIQUE) ON COMMIT DROP;
INSERT INTO moved_occupation (from_code, to_code)
SELECT m.from_code, m.to_code
FROM (VALUES ('0110', '0112'), ('0210', '0212'), ('0310', '0312'), ('3355', '0115'), ('5412', '0215')) AS m (from_code, to_code)
WHERE EXISTS (SELECT FROM padan.occupation AS o WHERE o.occupation_code = m.from_code);

INSERT INTO padan.occupation (occupation_code, parent_code, name, name_en)
SELECT n.code, nullif(left(n.code, -1), ''), n.name, n.name_en
FROM (VALUES
    ('0', 'Tentara Nasional Indonesia (TNI) dan Kepolisian Negara Republik Indonesia (POLRI)', 'Armed forces occupations'),
    ('01', 'Perwira TNI dan POLRI', 'Commissioned armed forces officers'),
    ('011', 'Perwira TNI dan POLRI', 'Commissioned armed forces officers'),
    ('0111', 'Perwira Markas Besar TNI', 'Commissioned officers, armed forces headquarters'),
    ('0112', 'Perwira TNI Angkatan Darat', 'Commissioned officers, army'),
    ('0113', 'Perwira TNI Angkatan Laut', 'Commissioned officers, navy'),
    ('0114', 'Perwira TNI Angkatan Udara', 'Commissioned officers, air force'),
    ('0115', 'Perwira POLRI', 'Commissioned officers, police'),
    ('02', 'Bintara TNI dan POLRI', 'Non-commissioned armed forces officers'),
    ('021', 'Bintara TNI dan POLRI', 'Non-commissioned armed forces officers'),
    ('0211', 'Bintara Markas Besar TNI', 'Non-commissioned officers, armed forces headquarters'),
    ('0212', 'Bintara TNI Angkatan Darat', 'Non-commissioned officers, army'),
    ('0213', 'Bintara TNI Angkatan Laut', 'Non-commissioned officers, navy'),
    ('0214', 'Bintara TNI Angkatan Udara', 'Non-commissioned officers, air force'),
    ('0215', 'Bintara POLRI', 'Non-commissioned officers, police'),
    ('03', 'Tamtama TNI dan POLRI', 'Armed forces occupations, other ranks'),
    ('031', 'Tamtama TNI dan POLRI', 'Armed forces occupations, other ranks'),
    ('0311', 'Tamtama Markas Besar TNI', 'Other ranks, armed forces headquarters'),
    ('0312', 'Tamtama TNI Angkatan Darat', 'Other ranks, army'),
    ('0313', 'Tamtama TNI Angkatan Laut', 'Other ranks, navy'),
    ('0314', 'Tamtama TNI Angkatan Udara', 'Other ranks, air force'),
    ('0315', 'Tamtama POLRI', 'Other ranks, police')
) AS n (code, name, name_en)
WHERE EXISTS (SELECT FROM moved_occupation)
ON CONFLICT DO NOTHING;

-- Unit groups go where nothing needs them. Vacancies have no foreign key, which would be looked up for each of millions of rows.
CREATE FUNCTION padan.keep_stated_occupations() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF EXISTS (SELECT FROM gone AS g JOIN padan.vacancy AS v ON v.stated_occupation_code = g.occupation_code) THEN
        RAISE foreign_key_violation USING MESSAGE = 'a vacancy states an occupation that is to be deleted';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION padan.keep_stated_occupations() IS 'Keeps the occupations that vacancies state';
DROP TRIGGER occupation_kept ON padan.occupation;
CREATE TRIGGER occupation_kept AFTER DELETE ON padan.occupation
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION padan.keep_stated_occupations();

-- What files brought.
UPDATE padan.taught_title AS t SET occupation_code = m.to_code FROM moved_occupation AS m WHERE t.occupation_code = m.from_code;
UPDATE padan.job_title AS t SET occupation_code = m.to_code FROM moved_occupation AS m WHERE t.occupation_code = m.from_code;
UPDATE padan.job_title AS t
SET alternatives = ARRAY(
    SELECT coalesce(m.to_code, a.code) FROM unnest(t.alternatives) WITH ORDINALITY AS a (code, ordinal)
    LEFT JOIN moved_occupation AS m ON m.from_code = a.code ORDER BY a.ordinal)
WHERE t.alternatives && ARRAY(SELECT from_code FROM moved_occupation);
UPDATE padan.vacancy AS v SET stated_occupation_code = m.to_code FROM moved_occupation AS m WHERE v.stated_occupation_code = m.from_code;
UPDATE padan.survey AS s SET occupation_code = m.to_code FROM moved_occupation AS m WHERE s.occupation_code = m.from_code;
-- A programme that names both groups keeps the larger relevance.
WITH moved AS (
    DELETE FROM padan.program_occupation AS p USING moved_occupation AS m WHERE p.occupation_code = m.from_code
    RETURNING p.program_code, m.to_code, p.relevance
)
INSERT INTO padan.program_occupation AS p (program_code, occupation_code, relevance)
SELECT program_code, to_code, relevance FROM moved
ON CONFLICT (program_code, occupation_code) DO UPDATE SET relevance = greatest(p.relevance, excluded.relevance);

-- What runs found. Where a run has figures of both groups they are added: counts as they are, standard errors as those of independent figures, and
-- shares and growth by the openings.
WITH moved AS (
    DELETE FROM padan.demand AS d USING moved_occupation AS m WHERE d.occupation_code = m.from_code RETURNING d.*, m.to_code
)
INSERT INTO padan.demand AS d (
    run_id, region_code, occupation_code, openings, relative_error, leavers, reachable_openings, reachable_leavers, spread_share, growth, leavers_error,
    reachable_openings_error, reachable_leavers_error
)
SELECT run_id, region_code, to_code, openings, relative_error, leavers, reachable_openings, reachable_leavers, spread_share, growth, leavers_error,
    reachable_openings_error, reachable_leavers_error
FROM moved
ON CONFLICT (run_id, region_code, occupation_code) DO UPDATE SET
    openings = d.openings + excluded.openings,
    relative_error = CASE
        WHEN d.relative_error IS NULL OR excluded.relative_error IS NULL THEN coalesce(d.relative_error, excluded.relative_error)
        ELSE sqrt((d.relative_error * d.openings) ^ 2 + (excluded.relative_error * excluded.openings) ^ 2) / nullif(d.openings + excluded.openings, 0)
    END,
    leavers = d.leavers + excluded.leavers,
    reachable_openings = d.reachable_openings + excluded.reachable_openings,
    reachable_leavers = d.reachable_leavers + excluded.reachable_leavers,
    spread_share = coalesce(
        (d.spread_share * d.openings + excluded.spread_share * excluded.openings) / nullif(d.openings + excluded.openings, 0), d.spread_share),
    growth = CASE
        WHEN d.growth IS NULL OR excluded.growth IS NULL THEN coalesce(d.growth, excluded.growth)
        ELSE coalesce((d.growth * d.openings + excluded.growth * excluded.openings) / nullif(d.openings + excluded.openings, 0), d.growth)
    END,
    leavers_error = sqrt(d.leavers_error ^ 2 + excluded.leavers_error ^ 2),
    reachable_openings_error = sqrt(d.reachable_openings_error ^ 2 + excluded.reachable_openings_error ^ 2),
    reachable_leavers_error = sqrt(d.reachable_leavers_error ^ 2 + excluded.reachable_leavers_error ^ 2);

WITH moved AS (
    DELETE FROM padan.demand_part AS d USING moved_occupation AS m WHERE d.occupation_code = m.from_code RETURNING d.*, m.to_code
)
INSERT INTO padan.demand_part AS d (run_id, region_code, occupation_code, source, industry_code, openings, spread_openings, growth)
SELECT run_id, region_code, to_code, source, industry_code, openings, spread_openings, growth FROM moved
ON CONFLICT (run_id, region_code, occupation_code, source, industry_code) DO UPDATE SET
    openings = d.openings + excluded.openings,
    spread_openings = d.spread_openings + excluded.spread_openings,
    growth = coalesce(d.growth, excluded.growth);

WITH moved AS (
    DELETE FROM padan.supply_part AS s USING moved_occupation AS m WHERE s.occupation_code = m.from_code RETURNING s.*, m.to_code
)
INSERT INTO padan.supply_part AS s (run_id, region_code, occupation_code, provider, field, leavers)
SELECT run_id, region_code, to_code, provider, field, leavers FROM moved
ON CONFLICT (run_id, region_code, occupation_code, provider, field) DO UPDATE SET leavers = s.leavers + excluded.leavers;

-- Shares of the two groups are of different totals, which no run keeps: their mean sums to 1 again.
CREATE TEMP TABLE moved_industry ON COMMIT DROP AS
SELECT o.run_id, m.to_code, o.industry_code, o.share
FROM padan.occupation_industry AS o JOIN moved_occupation AS m ON m.from_code = o.occupation_code;
UPDATE padan.occupation_industry AS o SET share = o.share / 2
WHERE EXISTS (SELECT FROM moved_industry AS i WHERE i.run_id = o.run_id AND i.to_code = o.occupation_code);
UPDATE moved_industry AS i SET share = i.share / 2
WHERE EXISTS (SELECT FROM padan.occupation_industry AS o WHERE o.run_id = i.run_id AND o.occupation_code = i.to_code);
DELETE FROM padan.occupation_industry AS o USING moved_occupation AS m WHERE o.occupation_code = m.from_code;
INSERT INTO padan.occupation_industry AS o (run_id, occupation_code, industry_code, share)
SELECT run_id, to_code, industry_code, share FROM moved_industry
ON CONFLICT (run_id, occupation_code, industry_code) DO UPDATE SET share = o.share + excluded.share;

WITH moved AS (
    DELETE FROM padan.demand_quarter AS q USING moved_occupation AS m WHERE q.occupation_code = m.from_code RETURNING q.*, m.to_code
)
INSERT INTO padan.demand_quarter AS q (run_id, quarter, region_code, occupation_code, advertisements, openings)
SELECT run_id, quarter, region_code, to_code, advertisements, openings FROM moved
ON CONFLICT (run_id, region_code, occupation_code, quarter) DO UPDATE SET
    advertisements = q.advertisements + excluded.advertisements,
    openings = q.openings + excluded.openings;

WITH moved AS (
    DELETE FROM padan.title_coding AS t USING moved_occupation AS m WHERE t.occupation_code = m.from_code RETURNING t.*, m.to_code
)
INSERT INTO padan.title_coding AS t (run_id, job_title_id, occupation_code, method, score, advertisements)
SELECT run_id, job_title_id, to_code, method, score, advertisements FROM moved
ON CONFLICT (run_id, job_title_id, occupation_code, method) DO UPDATE SET advertisements = t.advertisements + excluded.advertisements;

WITH moved AS (
    DELETE FROM padan.allocation_placement AS p USING moved_occupation AS m WHERE p.occupation_code = m.from_code RETURNING p.*, m.to_code
)
INSERT INTO padan.allocation_placement AS p (run_id, blk_code, program_code, region_code, occupation_code, persons)
SELECT run_id, blk_code, program_code, region_code, to_code, persons FROM moved
ON CONFLICT (run_id, blk_code, program_code, region_code, occupation_code) DO UPDATE SET persons = p.persons + excluded.persons;

UPDATE padan.run_program AS p
SET (occupations, relevances) = (
    SELECT array_agg(g.code ORDER BY g.code), array_agg(g.relevance ORDER BY g.code)
    FROM (
        SELECT coalesce(m.to_code, a.code) AS code, max(a.relevance) AS relevance
        FROM unnest(p.occupations, p.relevances) AS a (code, relevance) LEFT JOIN moved_occupation AS m ON m.from_code = a.code GROUP BY 1
    ) AS g)
WHERE p.occupations && ARRAY(SELECT from_code FROM moved_occupation);

DELETE FROM padan.occupation AS o USING moved_occupation AS m WHERE o.occupation_code = m.from_code;
