-- The labour market: vacancies, employment, leavers, wages, unemployment, surveys.
SET LOCAL ROLE padan_owner;

CREATE TABLE padan.place (
    place_id integer GENERATED ALWAYS AS IDENTITY,
    text text NOT NULL,
    level text NOT NULL,
    region_code text,
    district_code text,
    confidence double precision NOT NULL,
    alternatives text[] NOT NULL DEFAULT '{}',
    CONSTRAINT place_pk PRIMARY KEY (place_id),
    CONSTRAINT place_text_uq UNIQUE (text),
    CONSTRAINT place_level_ck CHECK (level IN ('district', 'regency', 'province', 'country', 'unresolved')),
    CONSTRAINT place_region_ck CHECK ((level IN ('district', 'regency', 'province')) = (region_code IS NOT NULL)),
    CONSTRAINT place_district_ck CHECK (district_code IS NULL OR level = 'district'),
    CONSTRAINT place_region_fk FOREIGN KEY (region_code) REFERENCES padan.region,
    CONSTRAINT place_district_fk FOREIGN KEY (district_code) REFERENCES padan.district,
    CONSTRAINT place_confidence_ck CHECK (confidence BETWEEN 0 AND 1)
);
COMMENT ON TABLE padan.place IS 'Place names as people write them, each resolved once';
COMMENT ON COLUMN padan.place.place_id IS 'Number';
COMMENT ON COLUMN padan.place.text IS 'As written';
COMMENT ON COLUMN padan.place.level IS 'Finest level the text supports: district (its regency is in region_code), regency, province, country, or unresolved';
COMMENT ON COLUMN padan.place.region_code IS 'Regency, city or province';
COMMENT ON COLUMN padan.place.district_code IS 'District, where the text names one';
COMMENT ON COLUMN padan.place.confidence IS '0 to 1';
COMMENT ON COLUMN padan.place.alternatives IS 'Other regions the text may mean';

CREATE TABLE padan.job_title (
    job_title_id integer GENERATED ALWAYS AS IDENTITY,
    text text NOT NULL,
    occupation_code text,
    score double precision NOT NULL,
    method text NOT NULL,
    alternatives text[] NOT NULL DEFAULT '{}',
    CONSTRAINT job_title_pk PRIMARY KEY (job_title_id),
    CONSTRAINT job_title_text_uq UNIQUE (text),
    CONSTRAINT job_title_occupation_fk FOREIGN KEY (occupation_code) REFERENCES padan.occupation,
    CONSTRAINT job_title_score_ck CHECK (score BETWEEN 0 AND 1),
    CONSTRAINT job_title_method_ck CHECK (method IN ('taught', 'lexicon', 'similar', 'given', 'uncoded') AND (method = 'uncoded') = (occupation_code IS NULL))
);
COMMENT ON TABLE padan.job_title IS 'Job titles as advertised, each coded once';
COMMENT ON COLUMN padan.job_title.job_title_id IS 'Number';
COMMENT ON COLUMN padan.job_title.text IS 'As written';
COMMENT ON COLUMN padan.job_title.occupation_code IS 'KBJI code; empty when uncoded';
COMMENT ON COLUMN padan.job_title.score IS 'How sure, 0 to 1';
COMMENT ON COLUMN padan.job_title.method IS 'taught, lexicon, similar, given (by the file) or uncoded';
COMMENT ON COLUMN padan.job_title.alternatives IS 'Other codes it may have';

CREATE TABLE padan.vacancy (
    vacancy_digest uuid NOT NULL,
    source_name text NOT NULL,
    job_title_id integer NOT NULL,
    place_id integer NOT NULL,
    opening_digest uuid NOT NULL,
    employer text,
    monthly_pay bigint,
    posted_on date,
    openings integer,
    industry_code text,
    times_seen integer NOT NULL DEFAULT 1,
    CONSTRAINT vacancy_pk PRIMARY KEY (vacancy_digest),
    CONSTRAINT vacancy_times_ck CHECK (times_seen >= 1),
    CONSTRAINT vacancy_pay_ck CHECK (monthly_pay > 0),
    CONSTRAINT vacancy_openings_ck CHECK (openings BETWEEN 1 AND 100000)
);
COMMENT ON TABLE padan.vacancy IS 'Distinct advertisements; one row each however often it was seen';
COMMENT ON COLUMN padan.vacancy.vacancy_digest IS 'Digest of source, title, employer, place, pay, date, openings and industry: the natural key';
COMMENT ON COLUMN padan.vacancy.source_name IS 'The site or office it comes from';
COMMENT ON COLUMN padan.vacancy.job_title_id IS 'Its title';
COMMENT ON COLUMN padan.vacancy.place_id IS 'Its place';
COMMENT ON COLUMN padan.vacancy.opening_digest IS 'Digest of source, title, employer, place and pay: rows alike in it are one opening within 45 days';
COMMENT ON COLUMN padan.vacancy.employer IS 'Employer';
COMMENT ON COLUMN padan.vacancy.monthly_pay IS 'Offered pay in rupiah a month';
COMMENT ON COLUMN padan.vacancy.posted_on IS 'Day of the advertisement; empty when the source has none';
COMMENT ON COLUMN padan.vacancy.openings IS 'Persons wanted, where the advertisement says so';
COMMENT ON COLUMN padan.vacancy.industry_code IS 'KBLI industry of the employer, where the source has it';

COMMENT ON COLUMN padan.vacancy.times_seen IS 'Evidence: how often the file that lists it most lists it';

-- The references of vacancy, checked for all rows of a statement at once: row-by-row foreign keys take most of the time of an
-- import of a million advertisements. What is referred to is never deleted (below).
CREATE FUNCTION padan.check_vacancy_references() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF EXISTS (
        SELECT FROM new_rows AS n
        LEFT JOIN padan.job_title AS t USING (job_title_id)
        LEFT JOIN padan.place AS p USING (place_id)
        LEFT JOIN padan.industry AS i USING (industry_code)
        WHERE t.job_title_id IS NULL OR p.place_id IS NULL OR (n.industry_code IS NOT NULL AND i.industry_code IS NULL)
    )
    THEN
        RAISE foreign_key_violation USING MESSAGE = 'a vacancy refers to a job title, place or industry that is not there';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION padan.check_vacancy_references() IS 'Foreign keys of padan.vacancy, checked once a statement';
CREATE TRIGGER vacancy_references_on_insert AFTER INSERT ON padan.vacancy
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION padan.check_vacancy_references();
CREATE TRIGGER vacancy_references_on_update AFTER UPDATE ON padan.vacancy
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION padan.check_vacancy_references();

CREATE FUNCTION padan.refuse_delete() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    RAISE foreign_key_violation USING MESSAGE = format('rows of %I are never deleted: vacancies refer to them', TG_TABLE_NAME);
END
$$;
COMMENT ON FUNCTION padan.refuse_delete() IS 'Keeps what vacancies refer to';
CREATE TRIGGER job_title_kept BEFORE DELETE ON padan.job_title FOR EACH STATEMENT EXECUTE FUNCTION padan.refuse_delete();
CREATE TRIGGER place_kept BEFORE DELETE ON padan.place FOR EACH STATEMENT EXECUTE FUNCTION padan.refuse_delete();
CREATE TRIGGER industry_kept BEFORE DELETE ON padan.industry FOR EACH STATEMENT EXECUTE FUNCTION padan.refuse_delete();

CREATE TABLE padan.employment (
    region_code text NOT NULL,
    industry_code text NOT NULL,
    year integer NOT NULL,
    persons double precision NOT NULL,
    source_file_id integer,
    CONSTRAINT employment_pk PRIMARY KEY (region_code, industry_code, year),
    CONSTRAINT employment_region_fk FOREIGN KEY (region_code) REFERENCES padan.region,
    CONSTRAINT employment_industry_fk FOREIGN KEY (industry_code) REFERENCES padan.industry,
    CONSTRAINT employment_year_ck CHECK (year BETWEEN 1950 AND 2100),
    CONSTRAINT employment_persons_ck CHECK (persons >= 0),
    CONSTRAINT employment_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.employment IS 'Persons employed per region, industry and year';
COMMENT ON COLUMN padan.employment.region_code IS 'Region';
COMMENT ON COLUMN padan.employment.industry_code IS 'KBLI industry';
COMMENT ON COLUMN padan.employment.year IS 'Year';
COMMENT ON COLUMN padan.employment.persons IS 'Persons employed';
COMMENT ON COLUMN padan.employment.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.graduate (
    region_code text NOT NULL,
    provider text NOT NULL,
    field text NOT NULL,
    year integer NOT NULL,
    leavers integer NOT NULL,
    source_file_id integer,
    CONSTRAINT graduate_pk PRIMARY KEY (region_code, provider, field, year),
    CONSTRAINT graduate_region_fk FOREIGN KEY (region_code) REFERENCES padan.region,
    CONSTRAINT graduate_provider_ck CHECK (provider IN ('SMK', 'LPK', 'D3', 'S1', 'lain')),
    CONSTRAINT graduate_leavers_ck CHECK (leavers >= 0),
    CONSTRAINT graduate_year_ck CHECK (year BETWEEN 1950 AND 2100),
    CONSTRAINT graduate_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.graduate IS 'Yearly leavers of schools and training providers outside the network';
COMMENT ON COLUMN padan.graduate.region_code IS 'Region';
COMMENT ON COLUMN padan.graduate.provider IS 'SMK, LPK, D3, S1 or lain (other)';
COMMENT ON COLUMN padan.graduate.field IS 'Field of study, as config/fields.csv names it';
COMMENT ON COLUMN padan.graduate.year IS 'Year';
COMMENT ON COLUMN padan.graduate.leavers IS 'Persons';
COMMENT ON COLUMN padan.graduate.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.minimum_wage (
    region_code text NOT NULL,
    year integer NOT NULL,
    monthly_rupiah bigint NOT NULL,
    source_file_id integer,
    CONSTRAINT minimum_wage_pk PRIMARY KEY (region_code, year),
    CONSTRAINT minimum_wage_region_fk FOREIGN KEY (region_code) REFERENCES padan.region,
    CONSTRAINT minimum_wage_year_ck CHECK (year BETWEEN 1950 AND 2100),
    CONSTRAINT minimum_wage_rupiah_ck CHECK (monthly_rupiah > 0),
    CONSTRAINT minimum_wage_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.minimum_wage IS 'Minimum wages (UMK, UMP)';
COMMENT ON COLUMN padan.minimum_wage.region_code IS 'Region';
COMMENT ON COLUMN padan.minimum_wage.year IS 'Year';
COMMENT ON COLUMN padan.minimum_wage.monthly_rupiah IS 'Rupiah a month';
COMMENT ON COLUMN padan.minimum_wage.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.unemployment (
    region_code text NOT NULL,
    year integer NOT NULL,
    rate_percent double precision NOT NULL,
    labour_force bigint,
    source_file_id integer,
    CONSTRAINT unemployment_pk PRIMARY KEY (region_code, year),
    CONSTRAINT unemployment_region_fk FOREIGN KEY (region_code) REFERENCES padan.region,
    CONSTRAINT unemployment_year_ck CHECK (year BETWEEN 1950 AND 2100),
    CONSTRAINT unemployment_rate_ck CHECK (rate_percent BETWEEN 0 AND 100),
    CONSTRAINT unemployment_force_ck CHECK (labour_force >= 0),
    CONSTRAINT unemployment_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.unemployment IS 'Open unemployment (TPT) and labour force';
COMMENT ON COLUMN padan.unemployment.region_code IS 'Region';
COMMENT ON COLUMN padan.unemployment.year IS 'Year';
COMMENT ON COLUMN padan.unemployment.rate_percent IS 'Per cent of the labour force';
COMMENT ON COLUMN padan.unemployment.labour_force IS 'Persons';
COMMENT ON COLUMN padan.unemployment.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.survey (
    survey_code text NOT NULL,
    region_code text NOT NULL,
    occupation_code text NOT NULL,
    industry_code text,
    year integer NOT NULL,
    hires_per_year double precision NOT NULL,
    employer text,
    source_file_id integer,
    CONSTRAINT survey_pk PRIMARY KEY (survey_code),
    CONSTRAINT survey_region_fk FOREIGN KEY (region_code) REFERENCES padan.region,
    CONSTRAINT survey_occupation_fk FOREIGN KEY (occupation_code) REFERENCES padan.occupation,
    CONSTRAINT survey_industry_fk FOREIGN KEY (industry_code) REFERENCES padan.industry,
    CONSTRAINT survey_year_ck CHECK (year BETWEEN 1950 AND 2100),
    CONSTRAINT survey_hires_ck CHECK (hires_per_year >= 0),
    CONSTRAINT survey_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.survey IS 'Hires that employers or announced investments state';
COMMENT ON COLUMN padan.survey.survey_code IS 'Number of the statement';
COMMENT ON COLUMN padan.survey.region_code IS 'Region';
COMMENT ON COLUMN padan.survey.occupation_code IS 'KBJI unit group';
COMMENT ON COLUMN padan.survey.industry_code IS 'KBLI industry';
COMMENT ON COLUMN padan.survey.year IS 'Year';
COMMENT ON COLUMN padan.survey.hires_per_year IS 'Persons a year';
COMMENT ON COLUMN padan.survey.employer IS 'Who says so';
COMMENT ON COLUMN padan.survey.source_file_id IS 'Import that last changed the row';
