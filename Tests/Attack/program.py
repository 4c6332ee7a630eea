"""Starts the program once, within bounds, and judges how it ended."""

import dataclasses
import json
import os
import pathlib
import re
import resource
import signal
import subprocess
import threading
import time

# The bounds of one run. A run that an attack lets work on much data may be given more time, never more memory.
SECONDS = 20
KILOBYTES = 500 * 1024
# Far above the bound, so that a run that eats memory is seen and the machine survives it.
ADDRESS_SPACE = 6 << 30

# Every way in which one of PostgreSQL's five-character states comes to the screen: with its name in front, as psql writes it, or alone where it
# has letters that no figure of ours has.
SQL_STATE = re.compile(
    r"PostgreSQL [0-9A-Z]{5}\b|\bSQLSTATE\b|ERROR: +[0-9A-Z]{5}\b|\((?:0A|2[2-8B]|3[4BDF]|4[024]|5[3-8]|XX)[0-9A-Z]{3}\)"
    r"|\b(?:22P0[0-9]|2BP01|42P\d\d|40P01|57P0\d|55P0\d|XX00\d|0A000|3[DF]000|25P0\d)\b"
)
# What a terminal would obey: C0 but for the tab and the ends of lines (CSV ends its lines with CR LF), DEL, C1, the marks that turn the direction
# of text, line separators, and what nobody sees because it has no width.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e00ff]|\r(?!\n)")
# Leaders of the sessions of programs that this attack started and has not waited for yet.
RUNNING = set()
CRASH = re.compile(r"(?:Fatal error|Swift runtime failure|Crashed|Assertion failed|Precondition failed)[^\n]*")


@dataclasses.dataclass
class Outcome:
    """How one run ended: `status` is negative where a signal ended it, `late` says that the harness did because of the time."""

    arguments: list
    status: int
    seconds: float
    kilobytes: int
    output: bytes
    error: bytes
    late: bool = False

    @property
    def text(self):
        return (self.output + b"\n" + self.error).decode("utf-8", "replace")

    @property
    def words(self):
        """The first line that says what went wrong."""
        lines = [line.strip() for line in self.error.decode("utf-8", "replace").splitlines() if line.strip()]
        return lines[0] if lines else "(no words)"


def environment(home, share, **more):
    """All that the program may know of this machine. Nothing of the caller's settings comes along, so that no run finds another server."""
    folder = pathlib.Path(home)
    values = {
        "PATH": os.environ.get("PATH", "/usr/local/bin:/usr/bin:/bin"), "HOME": str(folder), "LC_ALL": "C.UTF-8", "TZ": "UTC",
        "PADAN_HOME": str(folder / "padan"), "PADAN_SHARE": str(share), "TMPDIR": str(folder / "tmp"),
        # libpq takes these where a URL of ours names no host: it finds nobody there.
        "PGHOST": str(folder / "nobody"), "PGPORT": "1", "PGCONNECT_TIMEOUT": "5", "PGPASSFILE": str(folder / "nobody" / "pgpass"),
        # A backtrace of a debug build takes longer than the run. What crashed is said all the same.
        "SWIFT_BACKTRACE": "enable=no",
    }
    values.update(more)
    return values


def start(arguments, variables, folder, stdin=b"", stdout=None):
    """Starts a program and answers its process and the files of its output.

    `stdin` is what it reads, or None where the descriptor is closed; `stdout` is "full", "closed" or None.
    """
    folder = pathlib.Path(folder)
    redirections = ("<&-" if stdin is None else "") + {"full": " >/dev/full", "closed": " >&-"}.get(stdout, "")
    if redirections:
        arguments = ["/bin/sh", "-c", f'exec "$@" {redirections}', "sh", *arguments]
    (folder / ".stdin").write_bytes(stdin or b"")
    with open(folder / ".stdin", "rb") as read, open(folder / ".stdout", "wb") as out, open(folder / ".stderr", "wb") as error:
        process = subprocess.Popen(arguments, stdin=read, stdout=out, stderr=error, env=variables, cwd=folder, start_new_session=True)
    RUNNING.add(process.pid)
    try:
        resource.prlimit(process.pid, resource.RLIMIT_CORE, (0, 0))
        resource.prlimit(process.pid, resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    except ProcessLookupError:
        pass
    return process


def finish(process, arguments, folder, begun, patience=SECONDS):
    """Waits for a started program, ends it when it is late, and answers its outcome."""
    folder = pathlib.Path(folder)
    late = threading.Event()

    def end():
        late.set()
        end_session(process.pid)

    # The harness waits a little longer than the bound, to tell a slow run from one that never ends.
    timer = threading.Timer(patience + 5, end)
    timer.daemon = True
    timer.start()
    _, status, usage = os.wait4(process.pid, 0)
    timer.cancel()
    RUNNING.discard(process.pid)
    seconds = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    return Outcome(
        [str(a) for a in arguments], process.returncode, seconds, usage.ru_maxrss, (folder / ".stdout").read_bytes(),
        (folder / ".stderr").read_bytes(), late.is_set())


def run(arguments, variables, folder, stdin=b"", stdout=None, patience=SECONDS):
    """Runs a program to its end."""
    begun = time.monotonic()
    try:
        process = start(arguments, variables, folder, stdin, stdout)
    except (OSError, ValueError) as error:
        # The system refuses such a call itself (an argument that is too long, a NUL): the program never saw it.
        return Outcome([str(a) for a in arguments], 2, 0, 0, b"", f"not started: {error}".encode())
    return finish(process, arguments, folder, begun, patience)


def end_session(leader):
    """Ends a process of ours and the children that stayed in its session."""
    for signalled in [leader, *session_members(leader)]:
        try:
            os.kill(signalled, signal.SIGKILL)
        except ProcessLookupError:
            pass


def end_everything():
    """Ends the programs that still run, when the attack is broken off."""
    for leader in list(RUNNING):
        end_session(leader)


def session_members(leader):
    """Processes of a session, by /proc. A leader's number is taken by nobody else while a member lives."""
    members = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                fields = pathlib.Path("/proc", entry, "stat").read_text().rpartition(")")[2].split()
            except (OSError, UnicodeDecodeError):
                continue
            if fields[3] == str(leader) and fields[0] != "Z":
                members.append(int(entry))
    return members


def faults(outcome, patience=SECONDS, screen=True):
    """What a run did that no run may do: a list of (kind, words)."""
    found = []
    text = outcome.text
    if outcome.late:
        found.append(("hangs", f"still running after {outcome.seconds:.0f} s"))
    elif outcome.status < 0 or outcome.status > 128:
        number = -outcome.status if outcome.status < 0 else outcome.status - 128
        crash = CRASH.search(text)
        found.append(("crash", f"ends by signal {number}: {crash.group() if crash else outcome.words}"))
    elif outcome.status not in (0, 1, 2, 3):
        found.append(("status", f"ends with {outcome.status}: {outcome.words}"))
    elif outcome.seconds > patience:
        found.append(("slow", f"took {outcome.seconds:.1f} s"))
    if outcome.kilobytes > KILOBYTES:
        found.append(("memory", f"took {outcome.kilobytes / 1024:.0f} MB"))
    if state := SQL_STATE.search(text):
        line = next(line for line in text.splitlines() if state.group() in line)
        found.append(("raw error", line.strip()))
    if screen and (control := CONTROL.search(text)):
        found.append(("control character", f"U+{ord(control.group()):04X} reaches the screen"))
    if outcome.status in (1, 2, 3) and not text.strip():
        found.append(("silent", f"ends with {outcome.status} without a word"))
    asked = "--json" in outcome.arguments and not {"--help", "--version", "help"} & set(outcome.arguments)
    if asked and outcome.status == 0 and outcome.output.strip() and is_not_json(outcome.output):
        found.append(("json", "--json answers what is no JSON"))
    return found


def is_not_json(output):
    """Whether an answer is neither JSON nor JSON Lines."""

    def refuse(name):
        raise ValueError(name)

    def is_json(text):
        try:
            json.loads(text, parse_constant=refuse)
        except (ValueError, RecursionError):
            return False
        return True

    text = output.decode("utf-8", "replace")
    # Answers of one line for each line that was asked are JSON Lines.
    return not is_json(text) and not all(is_json(line) for line in text.split("\n") if line)
