-- Runs have a standing: readers see what was published, and a trial changes nothing for them.
SET LOCAL ROLE padan_owner;

CREATE TABLE padan.publication (
    publication_id integer GENERATED ALWAYS AS IDENTITY,
    run_id integer NOT NULL,
    label text,
    published_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    published_by text NOT NULL DEFAULT session_user,
    CONSTRAINT publication_pk PRIMARY KEY (publication_id),
    CONSTRAINT publication_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE,
    CONSTRAINT publication_label_ck CHECK (length(label) BETWEEN 1 AND 80)
);
CREATE INDEX publication_run_ix ON padan.publication (run_id);
COMMENT ON TABLE padan.publication IS 'Which runs people read, one row an act of publishing; the last one of a stage (of plans: of a network and year) is in force';
COMMENT ON COLUMN padan.publication.publication_id IS 'Number; a larger one is later';
COMMENT ON COLUMN padan.publication.run_id IS 'The run that was published';
COMMENT ON COLUMN padan.publication.label IS 'What people call it, for example RKA 2018; empty without a name';
COMMENT ON COLUMN padan.publication.published_at IS 'When';
COMMENT ON COLUMN padan.publication.published_by IS 'The log-in that published it';

-- What people have read so far stays what they read: the latest run of each stage and the latest plan of each network and year.
INSERT INTO padan.publication (run_id, published_at)
SELECT r.run_id, r.finished_at
FROM padan.run AS r
WHERE r.run_id IN (
    SELECT max(d.run_id) FROM padan.run AS d WHERE d.stage = 'demand'
    UNION ALL
    SELECT max(s.run_id) FROM padan.run AS s WHERE s.stage = 'scoring' AND s.method = 'additive'
    UNION ALL
    SELECT max(a.run_id) FROM padan.allocation AS a WHERE NOT a.is_question GROUP BY a.network_code, a.year
)
ORDER BY r.run_id;
COMMENT ON COLUMN padan.allocation.is_question IS 'True for a what-if that was kept; people read it only where it was published';
