"""Writes the figures of 2019 of all regencies as CSV for `padan-bench spread`, from the workbooks of BPS and Bappenas.

    python3 national_statistics.py FOLDER OUT    # FOLDER holds sakernas_PYB_….xlsx, sakernas_PT_….xlsx, pdrb_adhk_2019.xlsx

Each line of OUT is `region,section,employed,unemployed,grdp`: the BPS code of Sakernas (3216), whose first two digits are today's province, a
section or group of sections of BPS's 17, or `-` for a line with the region's employed and unemployed in all. Python alone is enough: a workbook is a folder of XML.
"""

import csv
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

YEAR = "2019"
SECTIONS = {
    "pertanian": "A", "pertambangan": "B", "industri": "C", "pengadaanlistrik": "D", "pengadaanair": "E", "konstruksi": "F",
    "perdagangan": "G", "transportasi": "H", "penyediaan": "I", "informasi": "J", "jasakeuangan": "K", "realestat": "L",
    "jasaperusahaan": "M,N", "administrasi": "O", "jasapendidikan": "P", "jasakesehatan": "Q", "jasalainnya": "R,S,T,U",
}


def letters(text):
    """The small letters of a text."""
    return re.sub("[^a-z]", "", text.lower())


def rows(path):
    """The rows of the first sheet, each a list of texts."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as book:
        strings = []
        if "xl/sharedStrings.xml" in book.namelist():
            for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml")):
                strings.append("".join(text.text or "" for text in item.iter(space + "t")))
        with book.open("xl/worksheets/sheet1.xml") as sheet:
            for _, row in ElementTree.iterparse(sheet):
                if row.tag != space + "row":
                    continue
                cells = {}
                for cell in row.iter(space + "c"):
                    column = 0
                    for letter in re.match("[A-Z]+", cell.get("r")).group():
                        column = column * 26 + ord(letter) - 64
                    value = cell.find(space + "v")
                    if cell.get("t") == "inlineStr":
                        text = "".join(part.text or "" for part in cell.iter(space + "t"))
                    else:
                        text = "" if value is None else value.text or ""
                        if cell.get("t") == "s" and text:
                            text = strings[int(text)]
                    cells[column - 1] = text
                row.clear()
                yield [cells.get(index, "") for index in range(max(cells, default=-1) + 1)]


def sakernas(path):
    """The lines of the year as dictionaries."""
    table = rows(path)
    header = next(table)
    for row in table:
        line = dict(zip(header, row + [""] * len(header)))
        if line["thn"] in (YEAR, YEAR + ".0"):
            yield line


def name(text, is_city):
    """A regency's name as both files have it; one misprint is mended."""
    bare = letters(text.replace("Kota ", "")).replace("membramo", "mamberamo")
    return ("kota" if is_city else "") + bare


def products(path):
    """PDRB by code of region and section, and the names of the regencies."""
    table = list(rows(path))
    start = next(index for index, row in enumerate(table) if "KodeWilayah" in row)
    code, region = table[start].index("KodeWilayah"), table[start].index("Nama Wilayah")
    columns = {}
    for row in table[: start + 1]:
        for index, title in enumerate(row):
            stem = letters(title.split("-")[-1])
            for word, section in SECTIONS.items():
                if "-" in title and stem.startswith(word):
                    columns[index] = section
    assert sorted(columns.values()) == sorted(SECTIONS.values()), columns
    values, names = {}, {}
    for row in table[start + 1:]:
        if len(row) > code and re.fullmatch(r"\d{4}", row[code]) and not row[code].endswith("00"):
            values[row[code]] = {section: float(row[index] or 0) for index, section in columns.items()}
            names[row[code]] = row[region]
    return values, names


def main(folder, out):
    folder = pathlib.Path(folder)
    grdp, names = products(folder / f"pdrb_adhk_{YEAR}.xlsx")
    papua = {name(text, text.startswith("Kota ")): code for code, text in names.items() if code[:2] in ("91", "94")}

    def product(line):
        # BPS's new codes of the Papuan provinces are in no other file: names decide.
        return grdp[papua[name(line["nm_kabkot"], line["lvl_wil"] == "Kota")] if line["kd_prov"] > "90" else line["kd_kabkot"]]

    def regencies(kind):
        path = next(folder.glob(f"sakernas_{kind}_*.xlsx"))
        return {line["kd_kabkot"]: line for line in sakernas(path) if line["lvl_wil"] in ("Kabupaten", "Kota")}

    employed, unemployed = regencies("PYB"), regencies("PT")
    with open(out, "w", newline="") as file:
        write = csv.writer(file, lineterminator="\n").writerow
        write(["region", "section", "employed", "unemployed", "grdp"])
        for region in sorted(set(employed) & set(unemployed)):
            line = employed[region]
            write([region, "-", line["PYB"], unemployed[region]["PT"], ""])
            for section in sorted(SECTIONS.values()):
                write([region, section, line["lapus_" + section.replace(",", "")] or "0", "", product(line)[section]])


if __name__ == "__main__":
    main(*sys.argv[1:])
