"""Writes xlsx-openpyxl.xlsx and xlsx-libreoffice.xlsx: the same instructors as other programs write them.

Needs openpyxl 3.1 and LibreOffice (soffice). The test compares both with a CSV of the same rows.
"""
import csv
import datetime
import pathlib
import subprocess
import tempfile

import openpyxl

here = pathlib.Path(__file__).parent
rows = [
    ["UPTD-A", "BLK Satu, \"kota\"", "UPTD", "32.10", "BBPLK-X", 2018],
    ["KOM-B", "BLK Dua & Tiga\nbaris kedua", "Komunitas", "32.15", "BBPLK-X", 2017],
    ["BBPLK-X", "=BBPLK", "BBPLK", "32.75", None, None],
]
header = ["blk_code", "name", "kind", "region_code", "parent_code", "joined_year"]

book = openpyxl.Workbook()
hidden = book.active
hidden.title = "lama"
hidden.sheet_state = "hidden"
hidden["A1"] = "bukan data"
sheet = book.create_sheet("Daftar")
sheet.merge_cells("A1:F1")
sheet["A1"] = "DAFTAR BLK BINAAN"
sheet["A2"] = "per"
sheet["B2"] = datetime.date(2018, 1, 31)
sheet.append([])
sheet.append(header + ["catatan"])
for row in rows:
    sheet.append(row + ["tidak dibaca"])
for line in range(5, 8):
    sheet.cell(line, 2).data_type = "s"
sheet["D5"] = 32.10  # a code that became a number
book.save(here / "xlsx-openpyxl.xlsx")

with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder) / "xlsx-libreoffice.ods"
    source = pathlib.Path(folder) / "xlsx-libreoffice.csv"
    with open(source, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["assessor_code", "scheme_code", "name", "region_code", "days_per_year", "licensed_from", "licensed_until"])
        writer.writerow(["A1", "S1", "Ani", "32.15", 20, "2017-01-31", "2020-01-30"])
        writer.writerow(["A2", "S1", "Budi", "32.10", 7, "2016-02-29", "2019-12-31"])
    subprocess.run(["soffice", "--headless", "--convert-to", "xlsx", "--outdir", str(here), str(source)], check=True, capture_output=True)
