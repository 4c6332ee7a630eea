CREATE OR REPLACE FUNCTION dashboard.explain(blk text, program text)
    RETURNS TABLE (run_id integer, step integer, criterion text, criterion_name text, raw_value real, unit text, utility real, weight double precision,
        points double precision)
    LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH line AS (
        SELECT c.run_id, k.ordinal::integer AS step, k.criterion, n.name AS criterion_name, c.raw_values[k.ordinal] AS raw_value, n.unit,
            c.utilities[k.ordinal] AS utility, k.weight,
            100 * k.weight * c.utilities[k.ordinal] / nullif(sum(k.weight) FILTER (WHERE c.utilities[k.ordinal] IS NOT NULL) OVER (), 0) AS points
        FROM padan.candidate AS c
        JOIN padan.run_criterion AS k USING (run_id)
        LEFT JOIN padan.criterion AS n USING (criterion)
        WHERE c.run_id = (
            SELECT u.run_id FROM padan.publication AS u JOIN padan.run AS r USING (run_id) WHERE r.stage = 'scoring' ORDER BY u.publication_id DESC LIMIT 1)
            AND c.blk_code = (SELECT padan.code_of('blk', explain.blk)) AND c.program_code = (SELECT padan.code_of('program', explain.program))
    )
    SELECT l.run_id, l.step, l.criterion, l.criterion_name, l.raw_value, l.unit, l.utility, l.weight, l.points FROM line AS l
    UNION ALL
    SELECT l.run_id, 1 + count(*)::integer, 'score', 'Skor: jumlah sumbangan (sum of the points)', NULL::real, '0–100', NULL::real,
        sum(l.weight) FILTER (WHERE l.utility IS NOT NULL), sum(l.points)
    FROM line AS l GROUP BY l.run_id
    ORDER BY 2;
END;
COMMENT ON FUNCTION dashboard.explain(text, text) IS
    'Rincian satu skor, baris demi baris: explain(''UPTD-KRW'', ''ELK-03''), atau dengan nama BLK dan program; sumbangan = 100 × bobot × nilai 0–1 ÷ jumlah bobot yang mempunyai data (the arithmetic of one score, line by line, of a BLK and a programme by code or name; points = 100 × weight × utility ÷ weights with data)';
ALTER FUNCTION dashboard.explain(text, text) OWNER TO padan_owner;
REVOKE ALL ON FUNCTION dashboard.explain(text, text) FROM public;
GRANT EXECUTE ON FUNCTION dashboard.explain(text, text) TO padan_app, padan_analyst, padan_blk;
