-- Other weights over the stored utilities. The sums run as the engine's do (criteria that a region shares first, each in order), so that scores are
-- the same to the last bit.
CREATE OR REPLACE FUNCTION padan.weights_of(number integer, weights jsonb) RETURNS TABLE (place integer, ordinal integer, weight double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    item record;
    unknown text;
BEGIN
    IF weights IS NULL OR jsonb_typeof(weights) <> 'object' THEN
        RAISE invalid_parameter_value USING MESSAGE = padan.said(
            'bobot: tulis sebagai objek JSON, seperti {"wage": 10, "growth": 5}', 'weights: a JSON object is wanted, as {"wage": 10, "growth": 5}');
    END IF;
    FOR item IN SELECT e.key, e.value FROM jsonb_each(weights) AS e LOOP
        IF NOT EXISTS (SELECT FROM padan.run_criterion AS k WHERE k.run_id = number AND k.criterion = item.key) THEN
            RAISE invalid_parameter_value USING MESSAGE = format(
                padan.said('bobot: hitungan itu tidak mempunyai kriteria %L; yang ada: %s', 'weights: the run has no criterion %L; it has %s'), item.key,
                (SELECT string_agg(k.criterion, ', ' ORDER BY k.ordinal) FROM padan.run_criterion AS k WHERE k.run_id = number));
        END IF;
        IF jsonb_typeof(item.value) <> 'number' OR item.value::double precision < 0 THEN
            RAISE invalid_parameter_value USING MESSAGE = format(
                padan.said('bobot: %s untuk %L bukan bobot; tulis 0 atau lebih', 'weights: %s of %L is no weight; 0 or more is wanted'), item.value, item.key);
        END IF;
    END LOOP;
    -- Whoever is not in padan.criterion would silently be left out of the sums below.
    unknown := (
        SELECT string_agg(k.criterion, ', ' ORDER BY k.ordinal) FROM padan.run_criterion AS k
        WHERE k.run_id = number AND NOT EXISTS (SELECT FROM padan.criterion AS n WHERE n.criterion = k.criterion)
    );
    IF unknown IS NOT NULL THEN
        RAISE foreign_key_violation USING MESSAGE = format('criteria of run %s are missing in padan.criterion: %s', number, unknown),
            HINT = 'A new criterion needs a row there; a migration adds it.';
    END IF;
    RETURN QUERY
        SELECT row_number() OVER (ORDER BY n.is_regional DESC, k.ordinal)::integer, k.ordinal::integer,
            coalesce((weights ->> k.criterion)::double precision, k.weight)
        FROM padan.run_criterion AS k JOIN padan.criterion AS n USING (criterion) WHERE k.run_id = number;
END
$$;
COMMENT ON FUNCTION padan.weights_of(integer, jsonb) IS 'The weights of a scoring run with some replaced, in the order in which the engine adds up; refuses criteria that the run or padan.criterion does not know';
ALTER FUNCTION padan.weights_of(integer, jsonb) OWNER TO padan_owner;
REVOKE ALL ON FUNCTION padan.weights_of(integer, jsonb) FROM public;
GRANT EXECUTE ON FUNCTION padan.weights_of(integer, jsonb) TO padan_app, padan_analyst, padan_blk;

CREATE OR REPLACE FUNCTION dashboard.rescore(weights jsonb, blk text DEFAULT NULL)
    RETURNS TABLE (run_id integer, blk_code text, program_code text, program_name text, kejuruan text, status text, "position" integer, score double precision,
        completeness double precision, position_before integer, score_before double precision)
    LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH latest AS MATERIALIZED (
        SELECT u.run_id FROM padan.publication AS u JOIN padan.run AS r USING (run_id) WHERE r.stage = 'scoring' ORDER BY u.publication_id DESC LIMIT 1
    ), wanted AS MATERIALIZED (
        SELECT array_agg(w.ordinal ORDER BY w.place) AS ordinals, array_agg(w.weight ORDER BY w.place) AS weights, sum(w.weight ORDER BY w.place) AS total
        FROM latest, padan.weights_of(latest.run_id, rescore.weights) AS w
    ), summed AS (
        SELECT c.run_id, c.blk_code, c.program_code, c.status, c.eligibility, c.gap, c.position, c.score, s.known, wanted.total,
            100 * s.points / nullif(s.known, 0) AS new_score
        FROM wanted
        CROSS JOIN padan.candidate AS c
        CROSS JOIN LATERAL (
            SELECT sum(k.weight * c.utilities[k.ordinal] ORDER BY k.place) AS points,
                sum(k.weight ORDER BY k.place) FILTER (WHERE c.utilities[k.ordinal] IS NOT NULL) AS known
            FROM ROWS FROM (unnest(wanted.ordinals), unnest(wanted.weights)) WITH ORDINALITY AS k (ordinal, weight, place)
        ) AS s
        WHERE c.run_id = (SELECT latest.run_id FROM latest) AND (rescore.blk IS NULL OR c.blk_code = (SELECT padan.code_of('blk', rescore.blk)))
    )
    SELECT m.run_id, m.blk_code, m.program_code, p.name, p.kejuruan, t.name,
        CASE WHEN m.eligibility IN (padan.eligibility_ready(), padan.eligibility_ready_if()) AND m.new_score IS NOT NULL THEN
            row_number() OVER (PARTITION BY m.blk_code, m.status = padan.status_new_department(),
                    m.eligibility IN (padan.eligibility_ready(), padan.eligibility_ready_if()) AND m.new_score IS NOT NULL
                ORDER BY m.new_score DESC, m.gap DESC NULLS LAST, m.program_code COLLATE "C")::integer END,
        m.new_score, coalesce(m.known, 0) / nullif(m.total, 0), m.position, m.score
    FROM summed AS m
    LEFT JOIN padan.candidate_status AS t ON t.code = m.status
    LEFT JOIN padan.run_program AS p ON p.run_id = m.run_id AND p.program_code = m.program_code;
END;
COMMENT ON FUNCTION dashboard.rescore(jsonb, text) IS
    'Skor dan peringkat hitungan yang terbit dengan bobot lain: rescore(''{"wage": 20}'', ''UPTD-KRW''), BLK dengan kode atau nama; bobot yang tidak disebut tetap (scores and ranks of the published run with other weights over the stored utilities; weights not named stay; a BLK by code or name, without one all BLKs, which takes minutes for the whole country)';
ALTER FUNCTION dashboard.rescore(jsonb, text) OWNER TO padan_owner;
REVOKE ALL ON FUNCTION dashboard.rescore(jsonb, text) FROM public;
GRANT EXECUTE ON FUNCTION dashboard.rescore(jsonb, text) TO padan_app, padan_analyst, padan_blk;
