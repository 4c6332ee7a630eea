-- One way to publish a view of the analysts' contract: owner, rights, a comment on every column.
CREATE FUNCTION padan.publish_views(view_names text[], column_words text[]) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    published text;
    words text[];
BEGIN
    FOREACH published IN ARRAY view_names LOOP
        FOREACH words SLICE 1 IN ARRAY column_words LOOP
            EXECUTE format('COMMENT ON COLUMN dashboard.%I.%I IS %L', published, words[1], words[2]);
        END LOOP;
        EXECUTE format('ALTER VIEW dashboard.%I OWNER TO padan_owner', published);
        EXECUTE format('GRANT SELECT ON dashboard.%I TO padan_app, padan_analyst, padan_blk', published);
    END LOOP;
END
$$;
COMMENT ON FUNCTION padan.publish_views(text[], text[]) IS 'Gives views of the schema dashboard their owner, their readers and a comment on every column ({{column, words}, …})';
ALTER FUNCTION padan.publish_views(text[], text[]) OWNER TO padan_owner;
