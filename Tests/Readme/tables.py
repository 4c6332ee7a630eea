#!/usr/bin/env python3
"""Writes the tables and the output of the program that stand in README.md and in other pages: tables.py PROGRAM FILE...

What stands between `<!-- table: NAME -->` and `<!-- /table -->` is made anew from the demo, run with an empty database of its own in a
temporary home, so that nobody's data are touched and the same program and sample give the same pages. A marker that nobody knows, one that
is not closed, a table that stands nowhere, and a command that fails end with `file:line: what is wrong` or its message and status 1; no file
is written then.
"""

import itertools
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
MARKER = re.compile(r"\s*<!-- (?:table: (?P<name>\S+)|(?P<end>/table)) -->")

# The plan of the sample when all placements counted alike, whatever the distance, openings were those that the leavers of the same region
# alone leave, and packages beyond the openings were planned to fill targets. Measured then; nothing makes it anew.
BEFORE = {
    "placements": 6147, "home": 58, "near": 1332, "mean_km": 49.1, "packages": 631, "without_gap": 56, "first_share": 0.48, "far_share": 0.19,
}
TODAY = """
WITH destination AS (
    SELECT sum(persons) AS placements, sum(persons) FILTER (WHERE work_region_code = region_code) AS home,
        sum(persons) FILTER (WHERE distance_km <= 25) AS near, sum(persons * distance_km) / sum(persons) AS mean_km
    FROM dashboard.latest_destination
), package AS (
    SELECT sum(a.packages) AS packages, sum(a.packages) FILTER (WHERE r.gap_reach <= 0) AS without_gap, sum(a.surplus) AS surplus,
        1.0 * sum(a.packages) FILTER (WHERE r.position <= 10) / sum(a.packages) AS first_share,
        1.0 * sum(a.packages) FILTER (WHERE r.position > 30) / sum(a.packages) AS far_share
    FROM dashboard.latest_allocation AS a JOIN dashboard.latest_recommendation AS r USING (blk_code, program_code)
)
SELECT to_json(t) FROM (SELECT * FROM destination, package) AS t
"""

# The kinds of files in the order in which they build on each other: what they tell, and who has it.
KINDS = [
    ("regions districts", "provinces, regencies and cities; districts, so that more names of places are found",
        "Kemendagri (codes), BPS (population)"),
    ("vacancies employment surveys", "openings: advertisements, persons employed by industry and year, hires that employers state",
        "Karirhub (Kemnaker) and job sites; BPS (Sakernas); Disnaker"),
    ("occupation_employment labour_force grdp", "employment by occupation, employed and unemployed, PDRB by section: they spread figures of provinces over regencies",
        "BPS (Sakernas, PDRB), Bappenas"),
    ("graduates wages unemployment", "leavers of schools and training by field, minimum wages, rates of unemployment",
        "Kemendikdasmen (SMK), LPK; governors' decrees (UMK); BPS (Sakernas)"),
    ("units schemes programs", "competency units, certification schemes, the catalog of programmes with their units and occupations",
        "Kemnaker (SKKNI, PBK programmes), BNSP and LSP"),
    ("blks catalogs", "training centres; what each runs", "the BBPLK"),
    ("workshops instructors assessors", "hours of workshops and instructors, competences, test sites (TUK), assessors' days and licences",
        "each BLK, LSP"),
    ("outcomes realizations", "trained, certified and placed by year; packages by month", "each BLK (tracer study, monthly report)"),
    ("targets budgets", "participants and certified wanted of the network; money", "the BBPLK (performance agreement, DIPA, APBD)"),
    ("titles industries occupations", "job titles that analysts teach; KBLI and KBJI, which ship with Padan", "BPS, Kemnaker"),
]
STEPS = [["demand", "run"], ["score"], ["allocate"]]


class Failure(Exception):
    """What ends the script; its text says why."""


class Program:
    """The program with a home and a folder of its own, both gone at the end."""

    def __init__(self, path):
        self.path = str(pathlib.Path(path).resolve())
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="padan-"))
        # Where root runs this the server is another account's, which must get in. The sample is no secret.
        self.folder.chmod(0o755)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PADAN_", "PG")) or name == "PADAN_SHARE"}
        self.environment = {**kept, "PADAN_HOME": str(self.folder / "home"), "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run([self.path, "db", "stop"], env=self.environment, cwd=self.folder, capture_output=True)
        shutil.rmtree(self.folder)

    def run(self, *arguments, status=0, language="id"):
        """What a call prints, notes included where it is refused; `Failure` for any other status than the one that is due."""
        environment = {**self.environment, "PADAN_LANG": language}
        call = subprocess.run([self.path, *arguments], env=environment, cwd=self.folder, capture_output=True, text=True)
        if call.returncode != status:
            raise Failure(f"padan {' '.join(arguments)}: status {call.returncode}, not {status}\n{call.stderr}")
        return call.stdout if status == 0 else call.stderr

    def screen(self, *arguments, pieces=None):
        """A block with a call and what it prints: all of it, or the pieces that begin and end with certain words, and `…` between them."""
        text = self.run(*arguments).strip("\n")
        said = " ".join(f'"{a}"' if " " in a else a for a in arguments)
        return f"```\n$ padan {said}\n{excerpt(text, pieces) if pieces else text}\n```\n"


def excerpt(text, pieces):
    """The pieces of a text, each from the first line that begins with certain words to the next one that begins with others."""
    lines, parts, at = text.splitlines(), [], 0
    for first, last in pieces:
        start = next((n for n in range(at, len(lines)) if lines[n].startswith(first)), None)
        end = next((n for n in range(start, len(lines)) if lines[n].startswith(last)), None) if start is not None else None
        if end is None:
            raise Failure(f"no piece from '{first}' to '{last}' in:\n{text}")
        parts.append(("…\n" if start > at else "") + "\n".join(lines[start : end + 1]))
        at = end + 1
    return "\n".join(parts) + ("\n…" if at < len(lines) else "")


def table(head, rows):
    """A table of Markdown; columns whose head ends in `>` are flush right."""
    cells = [[name.removesuffix(">") for name in head], ["---:" if name.endswith(">") else "---" for name in head], *rows]
    return "".join("| " + " | ".join(row) + " |\n" for row in cells)


def needs(program):
    """What steps refuse to begin without, as the program says in an empty database: pairs of a step and kinds of which one must be there."""
    found = []
    for step in STEPS:
        refusal = program.run(*step, "--quiet", status=1)
        if "padan import" not in refusal:
            raise Failure(f"padan {' '.join(step)} says no file that it needs, but:\n{refusal}")
        for line in refusal.splitlines():
            kinds = re.findall(r"padan import (\w+)", line)
            if kinds and kinds not in (known for _, known in found):
                found.append((" ".join(["padan", *step]), kinds))
    return found


def commands(program):
    """The commands as the program describes itself."""
    return json.loads(program.run("--experimental-dump-help", language="en"))["command"]["subcommands"]


def kinds_table(program, needs):
    """The kinds of files with what they tell, who has it, and which command refuses to begin without them."""
    importing = next(command for command in commands(program) if command["commandName"] == "import")
    # Besides kinds of files, import takes the word that looks at a file of any kind.
    offered = set(next(argument["allValues"] for argument in importing["arguments"] if argument["kind"] == "positional")) - {"inspect"}
    told = [kind for kinds, _, _ in KINDS for kind in kinds.split()]
    if sorted(told) != sorted(offered):
        raise Failure(f"kinds of files differ: {sorted(offered ^ set(told))}")
    rows = []
    for kinds, content, source in KINDS:
        own = [(step, some) for step, some in needs if set(some) & set(kinds.split())]
        needed = "; ".join(f"{' or '.join(f'`{kind}`' for kind in some)}: `{step}`" for step, some in own)
        rows.append([" ".join(f"`{kind}`" for kind in kinds.split()), content, source, needed or "–"])
    return table(["files", "what they tell", "where from", "required by"], rows)


def commands_table(program):
    """Every command with its own sentence."""
    def call(command):
        words = [a["valueName"] for a in command.get("arguments", []) if a["kind"] == "positional"]
        return " ".join([command["commandName"], *(word.upper() for word in words if word not in ("label", "arguments"))])

    rows = []
    for command in commands(program):
        if command["commandName"] == "help":
            continue
        parts = [part for part in command.get("subcommands", []) if part["shouldDisplay"]]
        rows.append([f"`{call(command)}`", command["abstract"].rstrip("."), ", ".join(f"`{call(part)}`" for part in parts)])
    return table(["`padan …`", "does", "parts"], rows)


def plans_table(now):
    """The plan of the sample before and today."""
    def count(value, whole=None):
        return f"{value:,.0f}" + (f" ({value / whole:.0%})".replace("%", " %") if whole else "")

    def column(plan):
        return [
            count(plan["placements"]),
            count(plan["home"], plan["placements"]),
            count(plan["near"], plan["placements"]),
            count(plan["placements"] - plan["near"], plan["placements"]),
            f"{plan['mean_km']:.1f} km",
            count(plan["packages"]),
            count(plan["without_gap"], plan["packages"]),
            count(plan["surplus"]) if "surplus" in plan else "–",
            f"{plan['first_share']:.0%}".replace("%", " %"),
            f"{plan['far_share']:.0%}".replace("%", " %"),
        ]

    names = [
        "placements", "… in the BLK's own region", "… within 25 km, own region included", "… beyond 25 km", "mean distance", "packages",
        "… for occupations without a gap within the ranking's reach", "… without openings of their own", "… among the BLK's first ten ranks",
        "… beyond rank 30",
    ]
    return table(["plan of the sample", "before>", "today>"], [list(row) for row in zip(names, column(BEFORE), column(now))])


def figures_table():
    """The figures of Benchmarks/README.md's first table that have an aim, without the commands that measure them."""
    lines = (ROOT / "Benchmarks" / "README.md").read_text().splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("| what |"))
    first = itertools.takewhile(lambda line: line.startswith("|"), lines[start:])
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in first]
    return table(rows[0][:3], [row[:3] for row in rows[2:] if row[2] != "–"])


# What README shows of a ranking: the programmes and what the letters mean; of a plan: its targets and the resources that limit it most.
RANK_PIECES = [("Rekomendasi", "Sumbangan (")]
PLAN_PIECES = [("Rencana ke-", "Rencana ini paling banyak"), ("Sumber daya yang paling membatasi", "asesor SKM-OTO-09")]
# What makes each table: in the empty database, and once the demo has filled it.
EMPTY = {
    "kinds": lambda program: kinds_table(program, needs(program)),
    "commands": commands_table,
    "figures": lambda program: figures_table(),
}
FILLED = {
    "recommend": lambda program: program.screen("recommend", "UPTD-KRW", "--top", "5", pieces=RANK_PIECES),
    "plan": lambda program: program.screen("plan", "show", "--limit", "3", pieces=PLAN_PIECES),
    "plans": lambda program: plans_table(json.loads(program.run("db", "psql", "--", "-X", "-At", "-c", TODAY))),
    "whatif": lambda program: program.screen("whatif", "--add-assessor", "SKM-TAN-06=1"),
}


def contents(path):
    """All tables by name, from the program at a path."""
    with Program(path) as program:
        tables = {name: make(program) for name, make in EMPTY.items()}
        program.run("demo", "--quiet", "--out", "out")
        return tables | {name: make(program) for name, make in FILLED.items()}


def places(name, text):
    """The markers of a text: (name of the table, first line of what stands between, line after it), in order."""
    found, open_at = [], None
    for number, line in enumerate(text.splitlines(), 1):
        marker = MARKER.fullmatch(line)
        if not marker:
            continue
        if bool(marker["end"]) == (open_at is None):
            raise Failure(f"{name}:{number}: " + ("this closes no table" if marker["end"] else "the table before is not closed"))
        if marker["end"]:
            found.append((open_at[0], open_at[1], number - 1))
            open_at = None
        else:
            open_at = (marker["name"], number)
    if open_at:
        raise Failure(f"{name}:{open_at[1]}: this table is not closed")
    return found


def check(texts, names):
    """Says what is wrong with the markers of texts, by file: each names a table that is made, and each table stands somewhere."""
    shown = set()
    for file, text in texts.items():
        for name, line, _ in places(file, text):
            if name not in names:
                raise Failure(f"{file}:{line}: nobody makes a table '{name}'; there are {', '.join(sorted(names))}")
            shown.add(name)
    if set(names) - shown:
        raise Failure(f"no file shows the tables: {', '.join(sorted(set(names) - shown))}")


def filled(file, text, tables):
    """A text with its tables made anew."""
    lines = text.splitlines(keepends=True)
    for name, start, end in reversed(places(file, text)):
        lines[start:end] = [tables[name]]
    return "".join(lines)


def main(program, *files):
    texts = {pathlib.Path(file): pathlib.Path(file).read_text() for file in files}
    check(texts, EMPTY | FILLED)
    tables = contents(program)
    for file, text in texts.items():
        new = filled(file, text, tables)
        if new != text:
            file.write_text(new)
            print(f"padan: wrote {file}")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    try:
        main(*sys.argv[1:])
    except Failure as failure:
        sys.exit(str(failure))
