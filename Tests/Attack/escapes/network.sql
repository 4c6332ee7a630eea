-- What the log-in of a BBPLK tries: it sees itself and its binaan, and nobody of another network.
own | SELECT DISTINCT blk_code FROM dashboard.recommendation
own | SELECT DISTINCT blk_code FROM dashboard.latest_recommendation
own | SELECT DISTINCT blk_code FROM dashboard.recommendation_criterion
own | SELECT DISTINCT blk_code FROM dashboard.shortlist
own | SELECT DISTINCT blk_code FROM dashboard.latest_shortlist
own | SELECT DISTINCT blk_code FROM dashboard.allocation
own | SELECT DISTINCT blk_code FROM dashboard.bottleneck WHERE blk_code IS NOT NULL
own | SELECT DISTINCT blk_code FROM dashboard.realization
own | SELECT DISTINCT blk_code FROM dashboard.program_catalog
own | SELECT DISTINCT blk_code FROM dashboard.instructor_gap
own | SELECT DISTINCT blk_code FROM dashboard.destination
own | SELECT DISTINCT blk_code FROM dashboard.outcome_rate
none | SELECT * FROM dashboard.instructor_upgrade WHERE blk_code = '{stranger}'
own | SELECT DISTINCT blk_code FROM dashboard.rescore('{{"wage": 0.3}}')
own | SET padan.asker = 'padan'; SELECT DISTINCT blk_code FROM dashboard.recommendation
own | SET padan.asker = '{colleague}'; SELECT DISTINCT blk_code FROM dashboard.recommendation
own | SET padan.asker = ''; SELECT DISTINCT blk_code FROM dashboard.recommendation
own | SET ROLE {group}; SELECT DISTINCT blk_code FROM dashboard.recommendation
own | SET ROLE {group}; SELECT DISTINCT blk_code FROM dashboard.allocation
own | SET SESSION AUTHORIZATION DEFAULT; SELECT DISTINCT blk_code FROM dashboard.recommendation
own | RESET ROLE; RESET ALL; SELECT DISTINCT blk_code FROM dashboard.recommendation
own | BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT DISTINCT blk_code FROM dashboard.recommendation; COMMIT
own | PREPARE x AS SELECT DISTINCT blk_code FROM dashboard.recommendation; EXECUTE x
own | COPY (SELECT DISTINCT blk_code FROM dashboard.recommendation) TO STDOUT
own | SELECT DISTINCT blk_code FROM dashboard.recommendation WHERE true OR blk_code = '{stranger}'
own | SET enable_indexscan = off; SET enable_bitmapscan = off; SELECT DISTINCT blk_code FROM dashboard.latest_recommendation
own | SET max_parallel_workers_per_gather = 4; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SELECT DISTINCT blk_code FROM dashboard.recommendation
refused | SET row_security = off; SELECT DISTINCT blk_code FROM dashboard.recommendation
none | SELECT * FROM dashboard.realization WHERE blk_code = '{stranger}'
none | SELECT * FROM dashboard.realization WHERE blk_code = '{stranger}' AND 1 / (participants - 97131) = 7
none | SELECT * FROM dashboard.realization WHERE participants = 97131
none | SELECT * FROM dashboard.recommendation WHERE blk_code = '{stranger}'
none | SELECT * FROM dashboard.allocation WHERE blk_code = '{stranger}'
none | SELECT * FROM dashboard.allocation WHERE network_code = '{strangers}'
none | SELECT * FROM dashboard.bottleneck WHERE network_code = '{strangers}'
none | SELECT * FROM dashboard.assessor_gap WHERE network_code = '{strangers}'
none | SELECT * FROM dashboard.rescore('{{"wage": 0.3}}', '{stranger}')
none | SELECT * FROM dashboard.explain('{stranger}', 'LAS-01')
none | SELECT * FROM dashboard.instructor_gap WHERE blk_code = '{stranger}'
none | SELECT * FROM dashboard.program_catalog WHERE blk_code = '{strangers}'
none | SELECT s.* FROM pg_stats AS s WHERE s.schemaname = 'padan' AND s.tablename <> 'blk' AND s.tablename IN (SELECT c.relname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid WHERE a.attname = 'blk_code')
