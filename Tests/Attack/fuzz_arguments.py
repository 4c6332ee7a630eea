"""Commands with right, wrong and strange options, input and output."""

import mutations

BLKS = ["UPTD-KRW", "BBPLK-BKS", "BBPLK-XRG", "uptd-krw", "Karawang", "UPTD", "TIDAK-ADA", ""]
PROGRAMS = ["LAS-01", "OTO-07", "las-01", "Welder", "XXX-99", ""]
RUNS = ["1", "2", "3", "4", "5", "0", "-1", "2147483647", "2147483648", "9223372036854775807", "9223372036854775808", "1e3", "x", ""]
DECISIONS = ["UPTD-XTG:LAS-01=1", "UPTD-XTG:LAS-01=0", "UPTD-XTG:LAS-01=-1", "UPTD-XTG:LAS-01=9223372036854775807", "UPTD-XTG:LAS-01=2147483648",
    "UPTD-XTG:LAS-01=1e9", "X:Y=1", ":=", "=", "UPTD-XTG:LAS-01", "UPTD-XTG:=3", ":LAS-01=3", "UPTD-XTG=3", "SKM-LAS-01=2", "SKM-LAS-01=999999999999",
    "UPTD-XTG:Teknik Las=400", "UPTD-XTG:Teknik Las=9e99", "UPTD-XTG:CTH.LAS.001", "participants=100", "participants=9223372036854775807",
    "certified=-1", "UPTD-XTG:participants=50", "Teknik Las:certified=1e400", "UPTD-XTG:Teknik Las:participants=1"]
SHARES = ["40%", "0%", "100%", "101%", "-1%", "1e308%", "NaN%", "%", "0.4", "40 %", "40,5%", "+10%", "-100%", "-101%", "+1e9%", "+"]
FILES = ["h.html", "h.xlsx", "h.csv", "h.pdf", "-", "", "tak/ada", ".", "tautan.csv", "a" * 300]
FORMATS = ["html", "xlsx", "csv", "json", "jsonl", "md", "exe", ""]
COUNTS = ["1", "0", "-1", "5", "1000000", "9223372036854775807", "9223372036854775808", "1.5", "", "semua"]
VIEWS = ["latest_recommendation", "recommendation", "latest_allocation", "demand_gap", "latest_realization", "realization", "padan.blk", "pg_authid", "x y",
    "", "LATEST_RECOMMENDATION", "recommendation; DROP TABLE x", "dashboard.recommendation", "title_coding"]
WHERE = ["blk_code=UPTD-KRW", "position=1", "position=9223372036854775808", "position=x", "score=1e999", "run_date=2018-02-30", "run_id=2147483648", "=",
    "blk_code", "tak_ada=1", "blk_code=", "is_recommended=ya", "is_recommended=true", "units=x", "units={", "quarter=0000-00-00", "score=NaN"]
REGIONS = ["32.15", "3215", "32", "Karawang", "Kab. Bandung", "99.99", "ID", "", "Jawa", "32.1"]
NAMES = ["sari", "kepala_krw", "padan", "postgres", "pg_x", "padan_blk", "a" * 63, "a" * 64, "A", "1a", "a b", "a\"b", "", "public", "none", "ünal"]
DAYS = mutations.DAYS
# Nobody answers at these addresses.
URLS = ["postgresql://x@/padan?host=/tidak/ada", "postgresql://x@127.0.0.1:1/padan", "host=/tidak/ada dbname=x", "postgresql://", "", "x", "host='",
    "postgresql://x@127.0.0.1:99999/padan", "mysql://x", "postgresql://%zz", "service=tidak_ada"]

# A command, the values of its arguments, and of its options (None: takes none).
DECIDE = {"--fix": DECISIONS, "--forbid": DECISIONS, "--min-per-blk": COUNTS, "--max-share": SHARES, "--add-assessor": DECISIONS, "--add-instructor": DECISIONS,
    "--add-workshop-hours": DECISIONS, "--add-instructor-hours": DECISIONS, "--budget": SHARES, "--close": BLKS, "--target": DECISIONS}
COMMANDS = [
    (["recommend"], [BLKS], {"--run": RUNS, "--top": COUNTS}),
    (["explain"], [BLKS, PROGRAMS], {"--run": RUNS}),
    (["compare"], [RUNS, RUNS], {"--blk": BLKS, "--limit": COUNTS}),
    (["demand", "show"], [], {"--region": REGIONS, "--occupation": ["7212", "72", "7", "0", "99999", ""], "--limit": COUNTS, "--potential": None}),
    (["demand", "run"], [], {"--as-of": DAYS}),
    (["score"], [], {"--as-of": DAYS, "--profile": ["seimbang", "potensi daerah", "x", ""], "--method": ["additive", "topsis", "promethee", "x"],
        "--seed": mutations.NUMBERS, "--threads": ["1", "2", "0", "-1", "100000", "9223372036854775807"]}),
    (["allocate", "--network", "BBPLK-XRG"], [], {"--year": ["2018", "2017", "0", "-1", "2147483648", "x"], "--run": RUNS, "--gap": mutations.NUMBERS,
        "--effort": ["0.1", "0", "-1", "NaN", "x"], "--time-limit": ["1", "0", "-1", "NaN", "1e-300"], "--seed": mutations.NUMBERS,
        "--threads": ["1", "2", "0", "-1", "100000"], **DECIDE}),
    (["whatif", "--effort", "0.1"], [], {"--plan": RUNS, "--limit": COUNTS, "--threads": ["1", "0", "-1"], "--save": None, **DECIDE}),
    (["plan", "show"], [], {"--run": RUNS, "--blk": BLKS, "--limit": COUNTS}),
    (["plan", "compare"], [RUNS, RUNS], {"--limit": COUNTS}),
    (["runs", "list"], [], {}),
    (["runs", "show"], [RUNS], {}),
    (["runs", "prune"], [], {"--keep": COUNTS, "--days": COUNTS, "--dry-run": None}),
    (["export", "data"], [VIEWS], {"--format": FORMATS, "--out": FILES, "--where": WHERE, "--delimiter": [",", ";", "tab", "", "xx", "\""],
        "--decimal": [",", ".", "", "x"]}),
    (["export", "report"], [], {"--run": RUNS, "--blk": BLKS, "--network": BLKS, "--plan": RUNS, "--format": ["html", "csv", "json", "xlsx", "x"],
        "--out": FILES, "--top": COUNTS}),
    (["export", "template"], [["blks", "vacancies", "units", "districts", "x"]], {"--format": FORMATS, "--out": FILES}),
    (["import"], [["blks", "vacancies", "x"], ["-", "tak_ada.csv", ".", "/etc/passwd", ""]], {"--columns": None, "--map": ["x", "a=b"], "--source": ["x", ""],
        "--window": ["2018-01-01..2018-12-31", ".."], "--max-rejects": SHARES, "--rejects": FILES[2:3], "--dry-run": None, "--sheet": ["x"]}),
    (["import", "inspect"], [["-", "tak_ada.csv", ".", "/etc/passwd", "tautan.csv", ""]], {"--shape": ["bps_tpt", "x", ""], "--sheet": ["x", ""],
        "--year": COUNTS, "--blk": BLKS}),
    (["titles", "code"], [["-", "-", "tak_ada", "."]], {}),
    (["titles", "test"], [["-", "tak_ada", ".", "/dev/null", "tautan.csv", ""]], {}),
    (["titles", "uncoded"], [], {"--limit": COUNTS}),
    (["titles", "teach"], [["Tukang Las", "", "x" * 5_000, *mutations.TEXTS[:12]], ["7212", "9999", "72", "", "x"]], {}),
    (["places", "resolve"], [["-", "-", "tak_ada", "."]], {}),
    (["db", "status"], [], {}), (["db", "url"], [], {}), (["db", "migrate"], [], {}), (["db", "start"], [], {}),
    (["db", "dictionary"], [], {"--format": FORMATS, "--out": FILES}),
    (["db", "user", "list"], [], {}),
    (["db", "user", "add"], [NAMES], {"--role": ["analyst", "blk", "network", "x"], "--blk": BLKS, "--until": DAYS}),
    (["db", "user", "rotate"], [NAMES], {}),
    (["db", "backup"], [["c.padan", "tak/ada/c", ".", ""]], {}),
    (["db", "restore"], [["tak_ada", ".", "/etc/passwd", ""]], {"--yes": None}),
    (["db", "reset"], [], {"--yes": None}),
    (["db", "psql", "--"], [["-c", "--version", "-l"], ["SELECT 1", "--version"]], {}),
    ([], [], {}), (["help"], [["score", "x", "db"]], {}), (["tidak-ada"], [], {}), (["db"], [], {}),
]
COMMON = {"--lang": ["id", "en", "fr", ""], "--json": None, "--no-color": None, "--quiet": None, "--database-url": URLS, "--version": None, "--help": None,
    "--tidak-ada": None, "--": None, "-qq": None}
INPUTS = [b"", b"Tukang Las\nOperator\n", b"Kab. Bandung\nCikarang\nJakarta Raya\n", b"\x00" * 500, b"\xff\xfe\xed\xa0\x80\n", b"x" * 300_000, b"\n" * 5_000,
    "\x1b[31m\u202e\u2028\x9b\n".encode(), b"a\tb\r\nc\r"]


def option(random, name, values):
    """An option with a value of its own kind, most often, or with a strange one."""
    if values is None:
        return [name]
    text = random.choice(values) if random.random() < 0.85 else mutations.value(random)
    # Where a file is written is our choice alone.
    if name in ("--out", "--rejects", "--database-url") and text not in values:
        text = random.choice(values)
    return random.choice([[name, text], [name, text], [f"{name}={text}"]]) if random.random() < 0.97 else [name]


def make(random, _folder, _tables):
    """One case: the arguments; the other two answers are its standard input and environment."""
    words, arguments, options = random.choice(COMMANDS)
    chosen = list(words)
    writes = {"backup", "restore", "import", "add", "rotate", "psql"} & set(words)
    for values in arguments:
        if random.random() < 0.95:
            chosen.append(random.choice(values) if writes or random.random() < 0.85 else mutations.value(random))
    for name in random.sample(sorted(options), min(len(options), random.choice([0, 1, 1, 2, 3]))):
        for _ in range(random.choice([1, 1, 1, 2])):
            chosen += option(random, name, options[name])
    for name in random.sample(sorted(COMMON), random.choice([0, 0, 1, 1, 2])):
        # Elsewhere the address would come from the embedded server of this home, whose database is the template of all cases.
        if name != "--database-url" or not writes:
            chosen += option(random, name, COMMON[name])
    if random.random() < 0.02:
        chosen.append("x" * 100_000)
    return [text.replace("\x00", "") for text in chosen]


def surroundings(random):
    """Standard input (None where it is closed) and variables of the environment."""
    stdin = None if random.random() < 0.05 else random.choice(INPUTS)
    more = {}
    if random.random() < 0.1:
        more["COLUMNS"] = random.choice(["0", "1", "-5", "999999999999999999999", "x", ""])
    if random.random() < 0.1:
        more["LC_ALL"] = random.choice(["C", "POSIX", "id_ID.UTF-8", "xx_YY", ""])
    return stdin, more
