-- How many ranks count as recommended depends on how many programmes a BLK can choose from.
SET LOCAL ROLE padan_owner;

CREATE TABLE padan.run_blk (
    run_id integer NOT NULL,
    blk_code text NOT NULL,
    recommended integer NOT NULL,
    CONSTRAINT run_blk_pk PRIMARY KEY (run_id, blk_code),
    CONSTRAINT run_blk_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE,
    CONSTRAINT run_blk_recommended_ck CHECK (recommended >= 1)
);
COMMENT ON TABLE padan.run_blk IS 'The BLKs of a scoring run with the ranks that count as recommended at each; runs made before have none, and padan.run.recommended holds for all';
COMMENT ON COLUMN padan.run_blk.run_id IS 'Scoring run';
COMMENT ON COLUMN padan.run_blk.blk_code IS 'BLK';
COMMENT ON COLUMN padan.run_blk.recommended IS 'Ranks that count as recommended (k): a share of the ranked running and new programmes, between the bounds of config/scoring.yaml';
COMMENT ON COLUMN padan.run.recommended IS 'Scoring: the most ranks that count as recommended; those of each BLK are in padan.run_blk';
DO $$
DECLARE
    mine CONSTANT text := 'blk_code = ANY ((SELECT padan.seen_blks())::text[])';
BEGIN
    PERFORM padan.guard_rows('run_blk', mine, mine);
END
$$;

CREATE OR REPLACE FUNCTION padan.fill_shortlist(number integer) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
    INSERT INTO padan.shortlist
    SELECT c.run_id, c.blk_code, c.program_code, c.status <> padan.status_new_department() AND coalesce(c.position <= coalesce(k.recommended, r.recommended), false),
        c.position, c.score, c.completeness, c.openings, c.gap, c.p_top, c.expected_rank, c.status, c.eligibility,
        CASE WHEN c.units_lacking IS NULL THEN '{}' ELSE ARRAY(
            SELECT u.code FROM unnest(p.units) WITH ORDINALITY AS u (code, ordinal) WHERE get_bit(c.units_lacking, u.ordinal::integer - 1) = 1
        ) END
    FROM padan.candidate AS c
    JOIN padan.run AS r USING (run_id)
    LEFT JOIN padan.run_blk AS k USING (run_id, blk_code)
    LEFT JOIN padan.run_program AS p USING (run_id, program_code)
    WHERE c.run_id = number
        AND (c.status = padan.status_running() OR (c.status = padan.status_new() AND c.position <= coalesce(k.recommended, r.recommended)))
    -- Most charts ask for the recommended ones: they lie together.
    ORDER BY c.status <> padan.status_new_department() AND coalesce(c.position <= coalesce(k.recommended, r.recommended), false) DESC, c.blk_code,
        c.program_code
    $$;
-- As for the other tables of this kind (0015): EXPLAIN tells nothing of the rows of others.
ALTER TABLE padan.run_blk ALTER COLUMN blk_code SET STATISTICS 0;
