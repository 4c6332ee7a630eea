-- The network: BLKs, what they run, and with whom and where.
SET LOCAL ROLE padan_owner;

CREATE TABLE padan.blk (
    blk_code text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    region_code text NOT NULL,
    parent_code text,
    joined_year integer,
    source_file_id integer,
    CONSTRAINT blk_pk PRIMARY KEY (blk_code),
    CONSTRAINT blk_kind_ck CHECK (kind IN ('BBPLK', 'UPTP', 'UPTD', 'Komunitas')),
    CONSTRAINT blk_region_fk FOREIGN KEY (region_code) REFERENCES padan.region,
    CONSTRAINT blk_region_level_ck CHECK (length(region_code) = 5),
    CONSTRAINT blk_parent_fk FOREIGN KEY (parent_code) REFERENCES padan.blk DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT blk_parent_ck CHECK (parent_code <> blk_code AND (parent_code IS NULL) = (joined_year IS NULL)),
    CONSTRAINT blk_joined_ck CHECK (joined_year BETWEEN 1950 AND 2100),
    CONSTRAINT blk_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.blk IS 'Vocational training centres (Balai Latihan Kerja)';
COMMENT ON COLUMN padan.blk.blk_code IS 'BLK code';
COMMENT ON COLUMN padan.blk.name IS 'Name';
COMMENT ON COLUMN padan.blk.kind IS 'BBPLK, UPTP, UPTD or Komunitas';
COMMENT ON COLUMN padan.blk.region_code IS 'Regency or city where it stands';
COMMENT ON COLUMN padan.blk.parent_code IS 'The BBPLK that guides it (binaan)';
COMMENT ON COLUMN padan.blk.joined_year IS 'Year in which it joined the parent''s network';
COMMENT ON COLUMN padan.blk.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.blk_user (
    role_name text NOT NULL,
    blk_code text NOT NULL,
    CONSTRAINT blk_user_pk PRIMARY KEY (role_name),
    CONSTRAINT blk_user_blk_fk FOREIGN KEY (blk_code) REFERENCES padan.blk ON DELETE CASCADE
);
COMMENT ON TABLE padan.blk_user IS 'Which BLK a database user of role padan_blk belongs to';
COMMENT ON COLUMN padan.blk_user.role_name IS 'Database user';
COMMENT ON COLUMN padan.blk_user.blk_code IS 'Its BLK';

CREATE TABLE padan.catalog (
    blk_code text NOT NULL,
    program_code text NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    source_file_id integer,
    CONSTRAINT catalog_pk PRIMARY KEY (blk_code, program_code, valid_from),
    CONSTRAINT catalog_blk_fk FOREIGN KEY (blk_code) REFERENCES padan.blk,
    CONSTRAINT catalog_program_fk FOREIGN KEY (program_code) REFERENCES padan.program,
    CONSTRAINT catalog_valid_ck CHECK (valid_until >= valid_from),
    CONSTRAINT catalog_overlap_ex EXCLUDE USING gist (blk_code WITH =, program_code WITH =, daterange(valid_from, valid_until, '[]') WITH &&),
    CONSTRAINT catalog_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.catalog IS 'Programmes that a BLK offers (berjalan)';
COMMENT ON COLUMN padan.catalog.blk_code IS 'BLK';
COMMENT ON COLUMN padan.catalog.program_code IS 'Programme';
COMMENT ON COLUMN padan.catalog.valid_from IS 'First day';
COMMENT ON COLUMN padan.catalog.valid_until IS 'Last day; empty while it is offered';
COMMENT ON COLUMN padan.catalog.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.workshop (
    workshop_code text NOT NULL,
    blk_code text NOT NULL,
    kejuruan text NOT NULL,
    hours_per_year integer NOT NULL,
    hours_committed integer NOT NULL DEFAULT 0,
    tuk_until date,
    source_file_id integer,
    CONSTRAINT workshop_pk PRIMARY KEY (workshop_code),
    CONSTRAINT workshop_blk_fk FOREIGN KEY (blk_code) REFERENCES padan.blk,
    CONSTRAINT workshop_kejuruan_fk FOREIGN KEY (kejuruan) REFERENCES padan.kejuruan,
    CONSTRAINT workshop_hours_ck CHECK (hours_per_year BETWEEN 0 AND 8784 AND hours_committed >= 0),
    CONSTRAINT workshop_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
CREATE INDEX workshop_blk_ix ON padan.workshop (blk_code, kejuruan);
COMMENT ON TABLE padan.workshop IS 'Workshops (bengkel), and whether they are test sites (TUK)';
COMMENT ON COLUMN padan.workshop.workshop_code IS 'Workshop code';
COMMENT ON COLUMN padan.workshop.blk_code IS 'BLK';
COMMENT ON COLUMN padan.workshop.kejuruan IS 'Vocational department it serves';
COMMENT ON COLUMN padan.workshop.hours_per_year IS 'JP it can be used in a year';
COMMENT ON COLUMN padan.workshop.hours_committed IS 'JP a year already promised to other uses';
COMMENT ON COLUMN padan.workshop.tuk_until IS 'Last day as a verified test site (TUK); empty when it is none';
COMMENT ON COLUMN padan.workshop.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.instructor (
    instructor_code text NOT NULL,
    name text NOT NULL,
    blk_code text NOT NULL,
    kejuruan text NOT NULL,
    hours_per_year integer NOT NULL DEFAULT 1200,
    source_file_id integer,
    CONSTRAINT instructor_pk PRIMARY KEY (instructor_code),
    CONSTRAINT instructor_blk_fk FOREIGN KEY (blk_code) REFERENCES padan.blk,
    CONSTRAINT instructor_kejuruan_fk FOREIGN KEY (kejuruan) REFERENCES padan.kejuruan,
    CONSTRAINT instructor_hours_ck CHECK (hours_per_year BETWEEN 0 AND 3000),
    CONSTRAINT instructor_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
CREATE INDEX instructor_blk_ix ON padan.instructor (blk_code);
COMMENT ON TABLE padan.instructor IS 'Instructors';
COMMENT ON COLUMN padan.instructor.instructor_code IS 'Instructor code';
COMMENT ON COLUMN padan.instructor.name IS 'Name (personal)';
COMMENT ON COLUMN padan.instructor.blk_code IS 'BLK';
COMMENT ON COLUMN padan.instructor.kejuruan IS 'Vocational department';
COMMENT ON COLUMN padan.instructor.hours_per_year IS 'JP of teaching a year';
COMMENT ON COLUMN padan.instructor.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.instructor_competence (
    instructor_code text NOT NULL,
    unit_code text NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    source_file_id integer,
    CONSTRAINT instructor_competence_pk PRIMARY KEY (instructor_code, unit_code, valid_from),
    CONSTRAINT instructor_competence_instructor_fk FOREIGN KEY (instructor_code) REFERENCES padan.instructor ON DELETE CASCADE,
    CONSTRAINT instructor_competence_unit_fk FOREIGN KEY (unit_code) REFERENCES padan.unit,
    CONSTRAINT instructor_competence_valid_ck CHECK (valid_until >= valid_from),
    CONSTRAINT instructor_competence_overlap_ex EXCLUDE USING gist (instructor_code WITH =, unit_code WITH =, daterange(valid_from, valid_until, '[]') WITH &&),
    CONSTRAINT instructor_competence_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.instructor_competence IS 'Units that an instructor is certified to teach';
COMMENT ON COLUMN padan.instructor_competence.instructor_code IS 'Instructor';
COMMENT ON COLUMN padan.instructor_competence.unit_code IS 'Unit';
COMMENT ON COLUMN padan.instructor_competence.valid_from IS 'First day of the certificate';
COMMENT ON COLUMN padan.instructor_competence.valid_until IS 'Last day of the certificate';
COMMENT ON COLUMN padan.instructor_competence.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.assessor (
    assessor_code text NOT NULL,
    scheme_code text NOT NULL,
    name text NOT NULL,
    region_code text NOT NULL,
    days_per_year integer NOT NULL,
    licensed_from date NOT NULL,
    licensed_until date NOT NULL,
    source_file_id integer,
    CONSTRAINT assessor_pk PRIMARY KEY (assessor_code, scheme_code, licensed_from),
    CONSTRAINT assessor_scheme_fk FOREIGN KEY (scheme_code) REFERENCES padan.scheme,
    CONSTRAINT assessor_region_fk FOREIGN KEY (region_code) REFERENCES padan.region,
    CONSTRAINT assessor_days_ck CHECK (days_per_year BETWEEN 0 AND 366),
    CONSTRAINT assessor_licence_ck CHECK (licensed_until >= licensed_from),
    CONSTRAINT assessor_overlap_ex EXCLUDE USING gist (assessor_code WITH =, scheme_code WITH =, daterange(licensed_from, licensed_until, '[]') WITH &&),
    CONSTRAINT assessor_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
CREATE INDEX assessor_scheme_ix ON padan.assessor (scheme_code);
COMMENT ON TABLE padan.assessor IS 'Assessors with their licences, one row a scheme';
COMMENT ON COLUMN padan.assessor.assessor_code IS 'Assessor code';
COMMENT ON COLUMN padan.assessor.scheme_code IS 'Scheme of the licence';
COMMENT ON COLUMN padan.assessor.name IS 'Name (personal)';
COMMENT ON COLUMN padan.assessor.region_code IS 'Regency or city where the assessor lives';
COMMENT ON COLUMN padan.assessor.days_per_year IS 'Days a year for this scheme';
COMMENT ON COLUMN padan.assessor.licensed_from IS 'First day of the licence';
COMMENT ON COLUMN padan.assessor.licensed_until IS 'Last day of the licence';
COMMENT ON COLUMN padan.assessor.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.outcome (
    blk_code text NOT NULL,
    program_code text NOT NULL,
    year integer NOT NULL,
    packages integer NOT NULL,
    trained integer NOT NULL,
    certified integer NOT NULL,
    placed integer,
    source_file_id integer,
    CONSTRAINT outcome_pk PRIMARY KEY (blk_code, program_code, year),
    CONSTRAINT outcome_blk_fk FOREIGN KEY (blk_code) REFERENCES padan.blk,
    CONSTRAINT outcome_program_fk FOREIGN KEY (program_code) REFERENCES padan.program,
    CONSTRAINT outcome_year_ck CHECK (year BETWEEN 1950 AND 2100),
    CONSTRAINT outcome_counts_ck CHECK (packages >= 0 AND trained >= 0 AND certified BETWEEN 0 AND trained AND placed BETWEEN 0 AND trained),
    CONSTRAINT outcome_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.outcome IS 'What came of a BLK''s programme in a year';
COMMENT ON COLUMN padan.outcome.blk_code IS 'BLK';
COMMENT ON COLUMN padan.outcome.program_code IS 'Programme';
COMMENT ON COLUMN padan.outcome.year IS 'Year';
COMMENT ON COLUMN padan.outcome.packages IS 'Packages run';
COMMENT ON COLUMN padan.outcome.trained IS 'Participants who finished';
COMMENT ON COLUMN padan.outcome.certified IS 'Of those, certified';
COMMENT ON COLUMN padan.outcome.placed IS 'Of those who finished, in work within six months; empty when not traced';
COMMENT ON COLUMN padan.outcome.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.target (
    network_code text NOT NULL,
    year integer NOT NULL,
    participants integer NOT NULL,
    certified integer NOT NULL,
    source_file_id integer,
    CONSTRAINT target_pk PRIMARY KEY (network_code, year),
    CONSTRAINT target_network_fk FOREIGN KEY (network_code) REFERENCES padan.blk,
    CONSTRAINT target_counts_ck CHECK (participants >= 0 AND certified BETWEEN 0 AND participants),
    CONSTRAINT target_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.target IS 'What a network promised for a year';
COMMENT ON COLUMN padan.target.network_code IS 'The BBPLK that heads the network';
COMMENT ON COLUMN padan.target.year IS 'Year';
COMMENT ON COLUMN padan.target.participants IS 'PBK participants';
COMMENT ON COLUMN padan.target.certified IS 'Certified participants';
COMMENT ON COLUMN padan.target.source_file_id IS 'Import that last changed the row';
