"""Tables as CSV, as offices write and break them."""

import csv
import io
import pathlib

import mutations

# Kinds without a file in the sample.
EXTRA = {
    "districts": "district_code,name,region_code\n32.15.01,Karawang Barat,32.15\n32.15.02,Pangkalan,32.15\n",
    "titles": "title,occupation_code\nTukang Las Listrik,7212\nJuru Masak Kapal,5120\n",
}
ROWS = 24


class Tables:
    """Rows of every kind to begin with."""

    def __init__(self, share):
        self.rows = {kind: list(csv.reader(io.StringIO(text))) for kind, text in EXTRA.items()}
        self.share = pathlib.Path(share)
        config = self.share / "config"
        for file in [*sorted((config / "sample").glob("*.csv")), config / "occupations.csv", config / "industries.csv"]:
            text = "".join(line for line in file.read_text(encoding="utf-8").splitlines(True) if not line.startswith("#"))
            self.rows[file.stem] = list(csv.reader(io.StringIO(text)))
        self.kinds = sorted(self.rows)

    def pick(self, random):
        """A kind, its header and some of its rows."""
        kind = random.choice(self.kinds)
        header, rows = self.rows[kind][0], self.rows[kind][1:]
        first = random.randrange(max(1, len(rows) - ROWS))
        return kind, list(header), [list(row) for row in rows[first:first + random.randint(1, ROWS)]]


def spoil(random, header, rows):
    """Changes cells, columns and rows of a table, so that it stays one."""
    for _ in range(random.choice([0, 1, 1, 2, 3, 5])):
        row = random.choice(rows)
        what = random.randrange(12)
        if what < 5 and row:
            row[random.randrange(len(row))] = mutations.value(random)
        elif what == 5 and row:
            column = random.randrange(len(row))
            text = mutations.value(random)
            for each in rows:
                if column < len(each):
                    each[column] = text
        elif what == 6:
            rows.append(list(row))
        elif what == 7 and row:
            twin = list(row)
            twin[random.randrange(len(twin))] = mutations.value(random)
            rows.insert(random.randrange(len(rows) + 1), twin)
        elif what == 8 and len(header) > 1:
            column = random.randrange(len(header))
            for each in [header, *rows]:
                del each[column:column + 1]
        elif what == 9:
            name = random.choice([random.choice(header or ["x"]), "", "nama", "Kode Wilayah", "x" * 400, mutations.value(random)])
            header.insert(random.randrange(len(header) + 1), name)
            for each in rows:
                each.append(mutations.value(random))
        elif what == 10 and row:
            random.choice([row.append, lambda _: row.pop()])(mutations.value(random))
        elif header:
            column = random.randrange(len(header))
            header[column] = random.choice([header[column].upper(), header[column].replace("_", " "), f" {header[column]} ", mutations.value(random)])
    if random.random() < 0.05:
        rows.clear()
    if random.random() < 0.02:
        rows.append([mutations.value(random)] * random.choice([1_000, 20_000]))


def write(random, header, rows):
    """The table's bytes, in one of the ways in which offices write CSV."""
    delimiter = random.choice([",", ",", ",", ";", "\t", "|"])
    end = random.choice(["\n", "\n", "\r\n", "\r"])
    quoting = random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting, escapechar="\\")
    for row in [header, *rows]:
        if row and not (row == [""]):
            writer.writerow(row)
        elif random.random() < 0.5:
            out.write(end)
    text = out.getvalue()
    if random.random() < 0.1:
        text = text.rstrip("\r\n")
    coding = random.choice(["utf-8"] * 6 + ["utf-8-sig", "cp1252", "utf-16", "utf-16-le", "latin-1"])
    data = text.encode(coding, "replace")
    if random.random() < 0.25:
        data = mutations.mangled(random, data)
    return data


def options(random, kind):
    """Options of `padan import`, most often right ones."""
    # Facts of BLKs load beside the sample only where that is meant.
    chosen = ["--force"] if random.random() < 0.9 else []
    if kind == "vacancies" or random.random() < 0.03:
        chosen += ["--source", random.choice(["uji"] * 6 + ["jobstreet", mutations.value(random)])]
        chosen += ["--window", random.choice(["2019-01-01..2019-12-31"] * 12 + ["2019-12-31..2019-01-01", "..", "2019", "0001-01-01..9999-12-31",
            f"{random.choice(mutations.DAYS)}..{random.choice(mutations.DAYS)}"])]
    if random.random() < 0.05:
        chosen += ["--map", random.choice(["jobstreet", "nama=name", "a=b,c=d", "=", ",", "name=name,name=kind", mutations.value(random)])]
    if random.random() < 0.1:
        chosen += ["--region-codes", random.choice(["kemendagri", "bps", "bps", "lain"])]
    if random.random() < 0.5:
        chosen += ["--max-rejects", random.choice(["100%"] * 12 + ["0%", "50%", "1e9%", "-5%", "NaN", mutations.value(random)])]
    if random.random() < 0.3:
        chosen += ["--rejects", random.choice(["tolakan.csv", "tolakan.csv", "tolakan.xlsx", "tak/ada.csv", "tautan.csv"])]
    if random.random() < 0.3:
        chosen += ["--json"]
    return [option.replace("\x00", "") for option in chosen] + ["--lang", random.choice(["id", "en"])]


def make(random, folder, tables):
    """One case: writes its file and answers the arguments."""
    kind, header, rows = tables.pick(random)
    spoil(random, header, rows)
    (folder / "berkas.csv").write_bytes(write(random, header, rows))
    return ["import", kind, "berkas.csv", *options(random, kind)]
