CREATE OR REPLACE VIEW dashboard.program_occupation WITH (security_invoker) AS
SELECT
    p.run_id, r.as_of AS run_date, p.program_code, p.name AS program_name, p.kejuruan, k.occupation_code, o.name AS occupation_name, k.relevance AS weight
FROM padan.run_program AS p
JOIN padan.run AS r USING (run_id)
CROSS JOIN LATERAL unnest(p.occupations, p.relevances) AS k (occupation_code, relevance)
LEFT JOIN padan.occupation AS o USING (occupation_code);

SELECT padan.publish_view('program_occupation', 'Jabatan yang dituju setiap program dalam hitungan skor, dengan bobotnya (occupations that each programme prepares for, with their weights)', 'scoring', ARRAY[
    ['weight', 'Kesesuaian program untuk jabatan itu, di atas 0 sampai 1 (relevance of the programme for the occupation, above 0 to 1)']
]);
