"""Writes a CSV file as XLSX in openpyxl's write-only mode. Prints the seconds and the peak memory in megabytes."""
import csv
import datetime
import sys
import time

import openpyxl

started = time.perf_counter()
book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet("data")
with open(sys.argv[1], newline="") as file:
    rows = csv.reader(file)
    header = next(rows)
    sheet.append(header)
    days = {i for i, name in enumerate(header) if name.endswith("_date")}
    numbers = {i for i, name in enumerate(header) if name in sys.argv[3].split(",")}
    for row in rows:
        sheet.append(
            [
                None if value == "" else float(value) if i in numbers else datetime.date.fromisoformat(value) if i in days else value
                for i, value in enumerate(row)
            ]
        )
book.save(sys.argv[2])
with open("/proc/self/status") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
print(f"{time.perf_counter() - started:.3f} {peak / 1024:.0f}")
