"""Kills the program, the process that serves it, or the whole server at a moment of a command, and looks at what is left.

Right is: the next command works, the database is as before the command or as after it, nothing lies about, and the command run again answers
as if nothing had been.
"""

import os
import pathlib
import random
import shutil
import signal
import subprocess
import threading
import time

import program
import server

VICTIMS = ("padan", "backend", "postmaster")
COMMANDS = ("import", "demand", "score", "allocate", "migrate", "backup", "restore", "report")
# A server that was killed has to recover first.
PATIENCE = 60


class Kills:
    """The matrix of commands, victims and moments."""

    def __init__(self, findings, share):
        self.findings = findings
        self.share = pathlib.Path(share)
        self.references = {}
        self.locks = {command: threading.Lock() for command in COMMANDS}

    def arguments(self, command, folder):
        """A command's arguments; its files are in the folder."""
        return {
            "import": ["import", "vacancies", folder / "iklan.csv", "--source", "uji", "--window", "2019-01-01..2019-12-31", "--json"],
            "demand": ["demand", "run", "--json"],
            "score": ["score", "--json"],
            "allocate": ["allocate", "--network", server.Sample.STRANGERS, "--effort", "1", "--json"],
            "migrate": ["db", "migrate", "--json"],
            "backup": ["db", "backup", folder / "keluar" / "cadangan.padan"],
            "restore": ["db", "restore", folder / "lain.padan", "--yes"],
            "report": ["export", "report", "--blk", server.Sample.OWN, "--format", "pdf", "--out", folder / "keluar" / "laporan.pdf"],
        }[command]

    def prepare(self, home, command):
        """A fresh database and folder for a command."""
        if not home.is_ready(2):
            home.must("db", "start")
        home.renew("padan", "template0" if command == "migrate" else "dasar")
        folder = home.folder / "kill"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "keluar").mkdir(parents=True)
        shutil.rmtree(home.folder / "tmp")
        (home.folder / "tmp").mkdir(mode=0o755)
        if command == "import":
            text = (self.share / "config" / "sample" / "vacancies.csv").read_text(encoding="utf-8")
            (folder / "iklan.csv").write_text(text.replace(",2017-", ",2019-"), encoding="utf-8")
        if command == "restore":
            self.backup(home, folder / "lain.padan")
        return folder

    def backup(self, home, path):
        """A backup that differs from the database, made once a home."""
        kept = home.folder / "lain.padan"
        if not kept.exists():
            teach = home.run("titles", "teach", "Jabatan Cadangan", "7212")
            made = home.run("db", "backup", kept)
            if teach.status or made.status:
                raise server.SetUpFailed(f"no backup to restore: {teach.text} {made.text}")
            home.renew("padan", "dasar")
        shutil.copy(kept, path)

    def rows(self, home):
        """How many rows each table has; partitions of runs count with their table, and stand apart where they belong to none."""
        tables = home.ask(
            """
            SELECT c.oid::regclass FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('padan', 'staging', 'public') ORDER BY 1
            """)
        if not tables:
            return {}
        counts = home.ask(" UNION ALL ".join(f"SELECT '{table}|' || count(*) FROM {table}" for table in tables))
        return dict(line.split("|") for line in counts)

    def leftovers(self, home, folder, wanted):
        """Databases, files and processes that nobody needs any more."""
        left = [f"database {name}" for name in home.ask(
            "SELECT datname FROM pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1', 'padan', 'dasar', 'uji')", home.url("postgres"))]
        left += [f"file {path.name}" for path in (folder / "keluar").iterdir() if path.name not in wanted]
        left += [f"temporary file {path.name}" for path in (home.folder / "tmp").iterdir()]
        left += [f"folder {path.name}" for path in (home.folder / "padan").iterdir() if path.name.startswith("pg.new-")]
        return [pattern_of_process(name) for name in left]

    def reference(self, home, command):
        """What the command does when nobody disturbs it: rows before and after, its answer and its time."""
        with self.locks[command]:
            if command not in self.references:
                folder = self.prepare(home, command)
                before = self.rows(home)
                outcome = home.run(*self.arguments(command, folder), patience=PATIENCE)
                if outcome.status != 0:
                    raise server.SetUpFailed(f"{command} ends with {outcome.status}: {outcome.text[-500:]}")
                answer = server.without_numbers_of_runs(server.json_of(outcome))
                wanted = {path.name for path in (folder / "keluar").iterdir()}
                self.references[command] = (before, self.rows(home), answer, outcome.seconds, wanted)
            return self.references[command]

    def cell(self, home, command, victim, number, moments):
        """Kills one victim at one moment of one command, and checks everything."""
        item = f"kill.{command}.{victim}.{number}.{moments}"
        before, after, answer, seconds, wanted = self.reference(home, command)
        folder = self.prepare(home, command)
        draw = random.Random(f"{self.findings.seed}:{item}")
        moment = max(0.02, seconds * (number + draw.random()) / moments * 0.95)
        variables = home.variables()

        def found(kind, words, outcome=None):
            self.findings.add(item, f"{kind} ({victim} killed)", f"{command}: {words}", outcome, variables, folder)

        arguments = [home.padan, *map(str, self.arguments(command, folder))]
        begun = time.monotonic()
        process = program.start(arguments, variables, home.desk)
        killed = self.kill(home, victim, process, begun + moment)
        outcome = program.finish(process, arguments, home.desk, begun, PATIENCE)
        if victim != "padan" or not killed:
            for kind, words in program.faults(outcome, PATIENCE):
                found(kind, words, outcome)
        if victim == "padan":
            # Children of a killed program end by themselves or not at all; their session is ours.
            self.wait_for_children(process.pid)

        # The next command works. A new schema is made by the command itself.
        following = ["runs", "list", "--json"] if command != "migrate" else ["db", "migrate"]
        following = home.run(*following, patience=PATIENCE)
        for kind, words in program.faults(following, PATIENCE):
            found(f"next command {kind}", words, following)
        if following.status != 0:
            found("next command", f"ends with {following.status}: {following.words}", following)
        if not home.is_ready():
            found("server", "takes no questions after the next command")
            home.must("db", "start")
        databases = [name for name in self.leftovers(home, folder, wanted) if name.startswith("database")]
        if databases:
            found("left after the next command", ", ".join(databases))

        # Before or after, nothing between. The import of a backup brings its own rows.
        rows = self.rows(home)
        if command == "migrate":
            states = [after]
        else:
            states = [before, after]
        if rows not in states:
            found("half done", difference(rows, before))

        # Again: as if nothing had been.
        again = home.run(*self.arguments(command, folder), patience=PATIENCE)
        for kind, words in program.faults(again, PATIENCE):
            found(f"again {kind}", words, again)
        if again.status != 0:
            found("again", f"ends with {again.status}: {again.words}", again)
        elif rows == before and before != after:
            if answer is not None and server.without_numbers_of_runs(server.json_of(again)) != answer:
                found("again", "answers otherwise than without the kill", again)
            if (now := self.rows(home)) != after:
                found("again", f"leaves other rows than without the kill: {difference(now, after)}", again)
        if left := self.leftovers(home, folder, wanted):
            found("left after the same command", ", ".join(left))
        if command == "backup":
            listed = subprocess.run([home.bin / "pg_restore", "--list", folder / "keluar" / "cadangan.padan"], capture_output=True)
            if listed.returncode != 0:
                found("again", f"the backup cannot be read: {listed.stderr.decode('utf-8', 'replace')[:200]}")
        for name in home.ask("SELECT datname FROM pg_database WHERE datname LIKE 'padan\\_%'", home.url("postgres")):
            home.ask(f'DROP DATABASE "{name}" WITH (FORCE)', home.url("postgres"))
        self.findings.ran("kill")
        return killed

    def kill(self, home, victim, process, moment):
        """Kills the victim at a moment; answers whether it still lived then."""
        time.sleep(max(0, moment - time.monotonic()))
        while lives(process.pid):
            targets = {"padan": lambda: [process.pid], "backend": home.backends, "postmaster": lambda: [home.postmaster()]}[victim]()
            targets = [target for target in targets if target]
            for target in targets:
                try:
                    os.kill(target, signal.SIGKILL)
                except ProcessLookupError:
                    return False
            if targets:
                return True
            # It has no connection yet.
            time.sleep(0.002)
        return False

    def wait_for_children(self, leader):
        """Waits a little for a killed program's children, then ends them."""
        deadline = time.monotonic() + 10
        while program.session_members(leader) and time.monotonic() < deadline:
            time.sleep(0.05)
        for member in program.session_members(leader):
            try:
                os.kill(member, signal.SIGKILL)
            except ProcessLookupError:
                pass


def lives(process):
    """Whether a child of ours still runs: nobody has waited for it yet, so its number is still its own."""
    try:
        return pathlib.Path("/proc", str(process), "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def difference(rows, wanted):
    """Which tables have other numbers of rows."""
    names = sorted(name for name in {*rows, *wanted} if rows.get(name) != wanted.get(name))
    return ", ".join(f"{name} {wanted.get(name)} → {rows.get(name)}" for name in names)[:300]


def pattern_of_process(name):
    """A name with its process number told apart from the rest, so that two findings of a kind look alike."""
    return "".join("#" if letter.isdigit() else letter for letter in name)
