-- How probable each alternative code of a title is, and what the methods mean now that titles are coded by a classifier.
ALTER TABLE padan.job_title
    ADD COLUMN alternative_scores double precision[] NOT NULL DEFAULT '{}',
    ADD CONSTRAINT job_title_alternatives_ck CHECK (cardinality(alternative_scores) IN (0, cardinality(alternatives)));
COMMENT ON COLUMN padan.job_title.alternative_scores IS 'The probability of each of the alternatives, 0 to 1; empty where a version before 0025 coded the title';
COMMENT ON COLUMN padan.job_title.score IS 'The probability that the code is right, 0 to 1; of an uncoded title, that of the likeliest code';
COMMENT ON COLUMN padan.job_title.method IS 'taught, lexicon (stands in config/titles.csv, the official titles or a name), similar (like those) or uncoded; a code that a file states stands with the advertisement';
