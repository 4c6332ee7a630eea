-- What an analyst tries: every row may be read through the views, nothing else, and nothing may be changed.
own | SELECT DISTINCT blk_code FROM dashboard.recommendation
own | SELECT DISTINCT blk_code FROM dashboard.allocation
own | SELECT DISTINCT blk_code FROM dashboard.realization
own | SELECT DISTINCT blk_code FROM dashboard.program_catalog
own | SELECT DISTINCT blk_code FROM dashboard.instructor_gap
own | SELECT DISTINCT blk_code FROM dashboard.rescore('{{"wage": 0.3}}')
some | SELECT count(*) FROM dashboard.target_progress
some | SELECT count(*) FROM dashboard.data_quality
some | SELECT count(*) FROM dashboard.title_coding
refused | SELECT name FROM padan.instructor
refused | SELECT name FROM padan.assessor
refused | SELECT employer FROM padan.vacancy
refused | SELECT config_text FROM padan.run
refused | SELECT padan.index_candidates(2)
refused | SELECT padan.attach_run_tables(2)
refused | SET ROLE padan_blk
refused | SET ROLE padan_blk; ALTER ROLE padan_blk SET statement_timeout = 0
refused | GRANT padan_analyst TO {colleague} WITH ADMIN OPTION
refused | SET row_security = off; SELECT * FROM padan.candidate
