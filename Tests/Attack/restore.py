"""After all attacks: a backup, restored on an empty server, is the same database."""

import subprocess

import server

# Everything that a database of Padan is, as text a row; numbers of objects and roles that servers give do not come into it.
CATALOGUE = {
    "columns": "SELECT concat_ws(' ', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull, attacl)"
    " FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid WHERE {ours} AND attnum > 0 AND NOT attisdropped",
    "relations": "SELECT concat_ws(' ', c.oid::regclass, relkind, pg_get_userbyid(relowner), relrowsecurity, relforcerowsecurity, relispartition, reloptions)"
    " FROM pg_class AS c WHERE {ours}",
    "rights": "SELECT concat_ws(' ', c.oid::regclass, a.grantee::regrole, a.privilege_type, a.is_grantable)"
    " FROM pg_class AS c, aclexplode(coalesce(relacl, acldefault('r', relowner))) AS a WHERE {ours} AND relkind IN ('r', 'p', 'v', 'S')",
    "rights of schemas": "SELECT concat_ws(' ', nspname, a.grantee::regrole, a.privilege_type) FROM pg_namespace, aclexplode(nspacl) AS a"
    " WHERE nspname IN ('padan', 'staging', 'dashboard', 'public')",
    "functions": "SELECT concat_ws(' ', p.oid::regprocedure, md5(prosrc), prosecdef, pg_get_userbyid(proowner), proconfig)"
    " FROM pg_proc AS p WHERE pronamespace::regnamespace::text IN ('padan', 'staging', 'dashboard')",
    "rights of functions": "SELECT concat_ws(' ', p.oid::regprocedure, a.grantee::regrole, a.privilege_type)"
    " FROM pg_proc AS p, aclexplode(coalesce(proacl, acldefault('f', proowner))) AS a",
    "policies": "SELECT concat_ws(' ', tablename, policyname, permissive, roles, cmd, qual, with_check) FROM pg_policies",
    "constraints": "SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid <> 0",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname IN ('padan', 'staging')",
    "views": "SELECT concat_ws(' ', viewname, md5(definition)) FROM pg_views WHERE schemaname IN ('padan', 'dashboard')",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "default rights": "SELECT concat_ws(' ', defaclrole::regrole, defaclobjtype, nullif(defaclnamespace, 0)::regnamespace, defaclacl) FROM pg_default_acl",
    "comments": "SELECT concat_ws(' ', c.oid::regclass, d.objsubid, d.description) FROM pg_description AS d"
    " JOIN pg_class AS c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass WHERE {ours}",
    "rights on the databases": "SELECT concat_ws(' ', datname, a.grantee::regrole, a.privilege_type)"
    " FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) AS a WHERE datname IN ('padan', 'postgres', 'template1')",
    "settings of the database": "SELECT concat_ws(' ', setrole::regrole, setconfig) FROM pg_db_role_setting AS s"
    " JOIN pg_database AS d ON d.oid = s.setdatabase WHERE d.datname = 'padan'",
    "group roles": "SELECT concat_ws(' ', rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls, rolconnlimit,"
    " (SELECT string_agg(s, ',' ORDER BY s) FROM unnest(rolconfig) AS s)) FROM pg_roles WHERE rolname LIKE 'padan%'",
    "memberships of groups": "SELECT concat_ws(' ', roleid::regrole, member::regrole) FROM pg_auth_members WHERE member::regrole::text LIKE 'padan%'",
}
OURS = "c.relnamespace::regnamespace::text IN ('padan', 'staging', 'dashboard', 'public')"


def rows(home):
    """A digest of every table's rows."""
    tables = home.ask(f"SELECT c.oid::regclass FROM pg_class AS c WHERE {OURS} AND relkind IN ('r', 'p') ORDER BY 1")
    query = " UNION ALL ".join(f"SELECT '{table}', concat(count(*), ' rows ', md5(string_agg(t::text, E'\\n' ORDER BY t::text))) FROM {table} AS t" for table in tables)
    return dict(line.split("|", 1) for line in home.ask(query + ";"))


def compare(home, other, findings):
    """Backs one home up, restores it in the other, which has an empty server, and compares the two."""
    item = "restore.1"
    copy = home.desk / "akhir.padan"
    made = home.run("db", "backup", copy, patience=60)
    if made.status != 0:
        findings.add(item, "backup", f"ends with {made.status}: {made.words}", made, home.variables())
        return
    subprocess.run(["cp", copy, other.desk / "akhir.padan"], check=True)
    read = other.run("db", "restore", "akhir.padan", "--yes", patience=120)
    if read.status != 0:
        findings.add(item, "restore", f"on an empty server: ends with {read.status}: {read.words}", read, other.variables())
        return
    here, there = rows(home), rows(other)
    for table in sorted({*here, *there}):
        if here.get(table) == there.get(table):
            continue
        if table.endswith("reader_secret"):
            # Digests are those of the server's own log-ins; the new server has none.
            continue
        if table.endswith("blk_user") and all(name in read.text for name in missing_users(home, other)):
            # Log-ins that are no roles of the new server are left without rights, and named.
            continue
        findings.add(item, "rows", f"{table} differs after the restore: {here.get(table)} → {there.get(table)}", read, other.variables())
    for name, query in CATALOGUE.items():
        filled = query.replace("{ours}", OURS)
        left, right = set(home.ask(filled + ";")), set(other.ask(filled + ";"))
        # Log-ins belong to the server, not to the database.
        left, right = ({line for line in lines if "atk_" not in line} for lines in (left, right))
        if left != right:
            findings.add(item, name, f"differ after the restore: lost {sorted(left - right)[:3]}, new {sorted(right - left)[:3]}")
    findings.ran("restore")
    if home.ask("SELECT 1 FROM pg_largeobject_metadata") or other.ask("SELECT 1 FROM pg_largeobject_metadata"):
        findings.add(item, "large objects", "a database holds large objects, which nothing of Padan makes")


def missing_users(home, other):
    """Log-ins of the first database that the second does not have."""
    users = [set(each.ask("SELECT role_name FROM padan.blk_user")) for each in (home, other)]
    return users[0] - users[1]
