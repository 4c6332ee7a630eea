-- What the log-in of one BLK tries: the rows of the neighbour, whatever it says of itself and however the question is put.
own | SELECT DISTINCT blk_code FROM dashboard.recommendation
own | SELECT DISTINCT blk_code FROM dashboard.latest_recommendation
own | SELECT DISTINCT blk_code FROM dashboard.recommendation_criterion
own | SELECT DISTINCT blk_code FROM dashboard.latest_recommendation_criterion
own | SELECT DISTINCT blk_code FROM dashboard.shortlist
own | SELECT DISTINCT blk_code FROM dashboard.latest_shortlist
own | SELECT DISTINCT blk_code FROM dashboard.allocation
own | SELECT DISTINCT blk_code FROM dashboard.latest_allocation WHERE network_code = '{network}'
own | SELECT DISTINCT blk_code FROM dashboard.bottleneck WHERE blk_code IS NOT NULL
own | SELECT DISTINCT blk_code FROM dashboard.realization
own | SELECT DISTINCT blk_code FROM dashboard.program_catalog
own | SELECT DISTINCT blk_code FROM dashboard.latest_program_catalog
own | SELECT DISTINCT blk_code FROM dashboard.instructor_gap
own | SELECT DISTINCT blk_code FROM dashboard.latest_instructor_gap
own | SELECT DISTINCT blk_code FROM dashboard.destination
own | SELECT DISTINCT blk_code FROM dashboard.latest_destination
own | SELECT DISTINCT blk_code FROM dashboard.outcome_rate
none | SELECT * FROM dashboard.instructor_upgrade WHERE blk_code = '{neighbour}'
own | SELECT DISTINCT blk_code FROM dashboard.rescore('{{"wage": 0.3}}')
own | SET search_path = dashboard; SELECT DISTINCT blk_code FROM recommendation
own | SELECT set_config('padan.asker', 'padan', false) IS NULL WHERE false; SELECT DISTINCT blk_code FROM dashboard.recommendation
own | SET padan.asker = 'padan'; SELECT DISTINCT blk_code FROM dashboard.recommendation
own | SET padan.asker = '{colleague}'; SELECT DISTINCT blk_code FROM dashboard.recommendation
own | SET padan.asker = ''; SELECT DISTINCT blk_code FROM dashboard.recommendation
own | SET row_security = on; SELECT DISTINCT blk_code FROM dashboard.recommendation
own | SET ROLE {group}; SELECT DISTINCT blk_code FROM dashboard.recommendation
own | SET ROLE {group}; SELECT DISTINCT blk_code FROM dashboard.allocation
own | SET SESSION AUTHORIZATION DEFAULT; SELECT DISTINCT blk_code FROM dashboard.recommendation
own | RESET ROLE; RESET ALL; SELECT DISTINCT blk_code FROM dashboard.recommendation
own | BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT DISTINCT blk_code FROM dashboard.recommendation; COMMIT
own | PREPARE x AS SELECT DISTINCT blk_code FROM dashboard.recommendation; EXECUTE x
own | COPY (SELECT DISTINCT blk_code FROM dashboard.recommendation) TO STDOUT
own | SELECT DISTINCT blk_code FROM dashboard.recommendation WHERE true OR blk_code = '{neighbour}'
own | SELECT DISTINCT r.blk_code FROM dashboard.recommendation AS r FULL JOIN dashboard.allocation AS a USING (blk_code)
own | SET enable_indexscan = off; SET enable_bitmapscan = off; SELECT DISTINCT blk_code FROM dashboard.latest_recommendation
own | SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan; SELECT DISTINCT blk_code FROM dashboard.latest_recommendation
own | SET max_parallel_workers_per_gather = 4; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SELECT DISTINCT blk_code FROM dashboard.recommendation
own | SELECT DISTINCT (xpath('//blk_code/text()', x))[1]::text FROM unnest(xpath('/table/row', query_to_xml('SELECT DISTINCT blk_code FROM dashboard.recommendation', false, false, ''))) AS x
refused | SET row_security = off; SELECT DISTINCT blk_code FROM dashboard.recommendation
none | SELECT * FROM dashboard.realization WHERE blk_code = '{neighbour}'
none | SELECT * FROM dashboard.realization WHERE blk_code = '{stranger}' AND 1 / (participants - 97131) = 7
none | SELECT * FROM dashboard.realization WHERE participants = 97131
none | SELECT * FROM dashboard.recommendation WHERE blk_code = '{neighbour}'
none | SELECT * FROM dashboard.recommendation WHERE blk_code LIKE 'UPTD-X%' AND (score::text || 'x')::int = 1
none | SELECT * FROM dashboard.allocation WHERE blk_code = '{neighbour}'
none | SELECT * FROM dashboard.allocation WHERE network_code = '{strangers}'
none | SELECT * FROM dashboard.bottleneck WHERE network_code = '{strangers}'
none | SELECT * FROM dashboard.target_progress WHERE network_code = '{strangers}' AND coalesce(participants, packages, participants_target) IS NOT NULL
none | SELECT * FROM dashboard.rescore('{{"wage": 0.3}}', '{neighbour}')
none | SELECT * FROM dashboard.explain('{neighbour}', 'LAS-01')
none | SELECT * FROM dashboard.instructor_gap WHERE blk_code = '{neighbour}'
none | SELECT * FROM dashboard.program_catalog WHERE blk_code = '{neighbour}'
none | SELECT dashboard.rescore('{{"wage": 0.3}}', blk_code) FROM (VALUES ('{neighbour}'), ('{stranger}')) AS v (blk_code)
none | SELECT s.* FROM pg_stats AS s WHERE s.schemaname = 'padan' AND s.tablename <> 'blk' AND s.tablename IN (SELECT c.relname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid WHERE a.attname = 'blk_code')
