-- A plan says where its packages and the ranks do not agree and why, which packages are there for the targets only, and where leavers are unknown.
SET LOCAL ROLE padan_owner;

ALTER TABLE padan.allocation ADD COLUMN regions_without_leavers text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN padan.allocation.regions_without_leavers IS 'Regions in reach whose leavers nobody knows, so that all their openings count';

ALTER TABLE padan.allocation_package
    ADD COLUMN surplus integer NOT NULL DEFAULT 0,
    ADD CONSTRAINT allocation_package_surplus_ck CHECK (surplus BETWEEN 0 AND packages);
COMMENT ON COLUMN padan.allocation_package.surplus IS 'Packages without openings of their own, which are there for the targets';

CREATE TABLE padan.allocation_difference (
    run_id integer NOT NULL,
    blk_code text NOT NULL,
    program_code text NOT NULL,
    position integer NOT NULL,
    rank integer,
    packages integer NOT NULL,
    reason text NOT NULL,
    better_program text,
    names text[] NOT NULL,
    needed double precision NOT NULL,
    available double precision NOT NULL,
    CONSTRAINT allocation_difference_pk PRIMARY KEY (run_id, blk_code, program_code, position),
    CONSTRAINT allocation_difference_run_fk FOREIGN KEY (run_id) REFERENCES padan.allocation ON DELETE CASCADE,
    CONSTRAINT allocation_difference_packages_ck CHECK (packages >= 0)
);
COMMENT ON TABLE padan.allocation_difference IS 'Programmes of the first ranks without packages and planned ones beyond them, one row a reason';
COMMENT ON COLUMN padan.allocation_difference.run_id IS 'Allocation run';
COMMENT ON COLUMN padan.allocation_difference.blk_code IS 'BLK';
COMMENT ON COLUMN padan.allocation_difference.program_code IS 'Programme';
COMMENT ON COLUMN padan.allocation_difference.position IS 'Order of the reasons';
COMMENT ON COLUMN padan.allocation_difference.rank IS 'Rank of the programme at the BLK; empty where it has none';
COMMENT ON COLUMN padan.allocation_difference.packages IS 'Packages planned, 0 for a programme of the first ranks that has none';
COMMENT ON COLUMN padan.allocation_difference.reason IS 'What stands against a package: units, test_site, assessor, workshop, instructor, department, budget, network_budget, most, share, served, gap, worthless, outweighed, alone, decided, unwanted, unknown';
COMMENT ON COLUMN padan.allocation_difference.better_program IS 'Better ranked programme of the department that the reason is about; empty for the programme itself';
COMMENT ON COLUMN padan.allocation_difference.names IS 'Units, scheme, or the programmes (BLK:programme) that hold what is used up';
COMMENT ON COLUMN padan.allocation_difference.needed IS 'What one package needs, in days, JP, rupiah, persons or packages';
COMMENT ON COLUMN padan.allocation_difference.available IS 'What the plan leaves of it, in the same unit';
SELECT padan.guard_rows('allocation_difference', 'blk_code = ANY ((SELECT padan.seen_blks())::text[])', 'blk_code = ANY ((SELECT padan.seen_blks())::text[])');
-- As for the other tables with rows of one BLK: EXPLAIN must not tell how many rows others have (0015).
ALTER TABLE padan.allocation_difference ALTER COLUMN blk_code SET STATISTICS 0;
