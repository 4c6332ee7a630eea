"""Tables as offices hand them out: pages of HTML under the name `.xls`, tables of known shapes and of spoiled ones, lists of titles and of places."""

import csv
import functools
import re

import fuzz_configuration
import fuzz_csv
import fuzz_xlsx
import mutations

REGIONS = ["Kab. Bandung", "Kabupaten Karawang", "Kota Bekasi", "BOGOR", "Kota Bogor", "Jawa Barat", "Provinsi Banten", "Kep. Seribu", "DKI Jakarta",
    "Kab/Kota", "Atlantis", "Karawang, Jawa Barat"]
CODES = ["3215", "32.15", "32", "3273", "32.73", "36.04", "9999", "0", "3215000"]
INDUSTRIES = ["C. Industri Pengolahan", "A Pertanian, Kehutanan dan Perikanan", "Perdagangan Besar dan Eceran", "R,S,T,U", "Jasa Lainnya", "X",
    "1"]
TITLES = ["Tukang Las", "Staf Gudang", "Operator Produksi PT Maju", "Admin", "Supervisor", "Driver B1 - Karawang", "Crew Outlet", "x"]
PAYS = ["Rp 4.000.000 - Rp 5.500.000", "4-5 juta", "Rp. 4.250.000,00", "IDR 4,250,000", "Negotiable", "4250000", "Rp 3.000.000 per bulan"]
FIGURES = ["12345", "12.345", "8,25", "8.25", "1.234.567,89", "0", "-", "...", "n.a", "99999999999", "1e5", " 12 345 "]
ABOVE = ["Tingkat Pengangguran Terbuka Menurut Kabupaten/Kota (Persen)", "Upah Minimum Kabupaten/Kota (Ribu Rupiah), 2019-2023", "2023",
    "Produk Domestik Regional Bruto Menurut Lapangan Usaha di Kabupaten Bogor (Miliar Rupiah)", "BPS Provinsi Jawa Barat", "Tabel 1.1.", ""]
BELOW = ["Sumber: BPS", "Jumlah", "Total", "Catatan: *) angka sementara", "Jawa Barat", "Keterangan:"]
# Patterns that take long to compare unless what has failed once is remembered.
PATTERNS = ["*a" * 60 + "b", "**" * 200, "*" * 5_000, "{year}" * 40, "".join(f"{{n{number}}}" for number in range(40)), "{a}*" * 30 + "x",
    "**{a}**{year}" * 12, "|" * 300, "{", "}", "{}", "* | " * 30, "#1", "a" * 100_000]
ENTITIES = ["&#x110000;", "&#xD800;", "&#0;", "&#99999999999999999999;", "&#27;[31m", "&#x9b;", "&rlm;", "&#8238;", "&amp;lt;", "&", "&;", "&#;",
    "&#x;", "&nbsp;" * 50, "&" * 5_000, "&eacute;", "&#65279;"]
# Letters of a table; a cell counts for thirty more.
MOST = 3_000_000
SPANS = ["0", "-1", "1", "2", "999", "1000", "65535", "99999999", "9223372036854775808", "1e3", "x", "", "٣"]


class Shape:
    """A shape that ships: its text, the kinds that it feeds, and the lines of its example."""

    def __init__(self, file):
        self.name, self.text = file.stem, file.read_text(encoding="utf-8")
        outputs = self.text.partition("\noutputs:")[2].partition("\nexample:")
        self.kinds = re.findall(r"^  (\w+):", outputs[0], re.MULTILINE)
        rows = re.findall(r"^  - \[(.*)\]$", outputs[2], re.MULTILINE)
        self.example = [next(csv.reader([row], skipinitialspace=True), []) for row in rows]


@functools.cache
def shapes(share):
    """All shapes, by name."""
    found = [Shape(file) for file in sorted((share / "config" / "shapes").glob("*.yaml"))]
    return [shape for shape in found if shape.example and shape.kinds]


def cell(random, header):
    """What may stand below a header."""
    text = header.lower().replace("_", " ")
    if random.random() < 0.04:
        return mutations.value(random)
    for words, values in (
        (("kode unit",), ["CTH.LAS.001", "C.24LAS01.001.1", "x"]), (("kode", "kd "), CODES),
        (("tahun", "thn", "year"), ["2018", "2023", "2023*", "Tahun 2022"]),
        (("jabatan", "judul", "title", "posisi", "unit", "skema", "program", "pelatihan"), TITLES), (("gaji", "salary", "pay"), PAYS),
        (("tanggal", "date", "tayang"), mutations.DAYS[:18]), (("lapangan", "kategori", "sektor", "industri"), INDUSTRIES),
        (("satuan",), ["RUPIAH", "ORANG", "PERSEN"]), (("kejuruan", "vocational"), ["Teknik Las, Otomotif", "TIK", "," * 30, "Listrik"]),
        (("type", "jenis"), ["BLK UPTD", "BLKK", "UPTP", "SMK"]),
        (("nama", "nm ", "kab", "wilayah", "daerah", "provinsi", "regency", "city", "lokasi", "alamat", "kota", "region", "name"), REGIONS),
    ):
        if any(word in text for word in words):
            return random.choice(values)
    return random.choice(FIGURES)


def table(random, shape):
    """The lines of a table of a shape: what stands above it, its header, its rows, and what stands below it."""
    header = [list(line) for line in shape.example]
    below = [" ".join(line[column] for line in header if column < len(line)) for column in range(max(map(len, header)))]
    rows = [[cell(random, text) for text in below] for _ in range(random.randint(1, 12))]
    if random.random() < 0.6:
        fuzz_csv.spoil(random, random.choice(header), rows)
    if rows and random.random() < 0.3:
        place = random.randrange(len(rows))
        rows[place:place] = [list(line) for line in header]
    lines = [[random.choice(ABOVE)] for _ in range(random.choice([0, 0, 1, 2, 4, 25]))] + header + rows
    lines += [[random.choice(BELOW)] + ["1"] * random.choice([0, 3]) for _ in range(random.choice([0, 0, 1, 2]))]
    heavy = random.random()
    if heavy < 0.02:
        lines = [["a"] * random.choice([1_000, 5_000, 16_384])] * random.choice([2, 30]) + lines
    elif heavy < 0.04:
        lines += header * random.choice([2_000, 10_000, 40_000])
    elif heavy < 0.06 and rows:
        rows[0][:] = [random.choice([",", "a,", "'a': {", "|", "1."]) * 60_000] * min(len(rows[0]), 8)
    return bounded(lines)


def bounded(lines):
    """As much of a table as a case may have: what the attack itself takes counts as the program's, because a process begins as a copy of it."""
    kept, room = [], MOST
    for line in lines:
        if sum(map(len, line)) + 30 * len(line) > room:
            line = [text[:200] for text in line[:500]]
        room -= sum(map(len, line)) + 30 * len(line)
        if room < 0:
            break
        kept.append(line)
    return kept


def page(random, lines):
    """The table as a page of HTML, as offices' web sites write it and as browsers read it all the same."""
    small = random.choice([str, str, str.upper])
    quote = random.choice(['"', "'", ""])
    closed = random.random() < 0.8

    def one(text, name):
        attributes = ""
        if random.random() < 0.05:
            name_of_span = random.choice(["colspan", "rowspan", "COLSPAN", "data-colspan"])
            attributes += f" {name_of_span}={quote}{random.choice(['2', '3', *SPANS])}{quote}"
        if random.random() < 0.05:
            attributes += random.choice([
                ' class="a > b"', " title='x", ' style="', " nowrap", " x=\"" + "y" * 70_000 + "\"", " =", ' "', " /"])
        if random.random() < 0.03:
            text += random.choice(ENTITIES)
        if random.random() < 0.05:
            text = random.choice([
                f"<b>{text}</b>", f"{text}<br>{text}", f"<div><p>{text}", f"<!-- x -->{text}", f"<script>if (a < b) {{}}</script>{text}",
                f"<table><tr><td>{text}</td></tr></table>", f"<{text}", f"{text}<", f"<!--{text}", f"<style>{text}", f"<![CDATA[{text}]]>",
                f"<!-->{text}"])
        return f"<{small(name)}{attributes}>{text}" + (f"</{small(name)}>" if closed or random.random() < 0.5 else "")

    escape = random.random() < 0.7
    body = []
    for number, line in enumerate(lines):
        cells = "".join(one(text.replace("&", "&amp;").replace("<", "&lt;") if escape else text, "th" if number < 3 else "td") for text in line)
        body.append(f"<{small('tr')}>{cells}" + ("</tr>" if closed else ""))
    text = random.choice(["", "<html>", '<?xml version="1.0"?>\n<!DOCTYPE html>\n', "\ufeff",
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><meta charset=utf-8>"])
    text += f"<{small('table')} border=1>" + random.choice(["\n", "", "\r\n"]).join(body)
    text += random.choice(["</table>", "</table></html>", "", "</tr></td></table>"])
    heavy = random.random()
    if heavy < 0.03:
        text += "<table><tr>" + "<td rowspan=1000 colspan=1000>x" * 16 + "<tr><td>x" * random.choice([500, 5_000])
    elif heavy < 0.08:
        text += random.choice([
            "<a" + " " * 70_000 + '"' * 200_000, "<table>" * 50_000, "<" * 100_000, "<!--" * 50_000, "<td>" * 20_000, "<tr>" * 100_000,
            "<td colspan=1000>" * 20, "<script>" * 20_000, "&#" * 50_000, "<tr><td colspan=1000>" * 5_000])
    return text.encode(random.choice(["utf-8"] * 5 + ["cp1252"]), "replace")


def spoiled_shape(random, shape):
    """A shape's file with a line or a pattern changed."""
    if random.random() < 0.5:
        return fuzz_configuration.spoil_lines(random, shape.text)
    found = list(re.finditer(r"(?<=[\[ ])(?:\"[^\"\n]+\"|[a-z][a-z /*]+)(?=[],}\n])", shape.text.partition("outputs:")[2]))
    if not found:
        return shape.text
    start = len(shape.text.partition("outputs:")[0]) + len("outputs:")
    match = random.choice(found)
    pattern = random.choice(PATTERNS)
    return f'{shape.text[:start + match.start()]}"{pattern}"{shape.text[start + match.end():]}'


def listed(random, folder, words):
    """A list of titles whose codes are known, or that are to be taught; answers the arguments."""
    test = "test" in words
    header = ["title", random.choice(["accepted", "occupation_code"]) if test else "occupation_code"]
    codes = ["7212", "4321", "bukan", "-", "", "7212|7214", "9999", "72", "4321 9333", "Welders"]
    rows = [[random.choice(TITLES + mutations.TEXTS[:20]), random.choice(codes)] for _ in range(random.randint(1, 12))]
    if random.random() < 0.6:
        fuzz_csv.spoil(random, header, rows)
    lines = [header, *rows]
    way = random.random()
    if way < 0.7:
        name, data = "daftar.csv", fuzz_csv.write(random, header, rows)
    elif way < 0.85:
        name, data = "daftar.xlsx", workbook(random, "titles", lines)
    else:
        name, data = "daftar.xls", page(random, lines)
    (folder / name).write_bytes(data)
    return [*words, name, *(["--dry-run"] if not test and random.random() < 0.2 else [])]


def workbook(random, sheet, lines):
    """The table as a workbook, right or with something wrong in it."""
    book = fuzz_xlsx.parts(random, sheet, lines)
    if random.random() < 0.3:
        gone = set()
        fuzz_xlsx.spoil(random, book, gone)
        for name in gone:
            del book[name]
    data = fuzz_xlsx.archive(random, book)
    return mutations.mangled(random, data) if random.random() < 0.15 else data


def asked(random, folder):
    """Lines of titles or of places, from a file or from standard input; answers the arguments."""
    texts = TITLES + REGIONS + mutations.TEXTS + mutations.NOTHINGS
    lines = [random.choice(texts) + random.choice(["", "", " 7", " / ", "\t"]) for _ in range(random.randint(0, 60))]
    data = random.choice(["\n", "\n", "\r\n", "\r", "\u2028"]).join(lines).encode("utf-8", "replace")
    way = random.random()
    if way < 0.25:
        data = mutations.mangled(random, data)
    elif way < 0.29:
        data = random.choice([
            b"x " * 500_000, b"\n" * 200_000, "".join(f"Tukang {number}\n" for number in range(3_000)).encode(), "é".encode() * 300_000,
            b",".join([b"Bandung"] * 20_000), "e\u0301".encode() * 200_000])
    name = random.choice(["-", "-", "daftar.txt"])
    (folder / ("masukan" if name == "-" else name)).write_bytes(data)
    return [*random.choice([["titles", "code"], ["places", "resolve"]]), name]


def make(random, folder, tables):
    """One case: writes its files and answers the arguments."""
    way = random.random()
    common = (["--json"] if random.random() < 0.3 else []) + ["--lang", random.choice(["id", "en"])]
    if way < 0.1:
        return asked(random, folder) + common
    if way < 0.25:
        return listed(random, folder, ["titles", random.choice(["teach", "test"])]) + common
    shape = random.choice(shapes(tables.share))
    lines = table(random, shape)
    kind = random.choice(shape.kinds) if random.random() < 0.9 else random.choice(tables.kinds)
    sheet = random.choice(["Sheet1", kind, "Tabel 2023", "lapus"])
    form = random.random()
    if form < 0.4:
        name, data = random.choice(["tabel.xls", "tabel.xls", "tabel.html", "upah_minimum_2023.xls"]), page(random, lines)
        if random.random() < 0.25:
            data = mutations.mangled(random, data)
    elif form < 0.7:
        name, data = "tabel.xlsx", workbook(random, sheet, lines)
    else:
        name, data = "tabel.csv", fuzz_csv.write(random, lines[0], lines[1:])
    (folder / name).write_bytes(data)
    own = folder / "rumah" / "shapes"
    own.mkdir(parents=True)
    if random.random() < 0.2:
        (own / random.choice(["punya.yaml", f"{shape.name}.yaml"])).write_text(spoiled_shape(random, shape), encoding="utf-8", errors="replace")
    chosen = []
    if random.random() < 0.25:
        chosen += ["--shape", random.choice([shape.name] * 4 + ["punya", "tidak_ada", "../x", mutations.value(random)])]
    if random.random() < 0.2:
        chosen += ["--sheet", random.choice([sheet] * 3 + ["Lain", mutations.value(random)])]
    if random.random() < 0.2:
        chosen += ["--year", random.choice(["2023", "2018", "0", "-1", "99999", mutations.value(random)])]
    if random.random() < 0.15:
        chosen += ["--blk", random.choice(["UPTD-KRW", "uptd-krw", "X", mutations.value(random)])]
    chosen = [text.replace("\x00", "") for text in chosen]
    if way < 0.5:
        if random.random() < 0.3:
            chosen += ["--save", random.choice(["punya", "../keluar", "", "a" * 70, "x y"])]
            chosen += ["--force"] if random.random() < 0.5 else []
        return ["import", "inspect", name, *chosen, *common]
    return ["import", kind, name, *chosen, *fuzz_csv.options(random, kind)]


def surroundings(folder):
    """Standard input, and variables of the environment: a home of the case's own, because shapes of a person's own lie there."""
    given = folder / "masukan"
    return given.read_bytes() if given.exists() else b"", {"PADAN_HOME": str(folder / "rumah")}
