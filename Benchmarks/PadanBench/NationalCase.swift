import Postgres

/// A made-up country in the database: 514 regions, BLKs, programmes and all that scoring reads. Everything is drawn by hashes of
/// the codes, so that the same sizes give the same data.
enum NationalCase {
    /// Fills the tables.
    ///
    /// - Parameters:
    ///   - blks: the number of BLKs.
    ///   - programs: the number of programmes.
    ///   - connection: a connection to an empty database that has the whole schema.
    /// - Throws: `PostgresError` when a statement fails.
    static func fill(blks: Int, programs: Int, _ connection: PostgresConnection) async throws {
        // The SQL function u(text) gives a number from 0 to 1 that depends on the text alone.
        try await connection.executeScript(
            """
            CREATE FUNCTION pg_temp.u(text) RETURNS double precision LANGUAGE sql IMMUTABLE
                AS 'SELECT (hashtextextended($1, 7) & 1048575) / 1048576.0';
            INSERT INTO padan.region (region_code, name, kind, parent_code, latitude, longitude, population)
                SELECT p, 'Provinsi ' || p, 'provinsi', NULL, NULL, NULL, NULL FROM (SELECT (10 + i)::text AS p FROM generate_series(0, 37) AS i) AS s;
            INSERT INTO padan.region (region_code, name, kind, parent_code, latitude, longitude, population)
                SELECT c, 'Kabupaten ' || c, 'kabupaten', left(c, 2), -10 + 15 * pg_temp.u('a' || c), 95 + 45 * pg_temp.u('b' || c), 500000
                FROM (SELECT (10 + i % 38)::text || '.' || to_char(1 + i / 38, 'FM00') AS c FROM generate_series(0, 513) AS i) AS s;
            INSERT INTO padan.kejuruan SELECT 'Kejuruan ' || to_char(i, 'FM00') FROM generate_series(1, 40) AS i;
            INSERT INTO padan.scheme (scheme_code, name, lsp_name, candidates_per_day)
                SELECT 'S' || i, 'Skema ' || i, 'LSP', 8 FROM generate_series(1, 600) AS i;
            INSERT INTO padan.unit (unit_code, title) SELECT 'U' || to_char(i, 'FM0000'), 'Unit ' || i FROM generate_series(0, 1599) AS i;
            INSERT INTO padan.program (program_code, name, kejuruan, hours_jp, package_size, scheme_code, cost_rupiah)
                SELECT 'P' || to_char(i, 'FM0000'), 'Program ' || i, 'Kejuruan ' || to_char(1 + i % 40, 'FM00'), 80 + (400 * pg_temp.u('h' || i))::int, 16,
                    CASE WHEN i % 10 > 0 THEN 'S' || (1 + i % 600) END, 20000000 + (80000000 * pg_temp.u('c' || i))::bigint
                FROM generate_series(1, \(programs)) AS i;
            -- Ten units of the programme's own kejuruan (40 units a kejuruan).
            INSERT INTO padan.program_unit (program_code, unit_code)
                SELECT DISTINCT 'P' || to_char(i, 'FM0000'), 'U' || to_char((i % 40) * 40 + (40 * pg_temp.u(i || 'u' || k))::int % 40, 'FM0000')
                FROM generate_series(1, \(programs)) AS i, generate_series(1, 10) AS k;
            INSERT INTO padan.program_occupation (program_code, occupation_code, relevance)
                SELECT 'P' || to_char(i, 'FM0000'), o.code, 0.3 + 0.7 * pg_temp.u(i || 'm' || k)
                FROM generate_series(1, \(programs)) AS i, generate_series(1, 2) AS k,
                    LATERAL (SELECT occupation_code AS code FROM padan.occupation WHERE length(occupation_code) = 4
                             ORDER BY occupation_code OFFSET (420 * pg_temp.u(i || 'o' || k))::int LIMIT 1) AS o
                ON CONFLICT DO NOTHING;
            INSERT INTO padan.blk (blk_code, name, kind, region_code)
                SELECT 'BLK-' || to_char(i, 'FM0000'), 'BLK ' || i, 'UPTD', r.region_code
                FROM generate_series(1, \(blks)) AS i,
                    LATERAL (SELECT (10 + i % 38)::text || '.' || to_char(1 + (i / 38) % 13, 'FM00') AS region_code) AS r;
            -- Six kejuruan a BLK, with a workshop and an instructor each.
            CREATE TEMP TABLE department AS SELECT b.blk_code, 'Kejuruan ' || to_char(k, 'FM00') AS kejuruan, k
                FROM padan.blk AS b, LATERAL (SELECT DISTINCT 1 + (40 * pg_temp.u(b.blk_code || n))::int % 40 AS k FROM generate_series(1, 6) AS n) AS d;
            INSERT INTO padan.workshop (workshop_code, blk_code, kejuruan, hours_per_year, hours_committed, tuk_until)
                SELECT blk_code || '-' || k, blk_code, kejuruan, 1600, (1500 * pg_temp.u(blk_code || 'w' || k))::int,
                    CASE WHEN pg_temp.u(blk_code || 't' || k) < 0.6 THEN date '2019-12-31' END FROM department;
            INSERT INTO padan.instructor (instructor_code, name, blk_code, kejuruan)
                SELECT blk_code || '-I' || k, 'Instruktur', blk_code, kejuruan FROM department;
            INSERT INTO padan.instructor_competence (instructor_code, unit_code, valid_from, valid_until)
                SELECT DISTINCT d.blk_code || '-I' || d.k, 'U' || to_char((d.k - 1) * 40 + n, 'FM0000'), date '2016-01-01', date '2020-12-31'
                FROM department AS d, generate_series(0, 39) AS n WHERE pg_temp.u(d.blk_code || d.k || n) < 0.6;
            INSERT INTO padan.assessor (assessor_code, scheme_code, name, region_code, days_per_year, licensed_from, licensed_until)
                SELECT 'A' || i, 'S' || (1 + i % 600), 'Asesor', r.region_code, 10, date '2016-01-01', date '2020-12-31'
                FROM generate_series(1, 6000) AS i, LATERAL (SELECT (10 + i % 38)::text || '.' || to_char(1 + (i / 38) % 13, 'FM00') AS region_code) AS r;
            INSERT INTO padan.catalog (blk_code, program_code, valid_from)
                SELECT d.blk_code, p.program_code, date '2012-01-01' FROM department AS d JOIN padan.program AS p USING (kejuruan)
                WHERE pg_temp.u(d.blk_code || p.program_code) < 0.15;
            INSERT INTO padan.outcome (blk_code, program_code, year, packages, trained, certified, placed)
                SELECT c.blk_code, c.program_code, y, 2, 32, (32 * (0.4 + 0.6 * pg_temp.u(c.blk_code || c.program_code || y)))::int,
                    (32 * (0.2 + 0.6 * pg_temp.u(c.program_code || c.blk_code || y)))::int
                FROM padan.catalog AS c, generate_series(2015, 2017) AS y;
            INSERT INTO padan.minimum_wage (region_code, year, monthly_rupiah)
                SELECT region_code, 2018, 1500000 + (2500000 * pg_temp.u('w' || region_code))::bigint FROM padan.region WHERE length(region_code) = 5;
            INSERT INTO padan.unemployment (region_code, year, rate_percent, labour_force)
                SELECT region_code, 2017, 2 + 9 * pg_temp.u('n' || region_code), 250000 FROM padan.region WHERE length(region_code) = 5;
            -- A demand run, as `padan demand run` leaves it: every region and occupation.
            INSERT INTO padan.run (stage, code_version, config_digest, config_text, input_snapshot, seed, as_of, started_at, finished_at)
                VALUES ('demand', 'bench', '', '', '{}', 0, '2018-01-01', now(), now());
            INSERT INTO padan.demand (run_id, region_code, occupation_code, openings, relative_error, leavers, reachable_openings,
                reachable_leavers, spread_share, growth)
                SELECT 1, r.region_code, o.occupation_code, 400 * x * x, 0.25, 200 * y * y, 800 * x * x, 400 * y * y, 0, 0.2 * x - 0.05
                FROM padan.region AS r, padan.occupation AS o,
                    LATERAL (SELECT pg_temp.u(r.region_code || o.occupation_code) AS x, pg_temp.u(o.occupation_code || r.region_code) AS y) AS d
                WHERE length(r.region_code) = 5 AND length(o.occupation_code) = 4;
            INSERT INTO padan.potential (run_id, region_code, industry_code, employed, growth, quotient, dynamic_quotient, national_shift,
                mix_shift, competitive_shift, density, standing)
                SELECT 1, r.region_code, i.industry_code, 1000, 0, 3 * pg_temp.u(r.region_code || i.industry_code), 1, 0, 0, 0,
                    pg_temp.u(i.industry_code || r.region_code), 'other'
                FROM padan.region AS r, padan.industry AS i WHERE length(r.region_code) = 5 AND length(i.industry_code) = 1;
            INSERT INTO padan.occupation_industry (run_id, occupation_code, industry_code, share)
                SELECT 1, occupation_code, code, share FROM padan.occupation AS o,
                    LATERAL (VALUES ('C', 0.5), ('F', 0.3), ('G', 0.2)) AS i (code, share) WHERE length(occupation_code) = 4;
            -- Advertisements with pay, one title an occupation.
            INSERT INTO padan.place (text, level, region_code, confidence)
                SELECT region_code, 'regency', region_code, 1 FROM padan.region WHERE length(region_code) = 5;
            INSERT INTO padan.job_title (text, occupation_code, score, method)
                SELECT occupation_code, occupation_code, 1, 'taught' FROM padan.occupation WHERE length(occupation_code) = 4;
            INSERT INTO padan.vacancy (vacancy_digest, source_name, job_title_id, place_id, opening_digest, monthly_pay)
                SELECT md5(i::text)::uuid, 'bench', t.job_title_id, p.place_id, md5(i::text)::uuid, 2000000 + (4000000 * pg_temp.u('g' || i))::bigint
                FROM generate_series(1, 400000) AS i
                JOIN (SELECT job_title_id, row_number() OVER () - 1 AS n FROM padan.job_title) AS t ON t.n = i % 400
                JOIN (SELECT place_id, row_number() OVER () - 1 AS n FROM padan.place) AS p ON p.n = (i / 400) % 514;
            ANALYZE;
            """)
    }

    /// Fills what dashboards read beside scores: a network with targets, monthly reports and a plan, demand by source, and the
    /// state of the data.
    static func fillDashboards(_ connection: PostgresConnection) async throws {
        try await connection.executeScript(
            """
            CREATE OR REPLACE FUNCTION pg_temp.u(text) RETURNS double precision LANGUAGE sql IMMUTABLE
                AS 'SELECT (hashtextextended($1, 7) & 1048575) / 1048576.0';
            INSERT INTO padan.blk (blk_code, name, kind, region_code) VALUES ('BBPLK-1', 'BBPLK 1', 'BBPLK', '10.01');
            UPDATE padan.blk SET parent_code = 'BBPLK-1', joined_year = 2010 WHERE blk_code <> 'BBPLK-1';
            UPDATE padan.vacancy SET posted_on = date '2016-01-01' + (730 * pg_temp.u(vacancy_digest::text))::int, openings = 1 + (3 * pg_temp.u('o' || vacancy_digest))::int;
            INSERT INTO padan.demand_part (run_id, region_code, occupation_code, source, industry_code, openings, spread_openings)
                SELECT run_id, region_code, occupation_code, source, industry, openings * share, 0 FROM padan.demand,
                    (VALUES ('employment', 'C', 0.4), ('employment', 'G', 0.2), ('vacancies:bench', '-', 0.4)) AS p (source, industry, share);
            INSERT INTO padan.potential (run_id, region_code, industry_code, employed, growth, quotient, dynamic_quotient, national_shift,
                mix_shift, competitive_shift, density, standing)
                SELECT 1, r.region_code, i.industry_code, 13000, 0.02, 1.2, 1.1, 0, 0, 0, 0.5, 'leading' FROM padan.region AS r, padan.industry AS i
                WHERE length(r.region_code) = 2 AND length(i.industry_code) = 1;
            SELECT padan.record_data_state(1);
            INSERT INTO padan.target VALUES ('BBPLK-1', 2017, 900000, 700000), ('BBPLK-1', 2018, 1000000, 800000);
            INSERT INTO padan.realization (blk_code, program_code, year, month, packages, participants, certified)
                SELECT blk_code, program_code, 2017, m, 1, 16, 12 FROM padan.catalog, generate_series(1, 12) AS m WHERE pg_temp.u(blk_code || program_code || m) < 0.2;
            INSERT INTO padan.run (stage, code_version, config_digest, config_text, input_snapshot, seed, as_of, started_at, finished_at)
                VALUES ('allocation', 'bench', '', '', '{}', 0, '2018-01-01', now(), now());
            INSERT INTO padan.allocation SELECT max(run_id), 'BBPLK-1', 2018, false, '{}', 1, 2, 'gap', 1000000, 800000, 900000, 700000, 600000 FROM padan.run;
            INSERT INTO padan.allocation_package SELECT a.run_id, c.blk_code, c.program_code, 2, 32, 24, 20, 480, 60000000, 4, 60, false FROM padan.catalog AS c, padan.allocation AS a;
            INSERT INTO padan.allocation_bottleneck (run_id, position, resource, blk_code, kejuruan, available, used, step, estimate)
                SELECT a.run_id, row_number() OVER (ORDER BY b.blk_code), 'workshop', b.blk_code, 'Kejuruan 01', 1600, 1600, 240, 10 FROM padan.blk AS b, padan.allocation AS a;
            INSERT INTO padan.allocation_assessor SELECT a.run_id, s.scheme_code, 100, 60, 60, 5, 2, '{}', '{}' FROM padan.scheme AS s, padan.allocation AS a;
            INSERT INTO padan.publication (run_id) SELECT run_id FROM padan.run ORDER BY run_id;
            ANALYZE;
            """)
    }
}
