"""The files of `config/`, as an office changes and breaks them. The case's folder holds a whole PADAN_SHARE: links, and the one broken file."""

import re

import mutations

# Which command reads a file. The second network is small, so that its plan is quick.
READERS = {
    "readers.yaml": [["db", "migrate"], ["db", "check"]],
    "storage.yaml": [["runs", "prune", "--dry-run"]],
    "import.yaml": [["import", "workshops", "config/sample/workshops.csv", "--force"], ["import", "vacancies", "config/sample/vacancies.csv", "--dry-run"]],
    "demand.yaml": [["demand", "run"]],
    "fields.csv": [["demand", "run"]],
    "staffing.csv": [["demand", "run"]],
    "scoring.yaml": [["score"], ["score", "--method", "topsis"], ["recommend", "UPTD-XTG"]],
    "allocation.yaml": [["allocate", "--network", "BBPLK-XRG", "--effort", "0.1"]],
    "words.id.yaml": [["recommend", "UPTD-KRW", "--lang", "id"], ["plan", "show", "--lang", "id"], ["import", "blks", "--lang", "id"]],
    "words.en.yaml": [["recommend", "UPTD-KRW", "--lang", "en"], ["export", "report", "--blk", "UPTD-KRW", "--out", "r.html", "--lang", "en"]],
    "places.csv": [["places", "resolve", "-"]],
    "region_codes.csv": [["places", "resolve", "-"], ["import", "wages", "config/sample/wages.csv", "--dry-run"]],
    "industry_names.csv": [["import", "employment", "config/sample/employment.csv", "--dry-run"]],
    "checks.yaml": [["import", "wages", "config/sample/wages.csv", "--dry-run"]],
    "titles.csv": [["titles", "code", "-"]],
    "title_words.csv": [["titles", "code", "-"]],
    "title_coding.yaml": [["titles", "code", "-"]],
    "digits.yaml": [["export", "data", "latest_recommendation", "--where", "blk_code=UPTD-KRW"]],
    "occupations.csv": [["import", "occupations", "config/occupations.csv"]],
    "concordance.csv": [["import", "surveys", "config/sample/surveys.csv", "--occupation-version", "KBJI 2026", "--dry-run"]],
    "industries.csv": [["import", "industries", "config/industries.csv"]],
    "templates/blk.html": [["export", "report", "--blk", "UPTD-KRW", "--out", "r.html"]],
    "templates/head.html": [["export", "report", "--blk", "UPTD-KRW", "--out", "r.html"]],
    "templates/body.html": [["export", "report", "--blk", "UPTD-KRW", "--out", "r.html"]],
    "templates/section.html": [["export", "report", "--blk", "UPTD-KRW", "--out", "r.html"]],
    "templates/network.html": [["export", "report", "--network", "BBPLK-XRG", "--out", "r.html"]],
    "templates/table.html": [["export", "report", "--network", "BBPLK-XRG", "--out", "r.html"]],
    "templates/dictionary.html": [["db", "dictionary", "--format", "html", "--out", "k.html"]],
}
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9))
STDIN = "Tukang Las\nKab. Bandung\nCikarang\n\x1b[31m\n\nOperator Produksi\nDKI\n".encode()


def spoil_lines(random, text):
    """Changes lines of a file of settings, of words or of a table."""
    lines = text.splitlines(True)
    for _ in range(random.randint(1, 3)):
        if not lines:
            break
        place = random.randrange(len(lines))
        line = lines[place]
        what = random.randrange(13)
        if what < 4:
            found = list(re.finditer(r"-?\d+(?:\.\d+)?", line))
            if found:
                match = random.choice(found)
                lines[place] = line[:match.start()] + random.choice(mutations.NUMBERS) + line[match.end():]
        elif what == 4:
            del lines[place]
        elif what == 5:
            lines.insert(random.randrange(len(lines) + 1), line)
        elif what == 6:
            lines[place] = " " * random.randint(1, 5) + line
        elif what == 7:
            lines[place] = line.lstrip(" ")
        elif what == 8:
            lines[place] = re.sub(r"^(\s*)[\w.]+(?=[:,])", lambda match: match.group(1) + random.choice(["x", "", "?", "<<", "true", "1"]), line)
        elif what == 9:
            key, separator, _ = line.partition(":")
            lines[place] = key + separator + " " + random.choice(["[]", "{}", "null", "~", "[1, [2", "!!binary x", "&a *a", "|", ">", "'", '"', "yes",
                random.choice(mutations.TEXTS), random.choice(mutations.NOTHINGS)]) + "\n"
        elif what == 10:
            lines[place] = re.sub(r"\{[^}]*\}", lambda match: random.choice(["", "{}", "{lain}", "{" + match.group(), "{{", "%@", match.group() * 3]), line)
        elif what == 11:
            cells = line.rstrip("\n").split(",")
            cells[random.randrange(len(cells))] = mutations.value(random)
            lines[place] = ",".join(cells) + "\n"
        else:
            lines[place] = line.replace(",", random.choice([";", ",,", "\t", '",']), 1)
    return "".join(lines)


def spoil_template(random, text):
    """Changes the tags of a template."""
    found = list(re.finditer(r"\{\{.*?\}\}", text))
    if not found or random.random() < 0.2:
        return spoil_lines(random, text)
    match = random.choice(found)
    name = match.group().strip("{}#/^>& ")
    new = random.choice(["{{", "}}", "{{#" + name + "}}", "{{/" + name + "}}", "{{^" + name + "}}", "{{> " + name + "}}", "{{> blk}}", "{{{" + name + "}}}",
        "{{> ../../etc/passwd}}", "{{=<% %>=}}", "{{}}", "{{#}}{{/}}", "{{tidak_ada}}", "{{" + "x" * 10_000 + "}}", "{{! }}", "{{& " + name + "}}", ""])
    return text[:match.start()] + new + text[match.end():]


def make(random, folder, tables):
    """One case: makes a PADAN_SHARE with one broken file and answers the arguments of a command that reads it."""
    config = tables.share / "config"
    name = random.choice([name for name in READERS if (config / name).exists()])
    for file in [*config.iterdir(), *(config / "templates").iterdir()]:
        link = folder / "config" / file.relative_to(config)
        if file.name != "templates" and file.name != name.rpartition("/")[2]:
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(file)
    (folder / "sql").symlink_to(tables.share / "sql")
    text = (config / name).read_text(encoding="utf-8")
    way = random.random()
    if way < 0.75:
        data = (spoil_template if name.endswith(".html") else spoil_lines)(random, text).encode("utf-8", "replace")
    elif way < 0.93:
        data = mutations.mangled(random, text.encode())
    else:
        data = random.choice([b"", b"\x00" * 1_000, BOMB.encode(), b"[" * 50_000, text.encode("utf-16"), b"\xef\xbb\xbf" + text.encode(),
            text.replace("\n", "\r\n").encode(), b"- " * 5_000, ("? " * 2_000).encode(), b"x: " + b"y" * 2_000_000, None])
    target = folder / "config" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if data is None:
        target.mkdir()
    else:
        target.write_bytes(data)
    command = list(random.choice(READERS[name]))
    if random.random() < 0.2 and "--out" not in command:
        command.append("--json")
    return command
