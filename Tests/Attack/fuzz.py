"""Runs the cases of the fuzzers, in blocks that begin with the same database, so that each case can be repeated."""

import random
import shutil

import fuzz_arguments
import fuzz_configuration
import fuzz_csv
import fuzz_instance
import fuzz_tables
import fuzz_xlsx
import program

FUZZERS = {
    "csv": fuzz_csv, "xlsx": fuzz_xlsx, "tables": fuzz_tables, "instance": fuzz_instance, "configuration": fuzz_configuration,
    "arguments": fuzz_arguments}
# So many cases share a database; a case is repeated with those of its block before it.
BLOCK = 20
CONTENT = b"jangan diganti\n"


def generator(seed, fuzzer, number):
    """The draws of one case: the same for the same seed, whatever ran before."""
    return random.Random(f"{seed}:{fuzzer}.{number}")


def block(home, findings, tables, fuzzer, first, last):
    """Runs the cases from `first` up to `last`, not included."""
    if fuzzer != "instance":
        database = "uji"
        home.renew(database, "dasar")
        url = home.url(database)
    else:
        url = home.url("tidak_ada")
    for number in range(first, last):
        case(home, findings, tables, fuzzer, number, url)


def case(home, findings, tables, fuzzer, number, url):
    """Runs one case and judges it."""
    item = f"{fuzzer}.{number}"
    draw = generator(findings.seed, fuzzer, number)
    folder = home.folder / "cases" / item
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "sasaran").write_bytes(CONTENT)
    (folder / "tautan.csv").symlink_to("sasaran")
    arguments = FUZZERS[fuzzer].make(draw, folder, tables)
    stdin, more = (fuzz_configuration.STDIN, {}) if fuzzer == "configuration" else (b"", {})
    if fuzzer == "arguments":
        stdin, more = fuzz_arguments.surroundings(draw)
    if fuzzer == "tables":
        stdin, more = fuzz_tables.surroundings(folder)
    more["PADAN_DATABASE_URL"] = url
    share = folder if fuzzer == "configuration" else home.share
    variables = program.environment(home.folder, share, **more)
    command = [home.padan, *arguments]
    dry = None
    loads = arguments[:1] == ["import"] and arguments[1:2] != ["inspect"]
    if loads and fuzzer in ("csv", "xlsx", "tables") and draw.random() < 0.2:
        dry = program.run([*command, "--dry-run"], variables, folder, stdin)
        judge(findings, item, dry, variables, folder)
    outcome = program.run(command, variables, folder, stdin)
    judge(findings, item, outcome, variables, folder)
    if dry is not None and not (dry.late or outcome.late) and dry.status != outcome.status:
        findings.add(item, "dry run", f"ends with {dry.status}, the real run with {outcome.status}; {outcome.words}", outcome, variables, folder)
    if not (folder / "tautan.csv").is_symlink():
        findings.add(item, "link", "a link was replaced by a file", outcome, variables, folder)
    # Whether psql writes its answer is its own affair.
    psql = arguments[:2] == ["db", "psql"]
    if fuzzer == "arguments" and not psql and outcome.status == 0 and outcome.output and draw.random() < 0.15:
        for way in ("full", "closed"):
            answer = program.run(command, variables, folder, stdin, stdout=way)
            judge(findings, item, answer, variables, folder)
            if answer.status == 0:
                findings.add(item, "lost answer", f"standard output is {way}, and it ends with 0; {' '.join(arguments)[:80]}", answer, variables, folder)
    findings.ran(fuzzer, f"ends with {outcome.status}")
    shutil.rmtree(folder, ignore_errors=True)


def judge(findings, item, outcome, variables, folder):
    """Notes every fault of a run."""
    # What psql prints is what the server says.
    psql = outcome.arguments[1:3] == ["db", "psql"]
    for kind, words in program.faults(outcome):
        if not (psql and kind in ("raw error", "control character")):
            findings.add(item, kind, words, outcome, variables, folder)

