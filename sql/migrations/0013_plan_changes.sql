-- Decisions and suppositions of a plan are values (jsonb), no longer the words of a command line.
SET LOCAL ROLE padan_owner;

-- Reads one of the old words, such as '--fix UPTD-KRW:LAS-01=3', into a value. All that is
-- stored was checked by the same grammar; a word that cannot be read ends the migration, so that nothing is lost.
CREATE FUNCTION padan.plan_change_of_option(option text) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    name text := split_part(option, ' ', 1);
    value text := substr(option, length(split_part(option, ' ', 1)) + 2);
    -- What stands before the last '=', and the number behind it.
    key text := regexp_replace(value, '=[^=]*$', '');
    amount text := regexp_replace(value, '^.*=', '');
    -- The two sides of the first ':'.
    first text := split_part(key, ':', 1);
    rest text := substr(key, length(split_part(key, ':', 1)) + 2);
    parts text[];
BEGIN
    CASE name
        WHEN '--fix' THEN
            RETURN jsonb_build_object('change', 'fix', 'blk', first, 'program', rest, 'packages', amount::double precision::integer);
        WHEN '--forbid' THEN
            RETURN jsonb_build_object('change', 'forbid', 'blk', split_part(value, ':', 1),
                'program', substr(value, length(split_part(value, ':', 1)) + 2));
        WHEN '--min-per-blk' THEN
            RETURN jsonb_build_object('change', 'minimum_per_blk', 'participants', value::double precision);
        WHEN '--max-share' THEN
            RETURN jsonb_build_object('change', 'largest_share', 'share',
                CASE WHEN value LIKE '%\%' THEN rtrim(value, '%')::double precision / 100 ELSE value::double precision END);
        WHEN '--add-assessor' THEN
            RETURN jsonb_build_object('change', 'add_assessors', 'scheme', key, 'count', amount::double precision::integer);
        WHEN '--add-instructor' THEN
            RETURN jsonb_build_object('change', 'add_competence', 'blk', split_part(value, ':', 1),
                'unit', substr(value, length(split_part(value, ':', 1)) + 2));
        WHEN '--add-workshop-hours', '--add-instructor-hours' THEN
            RETURN jsonb_build_object('change', replace(ltrim(name, '-'), '-', '_'), 'blk', first, 'kejuruan', rest,
                'hours', amount::double precision);
        WHEN '--budget' THEN
            RETURN jsonb_build_object('change', 'scale_budget', 'factor', 1 + rtrim(value, '%')::double precision / 100);
        WHEN '--close' THEN
            RETURN jsonb_build_object('change', 'close', 'blk', value);
        WHEN '--target' THEN
            parts := string_to_array(key, ':');
            RETURN jsonb_strip_nulls(jsonb_build_object('change', 'target', 'amount', amount::double precision,
                'measure', CASE lower(parts[cardinality(parts)]) WHEN 'peserta' THEN 'participants'
                    WHEN 'tersertifikasi' THEN 'certified' ELSE lower(parts[cardinality(parts)]) END,
                'scope', CASE WHEN cardinality(parts) > 1 THEN to_jsonb(parts[:cardinality(parts) - 1]) END));
        ELSE
            RAISE EXCEPTION 'a stored plan has a change that is not known: %', option;
    END CASE;
END
$$;
COMMENT ON FUNCTION padan.plan_change_of_option(text) IS 'The value of a decision or supposition that an earlier version kept as a word of the command line';

CREATE FUNCTION padan.plan_changes_of_options(options text[]) RETURNS jsonb
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT coalesce(jsonb_agg(padan.plan_change_of_option(option) ORDER BY place), '[]')
    FROM unnest(options) WITH ORDINALITY AS o (option, place)
    $$;
COMMENT ON FUNCTION padan.plan_changes_of_options(text[]) IS 'The values of the words that one plan has kept, in their order';

ALTER TABLE padan.allocation ALTER COLUMN changes TYPE jsonb USING padan.plan_changes_of_options(changes),
    ADD CONSTRAINT allocation_changes_ck CHECK (jsonb_typeof(changes) = 'array');
COMMENT ON COLUMN padan.allocation.changes IS 'Decisions and suppositions, one object each: {"change": "fix", "blk": …, "program": …, "packages": 3}';
DROP FUNCTION padan.plan_changes_of_options(text[]);
DROP FUNCTION padan.plan_change_of_option(text);
