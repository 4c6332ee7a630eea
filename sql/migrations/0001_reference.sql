-- Reference data: regions, industries, occupations, competency units, certification schemes.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE SCHEMA padan AUTHORIZATION padan_owner;
CREATE SCHEMA staging AUTHORIZATION padan_owner;
CREATE SCHEMA dashboard AUTHORIZATION padan_owner;
COMMENT ON SCHEMA padan IS 'Tables of Padan';
COMMENT ON SCHEMA staging IS 'Import: rejected rows';
COMMENT ON SCHEMA dashboard IS 'The analysts'' contract: views only, stable names and columns';

SET LOCAL ROLE padan_owner;

CREATE TABLE padan.source_file (
    source_file_id integer GENERATED ALWAYS AS IDENTITY,
    kind text NOT NULL,
    file_name text NOT NULL,
    digest text NOT NULL,
    options_digest text NOT NULL,
    rows_read integer NOT NULL,
    rows_new integer NOT NULL,
    rows_changed integer NOT NULL,
    rows_same integer NOT NULL,
    rows_rejected integer NOT NULL,
    source_name text,
    harvest_from date,
    harvest_until date,
    loaded boolean NOT NULL,
    imported_at timestamptz NOT NULL DEFAULT now(),
    imported_by text NOT NULL DEFAULT current_user,
    CONSTRAINT source_file_pk PRIMARY KEY (source_file_id),
    CONSTRAINT source_file_rows_ck CHECK (rows_read >= 0 AND rows_new >= 0 AND rows_changed >= 0 AND rows_same >= 0 AND rows_rejected >= 0),
    CONSTRAINT source_file_harvest_ck CHECK (harvest_until >= harvest_from)
);
CREATE INDEX source_file_digest_ix ON padan.source_file (kind, digest, options_digest) WHERE loaded;
COMMENT ON TABLE padan.source_file IS 'Files read by padan import: where each row came from';
COMMENT ON COLUMN padan.source_file.source_file_id IS 'Number of the import';
COMMENT ON COLUMN padan.source_file.kind IS 'What the file holds (regions, vacancies, …)';
COMMENT ON COLUMN padan.source_file.file_name IS 'Name of the file, without its folder';
COMMENT ON COLUMN padan.source_file.digest IS 'SHA-256 of the file''s bytes';
COMMENT ON COLUMN padan.source_file.options_digest IS 'SHA-256 of what else decides the rows: column mapping, source, harvest window';
COMMENT ON COLUMN padan.source_file.rows_read IS 'Data rows in the file';
COMMENT ON COLUMN padan.source_file.rows_new IS 'Rows that were not there before';
COMMENT ON COLUMN padan.source_file.rows_changed IS 'Rows whose key was there with other values';
COMMENT ON COLUMN padan.source_file.rows_same IS 'Rows that changed nothing';
COMMENT ON COLUMN padan.source_file.rows_rejected IS 'Rows refused; see staging.reject';
COMMENT ON COLUMN padan.source_file.source_name IS 'Vacancies: the site or office the advertisements come from';
COMMENT ON COLUMN padan.source_file.harvest_from IS 'Vacancies: first day of the harvest window';
COMMENT ON COLUMN padan.source_file.harvest_until IS 'Vacancies: last day of the harvest window';
COMMENT ON COLUMN padan.source_file.loaded IS 'False when too many rejects rolled the file back: then only its rejects are kept';
COMMENT ON COLUMN padan.source_file.imported_at IS 'When';
COMMENT ON COLUMN padan.source_file.imported_by IS 'By which database user';

CREATE TABLE staging.reject (
    source_file_id integer NOT NULL,
    line bigint NOT NULL,
    column_name text,
    value text,
    reason_code text NOT NULL,
    reason text NOT NULL,
    CONSTRAINT reject_source_file_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file ON DELETE CASCADE
);
CREATE INDEX reject_source_file_ix ON staging.reject (source_file_id, line);
COMMENT ON TABLE staging.reject IS 'Rows that an import refused, with the reason';
COMMENT ON COLUMN staging.reject.source_file_id IS 'The import';
COMMENT ON COLUMN staging.reject.line IS 'Line in the file, the header is line 1';
COMMENT ON COLUMN staging.reject.column_name IS 'Column at fault, as the file names it';
COMMENT ON COLUMN staging.reject.value IS 'What stood there, at most 200 characters';
COMMENT ON COLUMN staging.reject.reason_code IS 'Reason, for programs';
COMMENT ON COLUMN staging.reject.reason IS 'Reason, for people';

CREATE TABLE padan.region (
    region_code text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    parent_code text,
    latitude double precision,
    longitude double precision,
    population bigint,
    bps_code text,
    source_file_id integer,
    CONSTRAINT region_pk PRIMARY KEY (region_code),
    CONSTRAINT region_code_ck CHECK (region_code ~ '^\d\d(\.\d\d)?$'),
    CONSTRAINT region_kind_ck CHECK (kind IN ('provinsi', 'kabupaten', 'kota')),
    CONSTRAINT region_level_ck CHECK ((kind = 'provinsi') = (parent_code IS NULL) AND (kind = 'provinsi') = (length(region_code) = 2)),
    CONSTRAINT region_parent_ck CHECK (parent_code IS NULL OR parent_code = left(region_code, 2)),
    CONSTRAINT region_parent_fk FOREIGN KEY (parent_code) REFERENCES padan.region DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT region_bps_uq UNIQUE (bps_code),
    CONSTRAINT region_latitude_ck CHECK (latitude BETWEEN -15 AND 10),
    CONSTRAINT region_longitude_ck CHECK (longitude BETWEEN 90 AND 145),
    CONSTRAINT region_position_ck CHECK ((latitude IS NULL) = (longitude IS NULL)),
    CONSTRAINT region_population_ck CHECK (population >= 0),
    CONSTRAINT region_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.region IS 'Provinces, regencies and cities';
COMMENT ON COLUMN padan.region.region_code IS 'Kemendagri code: 32 (province) or 32.16 (regency or city)';
COMMENT ON COLUMN padan.region.name IS 'Official name';
COMMENT ON COLUMN padan.region.kind IS 'provinsi, kabupaten or kota';
COMMENT ON COLUMN padan.region.parent_code IS 'The province of a regency or city';
COMMENT ON COLUMN padan.region.latitude IS 'Degrees north';
COMMENT ON COLUMN padan.region.longitude IS 'Degrees east';
COMMENT ON COLUMN padan.region.population IS 'Persons';
COMMENT ON COLUMN padan.region.bps_code IS 'Code of Badan Pusat Statistik, which differs for many regencies';
COMMENT ON COLUMN padan.region.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.district (
    district_code text NOT NULL,
    name text NOT NULL,
    region_code text NOT NULL,
    source_file_id integer,
    CONSTRAINT district_pk PRIMARY KEY (district_code),
    CONSTRAINT district_code_ck CHECK (district_code ~ '^\d\d\.\d\d\.\d\d$' AND left(district_code, 5) = region_code),
    CONSTRAINT district_region_fk FOREIGN KEY (region_code) REFERENCES padan.region,
    CONSTRAINT district_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
CREATE INDEX district_region_ix ON padan.district (region_code);
COMMENT ON TABLE padan.district IS 'Districts (kecamatan), to resolve place names';
COMMENT ON COLUMN padan.district.district_code IS 'Kemendagri code, 32.16.05';
COMMENT ON COLUMN padan.district.name IS 'Official name';
COMMENT ON COLUMN padan.district.region_code IS 'Its regency or city';
COMMENT ON COLUMN padan.district.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.industry (
    industry_code text NOT NULL,
    parent_code text,
    name text NOT NULL,
    name_en text NOT NULL,
    source_file_id integer,
    CONSTRAINT industry_pk PRIMARY KEY (industry_code),
    CONSTRAINT industry_code_ck CHECK (industry_code ~ '^([A-U]|\d{2,5})$'),
    CONSTRAINT industry_level_ck CHECK ((length(industry_code) = 1) = (parent_code IS NULL)),
    CONSTRAINT industry_parent_fk FOREIGN KEY (parent_code) REFERENCES padan.industry DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT industry_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.industry IS 'KBLI 2020: industries, from section letters to five digits';
COMMENT ON COLUMN padan.industry.industry_code IS 'Section A…U, or 2 to 5 digits';
COMMENT ON COLUMN padan.industry.parent_code IS 'The wider industry; empty for sections';
COMMENT ON COLUMN padan.industry.name IS 'Indonesian name';
COMMENT ON COLUMN padan.industry.name_en IS 'English name';
COMMENT ON COLUMN padan.industry.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.occupation (
    occupation_code text NOT NULL,
    parent_code text,
    name text NOT NULL,
    name_en text NOT NULL,
    source_file_id integer,
    CONSTRAINT occupation_pk PRIMARY KEY (occupation_code),
    CONSTRAINT occupation_code_ck CHECK (occupation_code ~ '^\d{1,4}$'),
    CONSTRAINT occupation_level_ck CHECK ((length(occupation_code) = 1) = (parent_code IS NULL)),
    CONSTRAINT occupation_parent_ck CHECK (parent_code IS NULL OR parent_code = left(occupation_code, length(occupation_code) - 1)),
    CONSTRAINT occupation_parent_fk FOREIGN KEY (parent_code) REFERENCES padan.occupation DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT occupation_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.occupation IS 'KBJI 2014 (aligned with ISCO-08): occupations of one to four digits';
COMMENT ON COLUMN padan.occupation.occupation_code IS 'One (major group) to four digits (unit group)';
COMMENT ON COLUMN padan.occupation.parent_code IS 'The wider group';
COMMENT ON COLUMN padan.occupation.name IS 'Indonesian name';
COMMENT ON COLUMN padan.occupation.name_en IS 'English name';
COMMENT ON COLUMN padan.occupation.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.taught_title (
    title text NOT NULL,
    occupation_code text NOT NULL,
    source_file_id integer,
    taught_at timestamptz NOT NULL DEFAULT now(),
    taught_by text NOT NULL DEFAULT current_user,
    CONSTRAINT taught_title_pk PRIMARY KEY (title),
    CONSTRAINT taught_title_normal_ck CHECK (title = lower(title) AND title <> ''),
    CONSTRAINT taught_title_occupation_fk FOREIGN KEY (occupation_code) REFERENCES padan.occupation,
    CONSTRAINT taught_title_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.taught_title IS 'Job titles taught by analysts; they win over config/titles.csv';
COMMENT ON COLUMN padan.taught_title.title IS 'Normalised title';
COMMENT ON COLUMN padan.taught_title.occupation_code IS 'KBJI code';
COMMENT ON COLUMN padan.taught_title.source_file_id IS 'Import that last changed the row';
COMMENT ON COLUMN padan.taught_title.taught_at IS 'When';
COMMENT ON COLUMN padan.taught_title.taught_by IS 'By which database user';

CREATE TABLE padan.unit (
    unit_code text NOT NULL,
    title text NOT NULL,
    standard text,
    source_file_id integer,
    CONSTRAINT unit_pk PRIMARY KEY (unit_code),
    CONSTRAINT unit_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.unit IS 'Competency units of SKKNI';
COMMENT ON COLUMN padan.unit.unit_code IS 'Unit code';
COMMENT ON COLUMN padan.unit.title IS 'Title';
COMMENT ON COLUMN padan.unit.standard IS 'The SKKNI (decree) that holds it';
COMMENT ON COLUMN padan.unit.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.scheme (
    scheme_code text NOT NULL,
    name text NOT NULL,
    lsp_name text NOT NULL,
    candidates_per_day integer NOT NULL DEFAULT 10,
    source_file_id integer,
    CONSTRAINT scheme_pk PRIMARY KEY (scheme_code),
    CONSTRAINT scheme_candidates_ck CHECK (candidates_per_day BETWEEN 1 AND 50),
    CONSTRAINT scheme_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.scheme IS 'Certification schemes (skema) of licensed bodies (LSP)';
COMMENT ON COLUMN padan.scheme.scheme_code IS 'Scheme code';
COMMENT ON COLUMN padan.scheme.name IS 'Name';
COMMENT ON COLUMN padan.scheme.lsp_name IS 'Certifying body';
COMMENT ON COLUMN padan.scheme.candidates_per_day IS 'Candidates (asesi) one assessor assesses in a day';
COMMENT ON COLUMN padan.scheme.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.kejuruan (
    name text NOT NULL,
    CONSTRAINT kejuruan_pk PRIMARY KEY (name)
);
COMMENT ON TABLE padan.kejuruan IS 'Vocational departments, as the programmes name them';
COMMENT ON COLUMN padan.kejuruan.name IS 'Name';

CREATE TABLE padan.program (
    program_code text NOT NULL,
    name text NOT NULL,
    kejuruan text NOT NULL,
    hours_jp integer NOT NULL,
    package_size integer NOT NULL DEFAULT 16,
    education_min text,
    scheme_code text,
    cost_rupiah bigint,
    source_file_id integer,
    CONSTRAINT program_pk PRIMARY KEY (program_code),
    CONSTRAINT program_kejuruan_fk FOREIGN KEY (kejuruan) REFERENCES padan.kejuruan,
    CONSTRAINT program_scheme_fk FOREIGN KEY (scheme_code) REFERENCES padan.scheme,
    CONSTRAINT program_hours_ck CHECK (hours_jp BETWEEN 1 AND 5000),
    CONSTRAINT program_size_ck CHECK (package_size BETWEEN 1 AND 100),
    CONSTRAINT program_education_ck CHECK (education_min IN ('SD', 'SMP', 'SMA/SMK', 'D3', 'S1')),
    CONSTRAINT program_cost_ck CHECK (cost_rupiah > 0),
    CONSTRAINT program_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.program IS 'The national catalog of PBK programmes';
COMMENT ON COLUMN padan.program.program_code IS 'Programme code';
COMMENT ON COLUMN padan.program.name IS 'Name';
COMMENT ON COLUMN padan.program.kejuruan IS 'Vocational department';
COMMENT ON COLUMN padan.program.hours_jp IS 'Length of one package in JP (45 minutes)';
COMMENT ON COLUMN padan.program.package_size IS 'Participants of one package';
COMMENT ON COLUMN padan.program.education_min IS 'Least education asked of participants';
COMMENT ON COLUMN padan.program.scheme_code IS 'Certification scheme at its end; empty when it has none';
COMMENT ON COLUMN padan.program.cost_rupiah IS 'Cost of one package in rupiah';
COMMENT ON COLUMN padan.program.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.program_unit (
    program_code text NOT NULL,
    unit_code text NOT NULL,
    CONSTRAINT program_unit_pk PRIMARY KEY (program_code, unit_code),
    CONSTRAINT program_unit_program_fk FOREIGN KEY (program_code) REFERENCES padan.program ON DELETE CASCADE,
    CONSTRAINT program_unit_unit_fk FOREIGN KEY (unit_code) REFERENCES padan.unit
);
COMMENT ON TABLE padan.program_unit IS 'Competency units that a programme packs';
COMMENT ON COLUMN padan.program_unit.program_code IS 'Programme';
COMMENT ON COLUMN padan.program_unit.unit_code IS 'Unit';

CREATE TABLE padan.program_occupation (
    program_code text NOT NULL,
    occupation_code text NOT NULL,
    relevance double precision NOT NULL,
    CONSTRAINT program_occupation_pk PRIMARY KEY (program_code, occupation_code),
    CONSTRAINT program_occupation_program_fk FOREIGN KEY (program_code) REFERENCES padan.program ON DELETE CASCADE,
    CONSTRAINT program_occupation_occupation_fk FOREIGN KEY (occupation_code) REFERENCES padan.occupation,
    CONSTRAINT program_occupation_unit_group_ck CHECK (length(occupation_code) = 4),
    CONSTRAINT program_occupation_relevance_ck CHECK (relevance > 0 AND relevance <= 1)
);
COMMENT ON TABLE padan.program_occupation IS 'Occupations that a programme prepares for';
COMMENT ON COLUMN padan.program_occupation.program_code IS 'Programme';
COMMENT ON COLUMN padan.program_occupation.occupation_code IS 'KBJI unit group (four digits)';
COMMENT ON COLUMN padan.program_occupation.relevance IS 'm[p,o], 0 (none) to 1 (made for it)';
