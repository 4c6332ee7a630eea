-- What the functions of dashboard are asked for, by code or by name, and in which language they refuse. The registers are for everybody, also names
-- of BLKs whose rows the asker does not see; readers have no USAGE on the schema padan, so that only a function of the owner reads them here.
CREATE OR REPLACE FUNCTION padan.said(indonesian text, english text) RETURNS text
    LANGUAGE sql STABLE
    RETURN CASE WHEN lower(current_setting('padan.language', true)) = 'en' THEN english ELSE indonesian END;
COMMENT ON FUNCTION padan.said(text, text) IS 'A sentence in the language of the session: Indonesian, or English after SET padan.language TO en';

-- Case and blanks make no other name.
CREATE OR REPLACE FUNCTION padan.plain(name text) RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN lower(regexp_replace(name, '\s', '', 'g'));
COMMENT ON FUNCTION padan.plain(text) IS 'A code or name without blanks and in small letters, as whole names are compared';

CREATE OR REPLACE FUNCTION padan.words(name text) RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN btrim(regexp_replace(regexp_replace(lower(name), '[^[:alnum:]]+', ' ', 'g'), '\mkab\M', 'kabupaten', 'g'));
COMMENT ON FUNCTION padan.words(text) IS 'The words of a name with one blank between them and in small letters, as parts of names are compared; kab is how everybody writes kabupaten';

CREATE OR REPLACE FUNCTION padan.letters_apart(a text, b text) RETURNS integer
    LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    before_last integer[];
    last integer[] := ARRAY(SELECT generate_series(0, length(b)));
    line integer[];
    cost integer;
BEGIN
    FOR i IN 1..length(a) LOOP
        line := ARRAY[i];
        FOR j IN 1..length(b) LOOP
            cost := least(last[j + 1] + 1, line[j] + 1, last[j] + (substr(a, i, 1) <> substr(b, j, 1))::integer);
            IF i > 1 AND j > 1 AND substr(a, i, 1) = substr(b, j - 1, 1) AND substr(a, i - 1, 1) = substr(b, j, 1) THEN
                cost := least(cost, before_last[j - 1] + 1);
            END IF;
            line[j + 1] := cost;
        END LOOP;
        before_last := last;
        last := line;
    END LOOP;
    RETURN last[length(b) + 1];
END
$$;
COMMENT ON FUNCTION padan.letters_apart(text, text) IS 'How many letters to insert, drop, change or swap with the next one to make one text of another (optimal string alignment), as the command line measures it';

CREATE OR REPLACE FUNCTION padan.register(kind text) RETURNS TABLE (code text, name text, other_name text)
    LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    AS $$
    SELECT b.blk_code, b.name, NULL FROM padan.blk AS b WHERE register.kind = 'blk'
    UNION ALL
    SELECT p.program_code, p.name, NULL FROM padan.program AS p WHERE register.kind = 'program'
    UNION ALL
    -- What the published scores know, and the register no more.
    SELECT p.program_code, p.name, NULL FROM padan.run_program AS p
    WHERE register.kind = 'program' AND p.run_id = (
            SELECT u.run_id FROM padan.publication AS u JOIN padan.run AS r USING (run_id) WHERE r.stage = 'scoring' ORDER BY u.publication_id DESC LIMIT 1)
        AND NOT EXISTS (SELECT FROM padan.program AS q WHERE q.program_code = p.program_code)
    UNION ALL
    SELECT g.region_code, g.name, NULL FROM padan.region AS g WHERE register.kind = 'region'
    UNION ALL
    SELECT o.occupation_code, o.name, o.name_en FROM padan.occupation AS o WHERE register.kind = 'occupation'
    UNION ALL
    SELECT i.industry_code, i.name, i.name_en FROM padan.industry AS i WHERE register.kind = 'industry'
    $$;
COMMENT ON FUNCTION padan.register(text) IS 'Codes and names of one kind: blk, program, region, occupation or industry; classifications with their English names';

CREATE OR REPLACE FUNCTION padan.code_of(kind text, asked text) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    -- Nobody's name is longer, and what is compared stays small.
    wanted CONSTANT text := padan.plain(left(asked, 200));
    part CONSTANT text := padan.words(left(asked, 200));
    typed CONSTANT text := lower(btrim(left(asked, 60)));
    shown CONSTANT text := CASE WHEN length(asked) > 60 THEN left(asked, 60) || '…' ELSE asked END;
    word CONSTANT text := CASE kind
        WHEN 'blk' THEN 'BLK' WHEN 'program' THEN padan.said('program', 'programme') WHEN 'region' THEN padan.said('daerah', 'region')
        WHEN 'occupation' THEN padan.said('jabatan', 'occupation') WHEN 'industry' THEN padan.said('lapangan usaha', 'industry') END;
    codes text[];
    listed text;
BEGIN
    IF word IS NULL THEN
        RAISE invalid_parameter_value USING MESSAGE = format(
            padan.said('tidak ada daftar %s; yang ada: %s', 'there is no register %s; there are: %s'),
            quote_nullable(kind), 'blk, program, region, occupation, industry');
    END IF;
    IF asked IS NULL THEN
        RETURN NULL;
    END IF;
    -- Programs ask for codes as they stand, which must take no time.
    SELECT array_agg(n.code) INTO codes FROM padan.register(kind) AS n WHERE n.code = asked;
    IF cardinality(codes) = 1 THEN
        RETURN codes[1];
    END IF;
    -- The code; else the whole name; else whole words of the name; else a part of it.
    WITH named AS (
        SELECT n.code, padan.said(n.name, coalesce(n.other_name, n.name)) AS name, v.name AS text
        FROM padan.register(kind) AS n, LATERAL (VALUES (n.name), (n.other_name)) AS v (name)
    ), fitting AS (
        SELECT n.code, n.name, min(CASE WHEN padan.plain(n.code) = wanted THEN 1 WHEN padan.plain(n.text) = wanted THEN 2
            WHEN strpos(' ' || padan.words(n.text) || ' ', ' ' || part || ' ') > 0 THEN 3 ELSE 4 END) AS tier
        FROM named AS n
        WHERE (wanted <> '' AND wanted IN (padan.plain(n.code), padan.plain(n.text))) OR (part <> '' AND strpos(padan.words(n.text), part) > 0)
        GROUP BY n.code, n.name
    )
    SELECT array_agg(f.code ORDER BY length(f.code) DESC, f.code COLLATE "C"),
        string_agg(format('%s (%s)', f.code, f.name), ', ' ORDER BY f.code COLLATE "C") FILTER (WHERE f.place <= 12)
    INTO codes, listed
    FROM (
        SELECT g.code, g.name, row_number() OVER (ORDER BY g.code COLLATE "C") AS place
        FROM fitting AS g WHERE g.tier = (SELECT min(h.tier) FROM fitting AS h)
    ) AS f;
    IF cardinality(codes) = 1
        -- A group of occupations and its only member bear one name: the member stands for both.
        OR (kind = 'occupation' AND (SELECT bool_and(starts_with(codes[1], c)) FROM unnest(codes) AS c))
    THEN
        RETURN codes[1];
    ELSIF codes IS NOT NULL THEN
        RAISE invalid_parameter_value USING MESSAGE = format(padan.said('%L cocok dengan beberapa %s: %s', '%L fits more than one %s: %s'), shown, word, listed);
    END IF;
    -- Codes, names, words of names and as many words of them as were typed: the smallest share of letters to change, among those that share the most pairs
    -- of neighbouring letters. Among equals come those whose code begins as was typed.
    -- What has more than that to change is not like it, as for the command line.
    WITH spelled AS (
        SELECT n.code, padan.said(n.name, coalesce(n.other_name, n.name)) AS name, lower(t.text) AS text
        FROM padan.register(kind) AS n
        CROSS JOIN LATERAL (
            SELECT v.text FROM (VALUES (n.code), (n.name), (n.other_name)) AS v (text)
            UNION SELECT array_to_string(w.words[i:i + k.length - 1], ' ')
            FROM (VALUES (n.name), (n.other_name)) AS v (text), LATERAL (SELECT string_to_array(padan.words(v.text), ' ') AS words) AS w,
                (VALUES (1), (cardinality(string_to_array(part, ' ')))) AS k (length), generate_series(1, cardinality(w.words) - k.length + 1) AS i
        ) AS t
        WHERE t.text <> ''
    ), pair AS (
        SELECT DISTINCT s.text, substr(' ' || s.text || ' ', i, 2) AS letters
        FROM (SELECT DISTINCT p.text FROM spelled AS p) AS s, generate_series(1, length(s.text) + 1) AS i
    ), alike AS (
        SELECT p.text, padan.letters_apart(typed, p.text)::double precision / greatest(length(typed), length(p.text)) AS apart
        FROM (
            SELECT q.text FROM pair AS q GROUP BY q.text
            ORDER BY count(*) FILTER (WHERE strpos(' ' || typed || ' ', q.letters) > 0)::double precision / (count(*) + length(typed)) DESC, q.text COLLATE "C"
            LIMIT 60
        ) AS p
    )
    SELECT string_agg(format('%s (%s)', b.code, b.name), ', ' ORDER BY b.place) INTO listed
    FROM (
        SELECT c.code, c.name, c.apart, row_number() OVER (ORDER BY c.apart, (
                SELECT count(*) FROM generate_series(1, length(typed)) AS i WHERE starts_with(lower(c.code), left(typed, i))) DESC, c.code COLLATE "C") AS place
        FROM (SELECT s.code, s.name, min(a.apart) AS apart FROM spelled AS s JOIN alike AS a USING (text) GROUP BY s.code, s.name) AS c
    ) AS b
    WHERE b.place <= 5 AND b.apart <= 0.7;
    RAISE invalid_parameter_value USING MESSAGE = CASE
        WHEN NOT EXISTS (SELECT FROM padan.register(kind)) THEN format(padan.said('belum ada %s yang dimuat', 'no %s is loaded yet'), word)
        WHEN listed IS NULL THEN format(padan.said('tidak ada %s %L, dan tidak ada yang mirip', 'there is no %s %L, and nothing is spelled like it'), word, shown)
        ELSE format(padan.said('tidak ada %s %L; yang paling mirip: %s', 'there is no %s %L; spelled most like it: %s'), word, shown, listed) END;
END
$$;
COMMENT ON FUNCTION padan.code_of(text, text) IS 'The code of what is asked for by its code, its name or a part of the name that only it has; refuses unknown and ambiguous names with the nearest ones, in the language of the session';

DO $$
DECLARE
    item regprocedure;
BEGIN
    FOREACH item IN ARRAY ARRAY['padan.said(text, text)', 'padan.plain(text)', 'padan.words(text)', 'padan.letters_apart(text, text)', 'padan.register(text)', 'padan.code_of(text, text)']::regprocedure[] LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO padan_owner', item);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM public', item);
    END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION padan.code_of(text, text) TO padan_app, padan_analyst, padan_blk;

CREATE OR REPLACE FUNCTION dashboard.code_of(kind text, name text) RETURNS text
    LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT padan.code_of(code_of.kind, code_of.name);
END;
COMMENT ON FUNCTION dashboard.code_of(text, text) IS
    'Kode menurut nama, untuk menyaring tampilan: WHERE blk_code = dashboard.code_of(''blk'', ''blk karawang''); jenisnya blk, program, region, occupation, industry; nama yang tidak dikenal ditolak dengan menyebut yang paling mirip, berbahasa Inggris sesudah SET padan.language TO en (the code that goes with a name, to filter views; an unknown name is refused with the nearest ones)';
ALTER FUNCTION dashboard.code_of(text, text) OWNER TO padan_owner;
REVOKE ALL ON FUNCTION dashboard.code_of(text, text) FROM public;
GRANT EXECUTE ON FUNCTION dashboard.code_of(text, text) TO padan_app, padan_analyst, padan_blk;
