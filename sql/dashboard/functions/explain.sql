CREATE OR REPLACE FUNCTION dashboard.explain(blk text, program text)
    RETURNS TABLE (run_id integer, step integer, criterion text, criterion_name text, raw_value real, unit text, utility real, weight double precision,
        points double precision)
    LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT d.run_id, d.ordinal::integer, d.criterion, d.criterion_name, d.raw_value, d.unit, d.utility, d.weight, d.points
    FROM dashboard.latest_recommendation_criterion AS d WHERE d.blk_code = explain.blk AND d.program_code = explain.program
    UNION ALL
    SELECT d.run_id, 1 + count(*)::integer, 'score', 'Skor: jumlah sumbangan (sum of the points)', NULL::real, '0–100', NULL::real,
        sum(d.weight) FILTER (WHERE d.utility IS NOT NULL), sum(d.points)
    FROM dashboard.latest_recommendation_criterion AS d WHERE d.blk_code = explain.blk AND d.program_code = explain.program
    GROUP BY d.run_id
    ORDER BY 2;
END;
COMMENT ON FUNCTION dashboard.explain(text, text) IS
    'Hitungan satu skor, baris demi baris: explain(''UPTD-KRW'', ''ELK-03''); sumbangan = 100 × bobot × nilai guna ÷ jumlah bobot yang berdata (the arithmetic of one score, line by line; points = 100 × weight × utility ÷ weights with data)';
ALTER FUNCTION dashboard.explain(text, text) OWNER TO padan_owner;
REVOKE ALL ON FUNCTION dashboard.explain(text, text) FROM public;
GRANT EXECUTE ON FUNCTION dashboard.explain(text, text) TO padan_app, padan_analyst, padan_blk;
