/// Roles of the server that a copy names and that are not the program's: somebody else may have the name here.
extension Backup {
    /// Takes from every role but those of the scope what a copy has brought for it: what it owns is then of whoever restores, rights, default rights
    /// and policies for it are gone. What it has in other databases and on the server stays.
    ///
    /// - Parameters:
    ///   - scope: The roles whose rights come back.
    ///   - target: The database that was filled.
    /// - Returns: The names of the roles from which something was taken, in their order.
    /// - Throws: `PostgresError` when the server refuses a statement.
    func stripForeignRoles(_ scope: BackupScope, in target: PostgresConfiguration) async throws -> [String] {
        try await PostgresConnection.connect(target).transaction { connection in
            var names: Set<String> = []
            // Owners go first, because a new owner takes over the rights of the old one. What a role gave others goes with what it had.
            for query in [Self.foreignOwners, Self.foreignPolicies, Self.foreignRights] {
                for item in try connection.rows(query, [scope.roles], { (try $0["name"] as String, try $0["statement"] as String) }) {
                    names.insert(item.0)
                    try connection.execute(item.1)
                }
            }
            return names.sorted()
        }
    }

    /// What depends on roles that are neither of `$1` nor the one that asks, in this database.
    private static let foreign = """
        WITH item AS (
            SELECT DISTINCT r.rolname::text AS name, quote_ident(r.rolname) AS holder, s.deptype, s.classid, s.objid, i.type, i.identity
            FROM pg_shdepend AS s JOIN pg_roles AS r ON r.oid = s.refobjid, pg_identify_object(s.classid, s.objid, 0) AS i
            WHERE s.refclassid = 'pg_authid'::regclass AND s.dbid = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
                AND r.rolname <> ALL ($1::text[]) AND r.rolname <> current_user
        )
        """

    private static let foreignOwners =
        foreign + """
            SELECT name, format('ALTER %s %s OWNER TO CURRENT_USER', type, identity) AS statement FROM item
            WHERE deptype = 'o' AND type <> 'default acl' ORDER BY type = 'schema' DESC, identity
            """

    /// A policy stays for the others that it names.
    private static let foreignPolicies =
        foreign + """
            SELECT min(i.name) AS name, CASE WHEN o.others IS NULL THEN format('DROP POLICY %I ON %s', p.polname, p.polrelid::regclass)
                ELSE format('ALTER POLICY %I ON %s TO %s', p.polname, p.polrelid::regclass, o.others) END AS statement
            FROM item AS i JOIN pg_policy AS p ON p.oid = i.objid, LATERAL (
                SELECT string_agg(quote_ident(pg_get_userbyid(u.role)), ', ') FROM unnest(p.polroles) AS u (role)
                WHERE u.role <> 0 AND pg_get_userbyid(u.role) NOT IN (SELECT f.name FROM item AS f)) AS o (others)
            WHERE i.classid = 'pg_policy'::regclass GROUP BY p.polname, p.polrelid, o.others
            """

    /// The identity of default rights is such as `for role padan_owner in schema dashboard on tables`. Those for what a role itself will make
    /// go with all whom they name.
    private static let foreignRights =
        foreign + """
            SELECT name, format('REVOKE ALL ON %s %s FROM %s CASCADE',
                CASE WHEN type IN ('schema', 'sequence', 'type') THEN type WHEN type IN ('function', 'procedure', 'aggregate') THEN 'ROUTINE' ELSE 'TABLE' END,
                identity, holder) AS statement
            FROM item WHERE deptype = 'a' AND type <> 'default acl'
            UNION
            SELECT i.name, format('ALTER DEFAULT PRIVILEGES %s REVOKE ALL ON %s FROM %s', split_part(i.identity, ' on ', 1),
                split_part(i.identity, ' on ', 2), CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
            FROM item AS i JOIN pg_default_acl AS d ON d.oid = i.objid, aclexplode(d.defaclacl) AS a
            WHERE i.type = 'default acl' AND (i.deptype = 'o' OR pg_get_userbyid(a.grantee) = i.name)
            """
}
