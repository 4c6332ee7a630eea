-- One title may mean two occupations: what stands beside it in the advertisement (category and skills) is kept where it is read.
ALTER TABLE padan.job_title
    ADD COLUMN hints text NOT NULL DEFAULT '',
    DROP CONSTRAINT job_title_text_uq,
    ADD CONSTRAINT job_title_text_hints_uq UNIQUE (text, hints);
COMMENT ON TABLE padan.job_title IS 'Job titles as advertised, each coded once with what stands beside it';
COMMENT ON COLUMN padan.job_title.hints IS 'Category and skills of the advertisement, where they are read; empty for the title alone';
