"""Asks the server as readers do who want more than is theirs: the lists in `escapes/`, and what takes two to try."""

import json
import pathlib
import re
import stat
import subprocess
import threading
import time

import program
import server

# So many statements at least are tried as each reader.
LEAST = 150
SECONDS = 5
# A command that has to wait for a reader's lock gives up within half a minute.
WAIT = 40
LISTS = pathlib.Path(__file__).parent / "escapes"
PREFIX = "SET default_transaction_read_only = off;\n"
# Words of a refusal at the door, which has no state that psql shows.
AT_THE_DOOR = ("permission denied for database", "no pg_hba.conf entry", "not currently accepting connections", "pg_hba.conf rejects")
# What nothing that a reader does may change, each as a query of one text a row.
STATE = {
    "roles": "SELECT to_jsonb(r)::text FROM pg_authid AS r",
    # Settings have no order: what was changed stands behind the others when it is set again.
    "settings": "SELECT concat_ws(' ', s.setdatabase, s.setrole, (SELECT string_agg(c, ' ' ORDER BY c) FROM unnest(s.setconfig) AS c))"
    " FROM pg_db_role_setting AS s",
    "memberships": "SELECT m::text FROM pg_auth_members AS m",
    "databases": "SELECT concat(datname, datacl, datconnlimit) FROM pg_database",
    "schemas": "SELECT concat(nspname, nspacl) FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp'",
    "relations": "SELECT concat(oid::regclass, relowner, relkind, relacl, reloptions, relrowsecurity, relforcerowsecurity, relhasrules, relhastriggers) FROM pg_class WHERE relnamespace::regnamespace::text !~ '^pg_' OR relpersistence = 't'",
    "functions": "SELECT concat(oid::regprocedure, proowner, md5(prosrc), proacl) FROM pg_proc",
    "types": "SELECT typname::text FROM pg_type WHERE typnamespace::regnamespace::text !~ '^pg_'",
    "policies": "SELECT p::text FROM pg_policy AS p",
    "default rights": "SELECT d::text FROM pg_default_acl AS d",
    "large objects": "SELECT oid::text FROM pg_largeobject_metadata",
    "comments": "SELECT d::text FROM pg_description AS d WHERE objoid >= 16384 UNION ALL SELECT d::text FROM pg_shdescription AS d",
    "rows": "SELECT concat('user', u) FROM padan.blk_user AS u UNION ALL SELECT concat('run', run_id) FROM padan.run UNION ALL SELECT concat('target', t)"
    " FROM padan.target AS t UNION ALL SELECT concat('realization', count(*)) FROM padan.realization",
    "settings of the server": "SELECT concat(name, setting) FROM pg_file_settings",
    "locks": "SELECT l::text FROM pg_locks AS l WHERE locktype = 'advisory'",
}
STATE_QUERY = "\nUNION ALL ".join(
    f"SELECT '{name}', md5(coalesce(string_agg(x.t, E'\\n' ORDER BY x.t), '')) FROM ({query}) AS x (t)" for name, query in STATE.items())


class Reader:
    """A log-in that `padan db user add` made."""

    def __init__(self, home, name, role, options, group):
        self.home, self.name, self.role, self.group = home, name, role, group
        answer = json.loads(home.must("db", "user", "add", name, "--role", role, *options, "--json"))
        self.password = answer["password"]

    def url(self, database="padan"):
        return self.home.url(database, self.name, self.password)

    def script(self, sql, database="padan", patience=SECONDS):
        """Runs SQL as the reader; returns after the patience at the latest, with `returncode` None."""
        answer = self.home.psql(sql, self.url(database), patience)
        if answer.returncode is None:
            self.home.ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{self.name}'")
        return answer

    def hold(self, sql, patience=SECONDS):
        """Opens a session, runs SQL in it and leaves it open; answers the process of psql, or None where it was refused or took too long."""
        command = [self.home.bin / "psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-d", self.url()]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self.home.variables(), start_new_session=True)
        try:
            process.stdin.write((sql + "\n\\echo siap\n").encode())
            process.stdin.flush()
        except BrokenPipeError:
            pass
        timer = threading.Timer(patience, process.kill)
        timer.start()
        ready = any(line == b"siap\n" for line in iter(process.stdout.readline, b"") if line == b"siap\n" or not line)
        timer.cancel()
        if not ready:
            let_go(process)
            return None
        return process


def let_go(process):
    """Ends a session that was held open."""
    if process is not None:
        process.kill()
        process.communicate()


def statements(role, names):
    """The statements for a role: (item, expectation, database, SQL)."""
    found = []
    for name in ("everybody", role):
        for number, line in enumerate((LISTS / f"{name}.sql").read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("--"):
                expectation, _, sql = line.partition(" | ")
                expectation, _, database = expectation.strip().partition("@")
                found.append((f"escape.{role}.{name}-{number}", expectation.strip(), database or "padan", sql.format(**names)))
    return found


class Escapes:
    """The attack of the readers on one home."""

    def __init__(self, home, findings, codes):
        self.home, self.findings, self.codes = home, findings, codes
        self.readers = {}
        sample = server.Sample
        self.names = {
            "own": sample.OWN, "neighbour": sample.NEIGHBOUR, "stranger": sample.STRANGER, "network": sample.NETWORK, "strangers": sample.STRANGERS,
            "colleague": "atk_rekan",
        }

    def found(self, item, kind, words, outcome=None):
        self.findings.add(item, kind, words, outcome, self.home.variables())

    def make_readers(self):
        """Makes the log-ins. Where the program does not know the role of a network yet, its list is not tried, and that is said."""
        sample = server.Sample
        self.readers["colleague"] = Reader(self.home, "atk_rekan", "blk", ["--blk", sample.NEIGHBOUR], "padan_blk")
        self.readers["blk"] = Reader(self.home, "atk_blk", "blk", ["--blk", sample.OWN], "padan_blk")
        self.readers["analyst"] = Reader(self.home, "atk_analis", "analyst", [], "padan_analyst")
        if "network" in self.home.run("db", "user", "add", "--help", "--lang", "en").text.lower():
            self.readers["network"] = Reader(self.home, "atk_jejaring", "network", ["--network", sample.NETWORK], "padan_network")
        else:
            print("SKIPPED: the escape list of the network: `padan db user add` knows no role network", flush=True)

    def allowed(self, role):
        """The codes of the BLKs whose rows a role may see."""
        if role == "blk":
            return {server.Sample.OWN}
        return self.codes[server.Sample.NETWORK] if role == "network" else set().union(*self.codes.values())

    def state(self):
        return dict(line.split("|") for line in self.home.ask(STATE_QUERY))

    def lists(self, only=None):
        """Tries every statement as every reader."""
        for role in ("blk", "network", "analyst"):
            if role not in self.readers:
                continue
            reader = self.readers[role]
            every = statements(role, {**self.names, "me": reader.name, "group": reader.group})
            if len(every) < LEAST:
                raise server.SetUpFailed(f"the list of {role} has {len(every)} statements; {LEAST} are wanted at least")
            door = reader.script("SELECT 1;")
            if door.returncode != 0:
                self.found(f"escape.{role}.everybody-0", "fails", f"a new {role} cannot log in: {door.stderr.decode('utf-8', 'replace').strip()}")
                continue
            before = self.state()
            for item, expectation, database, sql in every:
                if only and item != only:
                    continue
                answer = reader.script(sql + ";" if expectation.startswith("is ") else PREFIX + sql + ";", database)
                for kind, words in self.judge(role, expectation, database, answer):
                    self.found(item, kind, f"{sql[:160]}: {words}")
                self.findings.ran(f"escape.{role}", expectation)
                # One statement that was refused changes nothing.
                if answer.returncode == 1 and ";" not in sql:
                    continue
                if expectation == "undone":
                    # Before version 16 PostgreSQL lets a member change its group's settings; no session has them.
                    self.home.must("db", "migrate")
                after = self.state()
                if after != before:
                    self.found(item, "changed", f"{sql[:160]}: changed {', '.join(name for name in after if after[name] != before[name])}")
                    # A setting that stays would spoil every statement after it.
                    before = after

    def judge(self, role, expectation, database, answer):
        """What is wrong about the answer to a statement."""
        error = answer.stderr.decode("utf-8", "replace")
        lines = [line for line in answer.stdout.decode("utf-8", "replace").splitlines() if line]
        first = next((line for line in error.splitlines() if "ERROR" in line or "FATAL" in line), error.strip()[:200])
        if answer.returncode is None:
            return [("hangs", f"takes more than {SECONDS} s")]
        faults = []
        if "server closed the connection" in error or "terminating connection" in error:
            faults.append(("crash", first))
        if role != "analyst" and any(canary in answer.stdout.decode("utf-8", "replace") + error for canary in server.Sample.CANARIES):
            # The figure is in the statement itself where the statement was refused with its text.
            if expectation in ("own", "none", "some", "harmless"):
                faults.append(("others' rows", f"a stranger's figure is shown: {first or lines[:3]}"))
        if "SCRAM-SHA-256$" in answer.stdout.decode("utf-8", "replace"):
            faults.append(("secret", "a password's verifier is shown"))
        failed = answer.returncode != 0
        if expectation.startswith("refused"):
            refused = any(f"ERROR:  {state}:" in error for state in ("42501", *expectation.split()[1:])) or (database != "padan" and any(words in error for words in AT_THE_DOOR))
            if not failed:
                faults.append(("succeeds", f"answers {' '.join(lines)[:80] or 'nothing'}"))
            elif not refused:
                faults.append(("refused otherwise", first))
        elif expectation in ("harmless", "undone"):
            pass
        elif failed:
            faults.append(("fails", first))
        elif expectation == "own":
            if not lines:
                faults.append(("fails", "no rows, and some are the reader's own"))
            if strangers := sorted(set(lines) - self.allowed(role)):
                faults.append(("others' rows", ", ".join(strangers)[:200]))
        elif expectation == "none" and lines:
            faults.append(("others' rows", f"{len(lines)} rows: {lines[0][:120]}"))
        elif expectation == "some" and not (lines and lines[-1] not in ("0", "")):
            faults.append(("fails", "no rows, and some are to be read"))
        elif expectation.startswith("is ") and lines[-1:] != [expectation[3:]]:
            faults.append(("value", f"is {lines[-1:]}, not {expectation[3:]}"))
        return faults

    # What takes more than one statement.

    def scenes(self):
        """Tries what needs two sessions, or a command after the statement."""
        for scene in (self.scene_locks, self.scene_idle, self.scene_connections, self.scene_bounds, self.scene_own_role, self.scene_large_objects,
                self.scene_held, self.scene_hoard, self.scene_deaf, self.scene_filled, self.scene_door, self.scene_reassigned, self.scene_revoke):
            item = f"escape.{scene.__name__}"
            try:
                scene(item)
            except (server.SetUpFailed, json.JSONDecodeError, OSError) as error:
                self.found(item, "breaks off", str(error)[:300])
            self.findings.ran("escape.scene")

    def timed(self, item, words, *arguments, patience=program.SECONDS):
        """Runs a command that has to end in time, whatever the readers do; answers its outcome."""
        outcome = self.home.run(*arguments, patience=patience)
        for kind, fault in program.faults(outcome, patience):
            self.found(item, kind, f"{words}: {fault}", outcome)
        return outcome

    def scene_locks(self, item):
        """A reader holds Padan's own advisory lock, and a great many others."""
        held = self.readers["analyst"].hold(PREFIX + "SELECT pg_advisory_lock(7264110);")
        many = self.readers["analyst"].hold(PREFIX + "SELECT count(pg_try_advisory_lock(i)) FROM generate_series(1, 30000) AS i;")
        try:
            for command in (["db", "migrate"], ["runs", "list"], ["import", "blks", self.home.desk / "blks.csv", "--force"]):
                outcome = self.timed(item, f"a reader holds locks, {' '.join(map(str, command[:2]))}", *command, patience=WAIT)
                if outcome.status != 0 and not outcome.late:
                    self.found(item, "fails", f"a reader holds locks, {' '.join(map(str, command[:2]))}: {outcome.words}", outcome)
        finally:
            let_go(held)
            let_go(many)

    def scene_idle(self, item):
        """A reader sits in a transaction over a view while runs are pruned and the schema is checked."""
        self.home.must("score")
        held = self.readers["analyst"].hold(
            PREFIX + "SET idle_in_transaction_session_timeout = 0; BEGIN; SELECT count(*) FROM dashboard.recommendation;")
        try:
            answers = []
            pruning = threading.Thread(target=lambda: answers.append(
                self.timed(item, "a reader sits in a transaction, runs prune", "runs", "prune", "--keep", "1", "--days", "0", patience=WAIT)))
            pruning.start()
            time.sleep(1)
            begun = time.monotonic()
            other = self.readers["blk"].script("SELECT count(*) FROM dashboard.latest_recommendation;", patience=10)
            if other.returncode != 0 or time.monotonic() - begun > SECONDS:
                self.found(item, "blocked", "while runs prune waits, another reader waits behind it")
            pruning.join()
            outcome = self.timed(item, "a reader sits in a transaction, db migrate", "db", "migrate", patience=WAIT)
            if outcome.status != 0 and not outcome.late:
                self.found(item, "fails", f"a reader sits in a transaction, db migrate: {outcome.words}", outcome)
        finally:
            let_go(held)

    def scene_connections(self, item):
        """Three analysts take all the sessions that they get."""
        held = []
        try:
            for number in (1, 2, 3):
                reader = Reader(self.home, f"atk_banyak{number}", "analyst", [], "padan_analyst")
                while len(held) < 100 and (process := reader.hold("SELECT 1;")):
                    held.append(process)
            words = f"three analysts hold {len(held)} sessions"
            for command in (["runs", "list"], ["db", "user", "list"], ["recommend", server.Sample.OWN]):
                outcome = self.timed(item, f"{words}, {' '.join(command[:2])}", *command)
                if outcome.status != 0:
                    self.found(item, "fails", f"{words}, {' '.join(command[:2])}: {outcome.words}", outcome)
            if self.readers["blk"].script("SELECT count(*) FROM dashboard.latest_shortlist;").returncode != 0:
                self.found(item, "fails", f"{words}, a BLK's log-in gets none")
        finally:
            for process in held:
                let_go(process)

    def bounds(self, name):
        """The settings of a log-in and its number of sessions, as the server has them."""
        return self.home.ask(
            f"SELECT unnest(rolconfig) FROM pg_roles WHERE rolname = '{name}' UNION SELECT rolconnlimit::text FROM pg_roles WHERE rolname = '{name}' ORDER BY 1")

    def scene_bounds(self, item):
        """After what readers did to the groups, a new log-in has the bounds of the configuration, as the first one had."""
        for role, options in (("blk", ["--blk", server.Sample.OWN]), ("analyst", [])):
            group = self.readers[role].group
            first = Reader(self.home, f"atk_dulu_{role}", role, options, group)
            wanted = self.bounds(first.name)
            if not any("statement_timeout" in line and "statement_timeout=0" not in line for line in wanted):
                self.found(item, "bounds", f"a new {role} has {wanted}")
            first.script(PREFIX + f"SET ROLE {group}; ALTER ROLE {group} SET statement_timeout = 0; ALTER ROLE {group} SET work_mem = '1GB';")
            second = Reader(self.home, f"atk_kini_{role}", role, options, group)
            # The share of sessions falls with every log-in more, for all of a group.
            now, first_now = self.bounds(second.name), self.bounds(first.name)
            if now != first_now or now[1:] != wanted[1:] or int(now[0]) > int(wanted[0]):
                self.found(item, "bounds", f"a member changed {group}, and the next {role} has {now}, not {wanted}")
            self.home.must("db", "migrate")

    def scene_own_role(self, item):
        """What PostgreSQL lets a log-in do to itself is told by `padan db check`."""
        if not re.search(r"^\s+check\b", self.home.run("db", "--help").text, re.MULTILINE):
            self.found(item, "missing", "padan db check is not there")
            return
        before = self.home.run("db", "check", "--json")
        for name, sql in (("password", "ALTER ROLE {me} PASSWORD 'a'"), ("setting", "ALTER ROLE {me} SET statement_timeout = 0")):
            reader = Reader(self.home, f"atk_diri_{name}", "analyst", [], "padan_analyst")
            if reader.script(PREFIX + sql.format(me=reader.name) + ";").returncode == 0:
                outcome = self.timed(item, f"a reader changed its own {name}, db check", "db", "check", "--json")
                if reader.name not in outcome.text or outcome.text == before.text:
                    self.found(item, "not told", f"a reader changed its own {name}, and db check does not say so", outcome)

    def scene_large_objects(self, item):
        """A reader that owns something can be revoked, and its name is free again."""
        reader = Reader(self.home, "atk_besar", "analyst", [], "padan_analyst")
        reader.script(PREFIX + "SELECT lo_create(0); SELECT lo_from_bytea(0, 'x');")
        outcome = self.timed(item, "a reader made a large object, db user revoke", "db", "user", "revoke", reader.name)
        if outcome.status != 0 or self.home.ask(f"SELECT 1 FROM pg_roles WHERE rolname = '{reader.name}'"):
            self.found(item, "fails", f"a reader made a large object and cannot be revoked: {outcome.words}", outcome)
        again = self.home.run("db", "user", "add", reader.name, "--role", "analyst")
        if again.status != 0:
            self.found(item, "fails", f"the name of a revoked reader is not free: {again.words}", again)
        if self.home.ask("SELECT 1 FROM pg_largeobject_metadata"):
            # They stay for the restore at the end, which has to succeed whatever readers have done.
            self.found(item, "left", "large objects of readers stay in the database")

    def scene_held(self, item):
        """A reader has changed its own role or its group, and holds the row of the next change; every command wants to undo the first."""
        lift = PREFIX + "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;\n"
        for reader in (self.readers["blk"], self.readers["analyst"]):
            for name in (reader.name, reader.group):
                become = "" if name == reader.name else f"SET ROLE {name}; "
                for change in ("SET statement_timeout = 0", "PASSWORD 'a'"):
                    if change.startswith("PASSWORD") and name == reader.name:
                        continue
                    held = reader.hold(f"{lift}{become}ALTER ROLE {name} {change}; BEGIN; ALTER ROLE {name} {change};")
                    try:
                        for command in (["runs", "list"], ["db", "migrate"], ["recommend", server.Sample.OWN]):
                            outcome = self.timed(item, f"a reader holds {name} ({change}), {' '.join(command[:2])}", *command)
                            if outcome.status != 0 and not outcome.late:
                                self.found(item, "fails", f"a reader holds {name} ({change}), {' '.join(command[:2])}: {outcome.words}", outcome)
                    finally:
                        let_go(held)
        self.home.must("db", "migrate")

    def scene_hoard(self, item):
        """A reader takes a lock with each of a great many savepoints."""
        reader = self.readers["analyst"]
        steps = f"SAVEPOINT s; ALTER ROLE {reader.name} SET work_mem = '1MB';\n" * 2500
        held = reader.hold(PREFIX + "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; BEGIN;\n" + steps, patience=90)
        try:
            outcome = self.timed(item, "a reader holds thousands of locks, runs list", "runs", "list")
            if outcome.status != 0 or reader.name not in outcome.text:
                self.found(item, "fails", f"a reader holds thousands of locks, runs list: {outcome.words}", outcome)
            time.sleep(1)
            if self.home.ask("SELECT 1 FROM pg_locks GROUP BY pid HAVING count(*) > 2000"):
                self.found(item, "left", "a reader's session with thousands of locks is not ended by a command")
        finally:
            let_go(held)

    def scene_deaf(self, item):
        """A reader computes what neither a bound nor an order ends, while a killed restore has left a database. Some 90 seconds of it are enough here."""
        self.home.ask("CREATE DATABASE padan_restore_999999999", self.home.url("postgres"))
        reader = Reader(self.home, "atk_tuli", "analyst", [], "padan_analyst")
        computation = subprocess.Popen(
            [self.home.bin / "psql", "-X", "-q", "-d", reader.url(), "-c", "SELECT length(translate(repeat('x', 300000), repeat('y', 300000), ''))"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.home.variables(), start_new_session=True)
        try:
            time.sleep(1)
            for command in (["runs", "list"], ["db", "check"], ["db", "user", "revoke", reader.name]):
                outcome = self.timed(item, f"a reader computes without a pause, {' '.join(command)}", *command, patience=WAIT)
                if outcome.status not in (0, 1) or outcome.status == 1 and command[1] != "check":
                    self.found(item, "fails", f"a reader computes without a pause, {' '.join(command)}: {outcome.words}", outcome)
            outcome = self.timed(item, "a reader computes without a pause, db stop", "db", "stop", patience=WAIT)
            if outcome.status != 0:
                self.found(item, "fails", f"a reader computes without a pause, db stop: {outcome.words}", outcome)
        finally:
            let_go(computation)
        self.home.must("db", "start")
        self.home.must("runs", "list")
        if self.home.ask("SELECT 1 FROM pg_database WHERE datname LIKE 'padan\\_%'", self.home.url("postgres")):
            self.found(item, "left", "what a killed restore left stays after the computation has ended")

    def scene_filled(self, item):
        """Readers write neither into the server's log nor into its folder of snapshots."""
        log = self.home.folder / "padan" / "server.log"
        for role in ("blk", "analyst"):
            before = log.stat().st_size
            for sql in ("RAISE LOG '%', repeat('x', 10000)", "RAISE WARNING '%', repeat('x', 10000)", "PERFORM pg_export_snapshot()"):
                self.readers[role].script(f"{PREFIX}DO $$ BEGIN FOR i IN 1..200 LOOP {sql}; END LOOP; END $$;")
            self.readers[role].script(f"{PREFIX}SELECT {'x' * 1000000};")
            grown = log.stat().st_size - before
            if grown > 100000:
                self.found(item, "fills the disk", f"a {role} makes server.log {grown} bytes longer")
            if self.home.ask("SELECT 1 FROM pg_ls_dir('pg_snapshots')"):
                self.found(item, "fills the disk", f"a {role} writes files of snapshots")

    def scene_door(self, item):
        """Who is in none of Padan's groups may not connect to its database."""
        if self.home.ask("SELECT 1 FROM pg_database AS d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) AS a"
                " WHERE d.datname = 'padan' AND a.grantee = 0"):
            self.found(item, "open", "everybody may connect to the database padan")

    def scene_reassigned(self, item):
        """A backup knows a log-in as BLK A's; since then the name is BLK B's. After the restore it sees nothing of A's."""
        sample = server.Sample
        Reader(self.home, "atk_pindah", "blk", ["--blk", sample.OWN], "padan_blk")
        copy = self.home.desk / "pindah.padan"
        self.home.must("db", "backup", copy)
        mode = stat.S_IMODE(copy.stat().st_mode)
        if mode & 0o077:
            self.found(item, "mode", f"a backup has the mode {mode:04o}")
        log = self.home.folder / "padan" / "server.log"
        mode = stat.S_IMODE(log.stat().st_mode)
        if mode & 0o077:
            self.found(item, "mode", f"server.log has the mode {mode:04o}")
        if "SCRAM-SHA-256$" in log.read_text(errors="replace"):
            self.found(item, "secret", "server.log holds verifiers of passwords")
        self.home.must("db", "user", "revoke", "atk_pindah")
        moved = Reader(self.home, "atk_pindah", "blk", ["--blk", sample.NEIGHBOUR], "padan_blk")
        outcome = self.home.run("db", "restore", copy, "--yes", patience=60)
        if outcome.status != 0:
            self.found(item, "fails", f"db restore: {outcome.words}", outcome)
        self.scene_door(item)
        if "atk_pindah" not in outcome.text:
            self.found(item, "not told", "db restore does not say that a log-in stands for another BLK now", outcome)
        answer = moved.script("SELECT DISTINCT blk_code FROM dashboard.recommendation;")
        if sample.OWN in answer.stdout.decode():
            self.found(item, "others' rows", "after a restore a log-in sees the rows of the BLK that it stood for before")

    def scene_revoke(self, item):
        """Every log-in of this attack goes, and leaves nothing."""
        listed = [entry["name"] for entry in json.loads(self.home.must("db", "user", "list", "--json"))]
        names = [name for name in self.home.ask("SELECT rolname FROM pg_roles WHERE rolname LIKE 'atk\\_%' ORDER BY 1") if name != "atk_analis"]
        for name in names:
            if name not in listed and name != "atk_pindah":
                self.found(item, "not listed", f"{name} is a role and db user list does not know it")
            outcome = self.home.run("db", "user", "revoke", name)
            if outcome.status != 0:
                self.found(item, "fails", f"db user revoke: {outcome.words}", outcome)
        if left := self.home.ask("SELECT rolname FROM pg_roles WHERE rolname LIKE 'atk\\_%' AND rolname <> 'atk_analis'"):
            self.found(item, "left", f"roles stay after revoke: {', '.join(left)}")
