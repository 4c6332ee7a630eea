"""A home of the program with a server of its own, in a temporary folder. Nothing here can reach another cluster."""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import threading
import time
import urllib.parse

import program


class SetUpFailed(Exception):
    """The program does not do what every attack needs first."""


def binaries():
    """The folder of the server's programs."""
    found = shutil.which("pg_config")
    if found:
        folder = pathlib.Path(subprocess.run([found, "--bindir"], capture_output=True, text=True, check=True).stdout.strip())
        if (folder / "psql").exists():
            return folder
    folders = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    for folder in folders:
        if (folder / "psql").exists():
            return folder
    raise SetUpFailed("no programs of PostgreSQL found (pg_config --bindir, /usr/lib/postgresql)")


class Home:
    """A folder that is a person's home and holds the data, the temporary files and the server of one cluster."""

    def __init__(self, folder, padan, share):
        self.folder = pathlib.Path(folder)
        self.padan = str(padan)
        self.share = pathlib.Path(share)
        self.bin = binaries()
        self.lock = threading.Lock()
        for part in ("padan", "tmp", "desk"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
            # The account that runs the server for root has to pass.
            (self.folder / part).chmod(0o755)
        self.folder.chmod(0o755)
        self.desk = self.folder / "desk"

    def variables(self, **more):
        """The environment of the program in this home."""
        return program.environment(self.folder, self.share, **more)

    def run(self, *arguments, folder=None, patience=program.SECONDS, **more):
        """Runs the program to its end."""
        return program.run([self.padan, *map(str, arguments)], self.variables(**more), folder or self.desk, patience=patience)

    def must(self, *arguments, patience=180, **more):
        """Runs a command that has to succeed, and answers its output."""
        outcome = self.run(*arguments, patience=patience, **more)
        if outcome.status != 0:
            raise SetUpFailed(f"padan {' '.join(map(str, arguments))} ends with {outcome.status}: {outcome.text.strip()[-800:]}")
        return outcome.output.decode()

    def url(self, database="padan", user="padan", password=None):
        """The address of a database of this home's server."""
        host = urllib.parse.quote(str(self.folder / "padan" / "run"), safe="")
        secret = "" if password is None else ":" + urllib.parse.quote(password, safe="")
        return f"postgresql://{user}{secret}@/{database}?host={host}&port=5432"

    def psql(self, sql, url=None, patience=60, flags=("-At",)):
        """Runs SQL as a script, each statement on its own; answers the completed process, with `returncode` None where time was up."""
        command = [self.bin / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose", "-d", url or self.url(), *flags]
        try:
            return subprocess.run(
                command, input=sql.encode(), capture_output=True, env=self.variables(), cwd=self.desk, timeout=patience, start_new_session=True)
        except subprocess.TimeoutExpired as late:
            return subprocess.CompletedProcess(command, None, late.stdout or b"", late.stderr or b"")

    def ask(self, sql, url=None):
        """The answer to a question that has to succeed, as lines."""
        answer = self.psql(sql, url)
        if answer.returncode != 0:
            raise SetUpFailed(f"psql: {sql[:200]}: {answer.stderr.decode('utf-8', 'replace')[:800]}")
        return answer.stdout.decode("utf-8", "replace").splitlines()

    def start(self):
        """Starts the server. What it writes need not survive a fall of the machine, only of its processes."""
        self.must("db", "start")
        settings = "".join(f"ALTER SYSTEM SET {name} = off;\n" for name in ("fsync", "full_page_writes", "synchronous_commit"))
        self.ask(settings + "SELECT pg_reload_conf();", self.url("postgres"))

    def stop(self):
        """Stops the server as its own fast shutdown does, whatever state the attacks left it and the program in."""
        process = self.postmaster()
        if process is None:
            return
        os.kill(process, signal.SIGINT)
        deadline = time.monotonic() + 20
        while self.postmaster() == process:
            if time.monotonic() > deadline:
                program.end_session(process)
                return
            time.sleep(0.05)

    def copy_to(self, other):
        """Makes another home's data a copy of this one's; both servers have to be stopped."""
        target = other.folder / "padan"
        shutil.rmtree(target)
        # Owners and modes have to come along: the data belong to the server's account.
        subprocess.run(["cp", "-a", self.folder / "padan", target], check=True)

    def renew(self, database, template):
        """Makes a database anew from another one. Nobody else may work on either."""
        self.ask(f"DROP DATABASE IF EXISTS {database} WITH (FORCE);\nCREATE DATABASE {database} TEMPLATE {template};", self.url("postgres"))

    def postmaster(self):
        """The process of the server of this home, or None."""
        data = self.folder / "padan" / "pg"
        try:
            process = int((data / "postmaster.pid").read_text().split("\n")[0])
            return process if os.readlink(f"/proc/{process}/cwd") == str(data.resolve()) else None
        except (OSError, ValueError):
            return None

    def backends(self, database="padan"):
        """The server's processes that serve the program on a database."""
        postmaster = self.postmaster()
        found = []
        for entry in os.listdir("/proc") if postmaster else ():
            if entry.isdigit():
                try:
                    fields = pathlib.Path("/proc", entry, "stat").read_text().rpartition(")")[2].split()
                    line = pathlib.Path("/proc", entry, "cmdline").read_bytes().decode("utf-8", "replace")
                except OSError:
                    continue
                if fields[1] == str(postmaster) and line.startswith(f"postgres: padan {database}"):
                    found.append(int(entry))
        return found

    def is_ready(self, patience=30):
        """Waits until the server takes questions."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if self.psql("SELECT 1", self.url("postgres"), patience=5).returncode == 0:
                return True
            time.sleep(0.1)
        return False


class Sample:
    """The sample network and a small second one, loaded, scored and planned."""

    NETWORK, STRANGERS = "BBPLK-BKS", "BBPLK-XRG"
    OWN, NEIGHBOUR, STRANGER = "UPTD-KRW", "UPTD-BGR", "UPTD-XTG"
    # These figures stand in rows of the second network alone: whoever sees one of them sees a stranger's rows.
    CANARIES = ("771301771", "771302771", "97131")

    FILES = {
        "blks": "blk_code,name,kind,region_code,parent_code,joined_year\n"
        "BBPLK-XRG,BBPLK Kedua,BBPLK,36.73,,\nUPTD-XTG,UPTD Kedua,UPTD,36.03,BBPLK-XRG,2018\n",
        "catalogs": "blk_code,program_code,valid_from,valid_until\n"
        "BBPLK-XRG,LAS-01,2012-01-01,\nUPTD-XTG,LAS-01,2012-01-01,\nUPTD-XTG,OTO-07,2012-01-01,\n",
        "workshops": "workshop_code,blk_code,kejuruan,hours_per_year,hours_committed,tuk_until\n"
        "XRG-LAS,BBPLK-XRG,Teknik Las,2400,0,2020-12-31\nXTG-LAS,UPTD-XTG,Teknik Las,1600,0,\nXTG-OTO,UPTD-XTG,Otomotif,1600,0,\n",
        "outcomes": "blk_code,program_code,year,packages,trained,certified,placed\nUPTD-XTG,LAS-01,2016,4,64,60,40\n",
        "realizations": "blk_code,program_code,year,month,packages,participants,certified\n"
        "UPTD-XTG,LAS-01,2017,3,2,97131,7\nBBPLK-XRG,LAS-01,2017,4,1,97131,7\n",
        "targets": "network_code,year,participants,certified\nBBPLK-XRG,2018,160,120\n",
        "budgets": "blk_code,scope,year,rupiah\nBBPLK-XRG,blk,2018,771301771\nUPTD-XTG,blk,2018,771302771\n",
    }

    def load(self, home):
        """Loads everything into the home's database `padan`; answers the codes of the BLKs of the large network."""
        home.start()
        home.must("demo", "-q", "--out", home.desk / "demo")
        for kind, text in self.FILES.items():
            (home.desk / f"{kind}.csv").write_text(text)
            home.must("import", kind, home.desk / f"{kind}.csv", "--force")
        home.must("demand", "run")
        home.must("score")
        home.must("allocate", "--network", self.NETWORK, "--effort", "1")
        home.must("allocate", "--network", self.STRANGERS, "--effort", "1")

    def codes(self, home):
        """All BLKs, by the network that they belong to."""
        lines = home.ask("SELECT coalesce(parent_code, blk_code), blk_code FROM padan.blk")
        networks = {}
        for line in lines:
            network, _, code = line.partition("|")
            networks.setdefault(network, set()).add(code)
        return networks


def json_of(outcome):
    """A program's answer as values, or None."""
    try:
        return json.loads(outcome.output)
    except ValueError:
        return None


def without_numbers_of_runs(value):
    """An answer without what differs between two right answers: numbers of runs, times, paths."""
    if isinstance(value, dict):
        return {
            key: without_numbers_of_runs(item) for key, item in value.items()
            if not re.fullmatch(r"(?:\w+_)?(?:run_id|run|plan|plan_id|seconds|finished_at|started_at|source_file_id|file)", key)}
    if isinstance(value, list):
        return [without_numbers_of_runs(item) for item in value]
    return value
