-- What the head of a BLK can set going is tried when a plan is made, so that a page promises what planning with it found and nothing else.
SET LOCAL ROLE padan_owner;

CREATE TABLE padan.allocation_action (
    run_id integer NOT NULL,
    blk_code text NOT NULL,
    position integer NOT NULL,
    means jsonb NOT NULL,
    instructor_code text,
    program_codes text[] NOT NULL,
    open_codes text[] NOT NULL,
    own_packages integer NOT NULL,
    own_certified double precision NOT NULL,
    own_placements double precision NOT NULL,
    packages integer NOT NULL,
    participants double precision NOT NULL,
    certified double precision NOT NULL,
    placements double precision NOT NULL,
    other_blks text[] NOT NULL,
    CONSTRAINT allocation_action_pk PRIMARY KEY (run_id, blk_code, position),
    CONSTRAINT allocation_action_run_fk FOREIGN KEY (run_id) REFERENCES padan.allocation ON DELETE CASCADE,
    CONSTRAINT allocation_action_own_ck CHECK (own_packages >= 0)
);
COMMENT ON TABLE padan.allocation_action IS 'What the head of a BLK can set going and what planning with it brings, the most first';
COMMENT ON COLUMN padan.allocation_action.run_id IS 'Allocation run';
COMMENT ON COLUMN padan.allocation_action.blk_code IS 'BLK';
COMMENT ON COLUMN padan.allocation_action.position IS 'Rank at the BLK';
COMMENT ON COLUMN padan.allocation_action.means IS 'What is provided, all of it together: a list of kind (as in allocation_difference.reason), names (units, scheme or kejuruan) and amount (training days, assessor-days, JP or rupiah)';
COMMENT ON COLUMN padan.allocation_action.instructor_code IS 'Instructor who is nearest to the units; empty where no units are taught or the department has nobody';
COMMENT ON COLUMN padan.allocation_action.program_codes IS 'Programmes of the BLK that get packages, the most first';
COMMENT ON COLUMN padan.allocation_action.open_codes IS 'Other programmes of the BLK to which the action lifts the only obstacle';
COMMENT ON COLUMN padan.allocation_action.own_packages IS 'Packages gained at the BLK, 0 where they come in place of other programmes';
COMMENT ON COLUMN padan.allocation_action.own_certified IS 'Certified gained at the BLK';
COMMENT ON COLUMN padan.allocation_action.own_placements IS 'Placements gained at the BLK';
COMMENT ON COLUMN padan.allocation_action.packages IS 'Packages gained in the network';
COMMENT ON COLUMN padan.allocation_action.participants IS 'Participants gained in the network';
COMMENT ON COLUMN padan.allocation_action.certified IS 'Certified gained in the network';
COMMENT ON COLUMN padan.allocation_action.placements IS 'Placements gained in the network';
COMMENT ON COLUMN padan.allocation_action.other_blks IS 'Other BLKs that gain packages, the most first';
SELECT padan.guard_rows('allocation_action', 'blk_code = ANY ((SELECT padan.seen_blks())::text[])', 'blk_code = ANY ((SELECT padan.seen_blks())::text[])');
-- As for the other tables with rows of one BLK: EXPLAIN must not tell how many rows others have (0015).
ALTER TABLE padan.allocation_action ALTER COLUMN blk_code SET STATISTICS 0;
