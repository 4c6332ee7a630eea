-- One way to publish a view of the analysts' contract; the other files of this folder call it.
--
-- padan.publish_view(view, words, stage, column words) makes the latest_ twin of dashboard.view, gives both their owner and readers, and every column
-- its comment: Indonesian, English in parentheses. Columns that several views share are explained here, once.
-- The twin holds the run that was published last (padan.publication): trials never stand in it. Stages: demand, scoring, allocation (the published plan
-- of each network and year), target (the same, and years without a plan), or NULL for views without runs, which have no twin.
CREATE OR REPLACE FUNCTION padan.publish_view(name text, words text, stage text, column_words text[] DEFAULT '{}') RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    shared CONSTANT jsonb := '{
        "run_id": "Nomor hitungan (run)",
        "run_date": "Tanggal keadaan data dalam hitungan itu (reference day of the run)",
        "blk_code": "Kode BLK (BLK code)",
        "blk_name": "Nama BLK (BLK name)",
        "blk_kind": "Jenis BLK: BBPLK, UPTP, UPTD, Komunitas (kind of BLK)",
        "parent_code": "Kode BBPLK pembina; kosong bila tidak dibina (code of the guiding BBPLK; empty without one)",
        "parent_name": "Nama BBPLK pembina (name of the guiding BBPLK)",
        "province_code": "Kode provinsi, Kemendagri (province code)",
        "province_name": "Nama provinsi (province name)",
        "region_code": "Kode kabupaten/kota, Kemendagri (regency or city code)",
        "region_name": "Nama kabupaten/kota (regency or city name)",
        "program_code": "Kode program pelatihan (programme code)",
        "program_name": "Nama program pelatihan (programme name)",
        "kejuruan": "Kejuruan (vocational department)",
        "occupation_code": "Kode jabatan KBJI 2014, empat angka (occupation code, four digits)",
        "occupation_name": "Nama jabatan (occupation name)",
        "industry_code": "Kode lapangan usaha KBLI 2020 (industry code)",
        "industry_name": "Nama lapangan usaha (industry name)",
        "source": "Sumber angka: vacancies:NAMA, employment, atau survey (source)",
        "spread_openings": "Di antaranya dari angka yang hanya menyebut provinsi, negara, atau gabungan lapangan usaha (of those, from figures that name only a province, the country or a group of industries)",
        "scheme_code": "Kode skema sertifikasi (certification scheme code)",
        "scheme_name": "Nama skema sertifikasi (certification scheme name)",
        "network_code": "Kode BBPLK yang memimpin jejaring (code of the BBPLK that leads the network)",
        "network_name": "Nama BBPLK yang memimpin jejaring (name of the BBPLK that leads the network)",
        "year": "Tahun (year)",
        "occupation_version": "Versi klasifikasi kode jabatan dalam hitungan (classification of its occupation codes)",
        "industry_version": "Versi klasifikasi kode lapangan usaha dalam hitungan (classification of its industry codes)",
        "position": "Peringkat di BLK, 1 yang terbaik; kosong bila tidak dapat dijalankan (rank within the BLK, 1 is the best; empty when blocked)",
        "openings_reach": "Lowongan dalam jangkauan untuk jabatan yang dituju program, orang/tahun; kosong bila tidak diketahui (openings within reach for the occupations of the programme, persons a year; empty where not known)",
        "gap_reach": "Kekurangan tenaga dalam jangkauan untuk jabatan yang dituju program, orang/tahun; kosong bila tidak diketahui (gap within reach for the occupations of the programme, persons a year; empty where not known)",
        "score": "Skor 0–100; kosong tanpa data (score; empty without data)",
        "status": "berjalan, baru, atau kejuruan baru (runs, new, or needs a new department)",
        "eligibility": "ready siap, ready_if perlu dilengkapi, blocked tidak dapat dijalankan (ready, to be completed, cannot be run)",
        "completeness": "Kelengkapan data: bagian bobot yang mempunyai data, 0–1 (share of the weight with data)",
        "p_top": "Peluang k besar: bagian percobaan, dengan bobot dan data yang diubah-ubah, ketika program itu tetap masuk k besar, 0–1 (probability of a rank among the first k)",
        "expected_rank": "Peringkat rata-rata dalam percobaan itu (expected rank)",
        "is_recommended": "Termasuk k besar di BLK itu (among the first k of the BLK)",
        "robustness": "kokoh atau rapuh, menurut peluang k besar; kosong di luar k besar (firm or fragile; empty outside the first k)"
    }';
    published_plans CONSTANT text := $w$SELECT DISTINCT ON (a.network_code, a.year) a.run_id
        FROM padan.publication AS u JOIN padan.allocation AS a USING (run_id) ORDER BY a.network_code, a.year, u.publication_id DESC$w$;
    latest text := CASE
        WHEN stage IN ('demand', 'scoring') THEN format($w$run_id = (SELECT u.run_id FROM padan.publication AS u JOIN padan.run AS r USING (run_id)
            WHERE r.stage = %L ORDER BY u.publication_id DESC LIMIT 1)$w$, stage)
        WHEN stage = 'allocation' THEN format('run_id IN (%s)', published_plans)
        WHEN stage = 'target' THEN format('run_id IS NULL OR run_id IN (%s)', published_plans)
    END;
    published text;
    column_name text;
    found text;
BEGIN
    IF latest IS NOT NULL THEN
        EXECUTE format('CREATE OR REPLACE VIEW dashboard.%I WITH (security_invoker) AS SELECT * FROM dashboard.%I WHERE %s', 'latest_' || name, name, latest);
    END IF;
    FOREACH published IN ARRAY CASE WHEN latest IS NULL THEN ARRAY[name] ELSE ARRAY[name, 'latest_' || name] END LOOP
        EXECUTE format('COMMENT ON VIEW dashboard.%I IS %L', published,
            CASE WHEN published = name THEN words ELSE 'Hitungan yang terbit: ' || words || '; published run' END);
        FOR column_name IN
            SELECT attname FROM pg_attribute WHERE attrelid = format('dashboard.%I', published)::regclass AND attnum > 0 AND NOT attisdropped
        LOOP
            found := coalesce(
                (SELECT column_words[i][2] FROM generate_subscripts(column_words, 1) AS i WHERE column_words[i][1] = column_name), shared ->> column_name);
            IF found IS NULL THEN
                RAISE 'column % of dashboard.% has no words', column_name, published;
            END IF;
            EXECUTE format('COMMENT ON COLUMN dashboard.%I.%I IS %L', published, column_name, found);
        END LOOP;
        EXECUTE format('ALTER VIEW dashboard.%I OWNER TO padan_owner', published);
        EXECUTE format('GRANT SELECT ON dashboard.%I TO padan_app, padan_analyst, padan_blk', published);
    END LOOP;
END
$$;
COMMENT ON FUNCTION padan.publish_view(text, text, text, text[]) IS 'Makes the latest_ twin of a view of the schema dashboard and gives both owner, readers and comments';
REVOKE ALL ON FUNCTION padan.publish_view(text, text, text, text[]) FROM public;

-- What the views read, with the rights of who asks (security_invoker). Readers have no USAGE on the schema padan and so cannot name its tables.
-- No names of people: instructors, assessors and who imported what are not among these.
GRANT SELECT ON padan.blk, padan.region, padan.program, padan.occupation, padan.industry, padan.unit, padan.scheme, padan.criterion, padan.candidate_status, padan.eligibility, padan.blk_place,
    padan.region_place, padan.run_criterion, padan.run_program, padan.run_blk, padan.candidate, padan.shortlist, padan.demand, padan.demand_part, padan.industry_demand, padan.demand_quarter,
    padan.potential, padan.allocation, padan.allocation_package, padan.allocation_placement, padan.allocation_bottleneck, padan.allocation_upgrade, padan.allocation_difference,
    padan.allocation_assessor, padan.target, padan.outcome, padan.realization, padan.realization_month, padan.title_coding, padan.job_title, padan.data_quality
    TO padan_analyst, padan_blk;
GRANT SELECT (run_id, stage, reads_run_id, as_of, started_at, finished_at, profile, method, recommended, firm_share, occupation_version, industry_version) ON padan.run TO padan_analyst, padan_blk;
GRANT SELECT (publication_id, run_id, label, published_at) ON padan.publication TO padan_analyst, padan_blk;
GRANT SELECT (source_file_id, kind, imported_at, loaded, warnings, warning_count) ON padan.source_file TO padan_analyst, padan_blk;
