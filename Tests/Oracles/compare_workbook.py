"""Compares the XLSX files of `padan export data` with its CSV files, cell by cell, as LibreOffice and openpyxl read them.

    python3 Tests/Oracles/compare_workbook.py .build/debug/padan latest_recommendation latest_allocation …

Needs LibreOffice (soffice); openpyxl is asked too where Python has it. Numbers must come back as numbers and days as days,
within 15 significant digits (LibreOffice writes no more). Prints the cells compared and those that differ; ends with 1 if any do.
"""
import csv
import datetime
import pathlib
import subprocess
import sys
import tempfile

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def alike(ours, theirs):
    if ours == theirs:
        return True
    if ours in ("t", "f"):
        return theirs.lower() in {"t": ("true", "1"), "f": ("false", "0")}[ours]
    try:
        a, b = float(ours), float(theirs)
    except ValueError:
        try:
            return datetime.datetime.fromisoformat(ours) == datetime.datetime.strptime(theirs, "%Y-%m-%d")
        except ValueError:
            return False
    return abs(a - b) <= 1e-14 * max(abs(a), abs(b))


def compare(view, reader, ours, theirs):
    bad = [(i, j, a, b) for i, (x, y) in enumerate(zip(ours, theirs)) for j, (a, b) in enumerate(zip(x, y)) if not alike(a, b)]
    shape = len(ours) == len(theirs) and all(len(x) == len(y) for x, y in zip(ours, theirs))
    cells = sum(len(row) for row in ours)
    print(f"{view}, {reader}: {cells} cells in {len(ours)} rows, {len(bad)} differ" + ("" if shape else "; ROWS OR COLUMNS ARE MISSING"))
    for row, column, a, b in bad[:5]:
        print(f"  row {row + 1}, {ours[0][column]}: CSV {a!r}, workbook {b!r}")
    return len(bad) + (not shape)


def office_rows(path, columns):
    """The first sheet of a flat OpenDocument file: values as stored, not as shown."""
    import xml.etree.ElementTree as tree

    def value(cell):
        kind = cell.get(OFFICE + "value-type")
        if kind in ("float", "percentage", "currency"):
            return cell.get(OFFICE + "value")
        if kind in ("date", "boolean"):
            return cell.get(f"{OFFICE}{kind}-value")
        return "\n".join("".join(line.itertext()) for line in cell.findall(TEXT + "p"))

    found = []
    for row in next(tree.parse(path).getroot().iter(TABLE + "table")).iter(TABLE + "table-row"):
        cells = []
        for cell in row:
            if cell.tag == TABLE + "table-cell" and len(cells) < columns:
                cells += [value(cell)] * min(int(cell.get(TABLE + "number-columns-repeated", 1)), columns - len(cells))
        if any(cells):
            found.append(cells)
    return found


def openpyxl_rows(path):
    import openpyxl

    def text(value):
        if isinstance(value, datetime.datetime):
            return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ")
        return "" if value is None else repr(value) if isinstance(value, float) else str(value)

    return [[text(value) for value in row] for row in openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)]


def main(padan, views):
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for view in views:
            base = pathlib.Path(folder) / view
            for form in ("csv", "xlsx"):
                subprocess.run([padan, "export", "data", view, "--format", form, "--out", f"{base}.{form}", "--quiet"], check=True, stdout=subprocess.DEVNULL)
            ours = [[v[1:] if v[:1] == "'" else v for v in row] for row in rows(f"{base}.csv")]  # the CSV's guard against formulas
            for form in ("fods", "pdf"):
                subprocess.run(
                    ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", form, "--outdir", f"{folder}/office", f"{base}.xlsx"],
                    check=True, capture_output=True)
            bad += compare(view, "LibreOffice", ours, office_rows(f"{folder}/office/{view}.fods", len(ours[0])))
            print(f"  PDF: {pathlib.Path(f'{folder}/office/{view}.pdf').stat().st_size} bytes")
            try:
                bad += compare(view, "openpyxl", ours, openpyxl_rows(f"{base}.xlsx"))
            except ImportError:
                print("  openpyxl is not there")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
