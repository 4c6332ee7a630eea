-- Budgets, and the allocation stage: plans with what limits them and what would lift them.
SET LOCAL ROLE padan_owner;

CREATE TABLE padan.budget (
    blk_code text NOT NULL,
    scope text NOT NULL,
    year integer NOT NULL,
    rupiah bigint NOT NULL,
    source_file_id integer,
    CONSTRAINT budget_pk PRIMARY KEY (blk_code, scope, year),
    CONSTRAINT budget_blk_fk FOREIGN KEY (blk_code) REFERENCES padan.blk,
    CONSTRAINT budget_scope_ck CHECK (scope IN ('blk', 'network')),
    CONSTRAINT budget_rupiah_ck CHECK (rupiah >= 0),
    CONSTRAINT budget_source_fk FOREIGN KEY (source_file_id) REFERENCES padan.source_file
);
COMMENT ON TABLE padan.budget IS 'Money for training packages';
COMMENT ON COLUMN padan.budget.blk_code IS 'BLK; for scope network the one that leads it';
COMMENT ON COLUMN padan.budget.scope IS 'blk (its own packages) or network (all packages of the network that it leads)';
COMMENT ON COLUMN padan.budget.year IS 'Year';
COMMENT ON COLUMN padan.budget.rupiah IS 'Rupiah';
COMMENT ON COLUMN padan.budget.source_file_id IS 'Import that last changed the row';

CREATE TABLE padan.allocation (
    run_id integer NOT NULL,
    network_code text NOT NULL,
    year integer NOT NULL,
    is_question boolean NOT NULL,
    changes text[] NOT NULL,
    objective double precision NOT NULL,
    upper_bound double precision NOT NULL,
    stop text NOT NULL,
    participants_target double precision NOT NULL,
    certified_target double precision NOT NULL,
    participants double precision NOT NULL,
    certified double precision NOT NULL,
    placements double precision NOT NULL,
    CONSTRAINT allocation_pk PRIMARY KEY (run_id),
    CONSTRAINT allocation_run_fk FOREIGN KEY (run_id) REFERENCES padan.run ON DELETE CASCADE,
    CONSTRAINT allocation_bound_ck CHECK (upper_bound >= objective - 1e-6)
);
COMMENT ON TABLE padan.allocation IS 'Plans: how many packages of what, for one network and year';
COMMENT ON COLUMN padan.allocation.run_id IS 'Allocation run';
COMMENT ON COLUMN padan.allocation.network_code IS 'The BBPLK that leads the network';
COMMENT ON COLUMN padan.allocation.year IS 'Year that is planned';
COMMENT ON COLUMN padan.allocation.is_question IS 'True for a what-if that was kept: never the latest plan';
COMMENT ON COLUMN padan.allocation.changes IS 'Decisions and suppositions, as they are given to padan allocate and padan whatif';
COMMENT ON COLUMN padan.allocation.objective IS 'In placements: those expected, and what scores and shortfalls count';
COMMENT ON COLUMN padan.allocation.upper_bound IS 'No plan has an objective above this';
COMMENT ON COLUMN padan.allocation.stop IS 'Why the search ended: gap, effort, time or interrupt';
COMMENT ON COLUMN padan.allocation.participants_target IS 'Persons';
COMMENT ON COLUMN padan.allocation.certified_target IS 'Persons';
COMMENT ON COLUMN padan.allocation.participants IS 'Persons';
COMMENT ON COLUMN padan.allocation.certified IS 'Expected persons';
COMMENT ON COLUMN padan.allocation.placements IS 'Expected persons in work';

CREATE TABLE padan.allocation_package (
    run_id integer NOT NULL,
    blk_code text NOT NULL,
    program_code text NOT NULL,
    packages integer NOT NULL,
    participants double precision NOT NULL,
    certified double precision NOT NULL,
    placements double precision NOT NULL,
    hours_jp integer NOT NULL,
    cost_rupiah bigint NOT NULL,
    assessor_days double precision NOT NULL,
    score double precision NOT NULL,
    is_decided boolean NOT NULL,
    CONSTRAINT allocation_package_pk PRIMARY KEY (run_id, blk_code, program_code),
    CONSTRAINT allocation_package_run_fk FOREIGN KEY (run_id) REFERENCES padan.allocation ON DELETE CASCADE,
    CONSTRAINT allocation_package_count_ck CHECK (packages > 0)
);
COMMENT ON TABLE padan.allocation_package IS 'Packages of a plan by BLK and programme';
COMMENT ON COLUMN padan.allocation_package.run_id IS 'Allocation run';
COMMENT ON COLUMN padan.allocation_package.blk_code IS 'BLK';
COMMENT ON COLUMN padan.allocation_package.program_code IS 'Programme';
COMMENT ON COLUMN padan.allocation_package.packages IS 'Packages';
COMMENT ON COLUMN padan.allocation_package.participants IS 'Persons';
COMMENT ON COLUMN padan.allocation_package.certified IS 'Expected persons';
COMMENT ON COLUMN padan.allocation_package.placements IS 'Expected persons in work';
COMMENT ON COLUMN padan.allocation_package.hours_jp IS 'JP of workshop and instructors';
COMMENT ON COLUMN padan.allocation_package.cost_rupiah IS 'Rupiah';
COMMENT ON COLUMN padan.allocation_package.assessor_days IS 'Assessor-days';
COMMENT ON COLUMN padan.allocation_package.score IS 'Score of the programme at the BLK';
COMMENT ON COLUMN padan.allocation_package.is_decided IS 'True when the user fixed the number';

CREATE TABLE padan.allocation_placement (
    run_id integer NOT NULL,
    blk_code text NOT NULL,
    program_code text NOT NULL,
    region_code text NOT NULL,
    occupation_code text NOT NULL,
    persons double precision NOT NULL,
    CONSTRAINT allocation_placement_pk PRIMARY KEY (run_id, blk_code, program_code, region_code, occupation_code),
    CONSTRAINT allocation_placement_package_fk FOREIGN KEY (run_id, blk_code, program_code) REFERENCES padan.allocation_package ON DELETE CASCADE,
    CONSTRAINT allocation_placement_persons_ck CHECK (persons >= 0)
);
COMMENT ON TABLE padan.allocation_placement IS 'Where the graduates of a plan are expected to find work';
COMMENT ON COLUMN padan.allocation_placement.run_id IS 'Allocation run';
COMMENT ON COLUMN padan.allocation_placement.blk_code IS 'BLK';
COMMENT ON COLUMN padan.allocation_placement.program_code IS 'Programme';
COMMENT ON COLUMN padan.allocation_placement.region_code IS 'Region of the work';
COMMENT ON COLUMN padan.allocation_placement.occupation_code IS 'KBJI unit group';
COMMENT ON COLUMN padan.allocation_placement.persons IS 'Expected persons';

CREATE TABLE padan.allocation_bottleneck (
    run_id integer NOT NULL,
    position integer NOT NULL,
    resource text NOT NULL,
    blk_code text,
    kejuruan text,
    scheme_code text,
    available double precision NOT NULL,
    used double precision NOT NULL,
    step double precision NOT NULL,
    estimate double precision NOT NULL,
    verified double precision,
    packages integer,
    participants double precision,
    certified double precision,
    placements double precision,
    CONSTRAINT allocation_bottleneck_pk PRIMARY KEY (run_id, position),
    CONSTRAINT allocation_bottleneck_run_fk FOREIGN KEY (run_id) REFERENCES padan.allocation ON DELETE CASCADE
);
COMMENT ON TABLE padan.allocation_bottleneck IS 'What limits a plan, the dearest first';
COMMENT ON COLUMN padan.allocation_bottleneck.run_id IS 'Allocation run';
COMMENT ON COLUMN padan.allocation_bottleneck.position IS 'Rank, 1 is the dearest';
COMMENT ON COLUMN padan.allocation_bottleneck.resource IS 'assessor, workshop, instructor, department (workshop and instructor alike), budget or network_budget';
COMMENT ON COLUMN padan.allocation_bottleneck.blk_code IS 'BLK; empty for assessors and the network''s budget';
COMMENT ON COLUMN padan.allocation_bottleneck.kejuruan IS 'Department, for hours';
COMMENT ON COLUMN padan.allocation_bottleneck.scheme_code IS 'Scheme, for assessors';
COMMENT ON COLUMN padan.allocation_bottleneck.available IS 'What there is: days, JP or rupiah';
COMMENT ON COLUMN padan.allocation_bottleneck.used IS 'What the plan uses';
COMMENT ON COLUMN padan.allocation_bottleneck.step IS 'So much more is looked at';
COMMENT ON COLUMN padan.allocation_bottleneck.estimate IS 'Objective gained by the step, by the prices of the bound';
COMMENT ON COLUMN padan.allocation_bottleneck.verified IS 'The same by solving again; empty beyond the first';
COMMENT ON COLUMN padan.allocation_bottleneck.packages IS 'Packages gained, by solving again';
COMMENT ON COLUMN padan.allocation_bottleneck.participants IS 'Participants gained';
COMMENT ON COLUMN padan.allocation_bottleneck.certified IS 'Certified gained';
COMMENT ON COLUMN padan.allocation_bottleneck.placements IS 'Placements gained';

CREATE TABLE padan.allocation_upgrade (
    run_id integer NOT NULL,
    position integer NOT NULL,
    blk_code text NOT NULL,
    instructor_code text,
    program_codes text[] NOT NULL,
    unit_codes text[] NOT NULL,
    days double precision NOT NULL,
    packages integer NOT NULL,
    certified double precision NOT NULL,
    placements double precision NOT NULL,
    CONSTRAINT allocation_upgrade_pk PRIMARY KEY (run_id, position),
    CONSTRAINT allocation_upgrade_run_fk FOREIGN KEY (run_id) REFERENCES padan.allocation ON DELETE CASCADE
);
COMMENT ON TABLE padan.allocation_upgrade IS 'Instructor upgrade plan: the most gained per day of training first';
COMMENT ON COLUMN padan.allocation_upgrade.run_id IS 'Allocation run';
COMMENT ON COLUMN padan.allocation_upgrade.position IS 'Rank';
COMMENT ON COLUMN padan.allocation_upgrade.blk_code IS 'BLK';
COMMENT ON COLUMN padan.allocation_upgrade.instructor_code IS 'Instructor to train; empty where the department has none';
COMMENT ON COLUMN padan.allocation_upgrade.program_codes IS 'Programmes unlocked';
COMMENT ON COLUMN padan.allocation_upgrade.unit_codes IS 'Units to gain';
COMMENT ON COLUMN padan.allocation_upgrade.days IS 'Days of training';
COMMENT ON COLUMN padan.allocation_upgrade.packages IS 'Packages gained in the network';
COMMENT ON COLUMN padan.allocation_upgrade.certified IS 'Certified gained';
COMMENT ON COLUMN padan.allocation_upgrade.placements IS 'Placements gained';

CREATE TABLE padan.allocation_assessor (
    run_id integer NOT NULL,
    scheme_code text NOT NULL,
    days_needed double precision NOT NULL,
    days_had double precision NOT NULL,
    days_used double precision NOT NULL,
    days_expiring double precision NOT NULL,
    assessors_missing integer NOT NULL,
    borrow_regions text[] NOT NULL,
    home_blks text[] NOT NULL,
    CONSTRAINT allocation_assessor_pk PRIMARY KEY (run_id, scheme_code),
    CONSTRAINT allocation_assessor_run_fk FOREIGN KEY (run_id) REFERENCES padan.allocation ON DELETE CASCADE
);
COMMENT ON TABLE padan.allocation_assessor IS 'Assessor plan by scheme';
COMMENT ON COLUMN padan.allocation_assessor.run_id IS 'Allocation run';
COMMENT ON COLUMN padan.allocation_assessor.scheme_code IS 'Scheme';
COMMENT ON COLUMN padan.allocation_assessor.days_needed IS 'Days that the plan would use if there were enough';
COMMENT ON COLUMN padan.allocation_assessor.days_had IS 'Licensed days within the year and in reach';
COMMENT ON COLUMN padan.allocation_assessor.days_used IS 'Days that the plan uses';
COMMENT ON COLUMN padan.allocation_assessor.days_expiring IS 'Days lost because licences end within the year';
COMMENT ON COLUMN padan.allocation_assessor.assessors_missing IS 'Assessors to train or to borrow';
COMMENT ON COLUMN padan.allocation_assessor.borrow_regions IS 'Regions out of reach that have licensed assessors';
COMMENT ON COLUMN padan.allocation_assessor.home_blks IS 'BLKs in the regions where the assessors in reach live';

CREATE TABLE padan.allocation_reason (
    run_id integer NOT NULL,
    measure text NOT NULL,
    position integer NOT NULL,
    cause text NOT NULL,
    kejuruan text,
    persons double precision NOT NULL,
    CONSTRAINT allocation_reason_pk PRIMARY KEY (run_id, measure, position),
    CONSTRAINT allocation_reason_run_fk FOREIGN KEY (run_id) REFERENCES padan.allocation ON DELETE CASCADE,
    CONSTRAINT allocation_reason_measure_ck CHECK (measure IN ('participants', 'certified'))
);
COMMENT ON TABLE padan.allocation_reason IS 'Why a target is missed';
COMMENT ON COLUMN padan.allocation_reason.run_id IS 'Allocation run';
COMMENT ON COLUMN padan.allocation_reason.measure IS 'participants or certified';
COMMENT ON COLUMN padan.allocation_reason.position IS 'Order in which the causes are taken away';
COMMENT ON COLUMN padan.allocation_reason.cause IS 'assessor, workshop, instructor, units, budget, share, or several together';
COMMENT ON COLUMN padan.allocation_reason.kejuruan IS 'Department; empty for causes of the whole network';
COMMENT ON COLUMN padan.allocation_reason.persons IS 'Persons fewer short without it, after the causes before';
