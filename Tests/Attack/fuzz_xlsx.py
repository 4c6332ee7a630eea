"""Workbooks: right ones with one wrong number, and bytes that are no workbook any more."""

import io
import re
import struct
import warnings
import zipfile
from xml.sax.saxutils import escape, quoteattr

import fuzz_csv
import mutations

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
HUGE = ["0", "-1", "1048576", "1048577", "2147483647", "2147483648", "4294967295", "9223372036854775806", "9223372036854775807",
    "9223372036854775808", "18446744073709551615", "99999999999999999999999", "1e9", "NaN", "", " 1", "0x1", "-9223372036854775808"]
REFERENCES = ["A0", "A1", "XFD1048576", "XFE1", "XFD1048577", "ZZZZ1", "AAAAAAAAAAAAAA1", "A9223372036854775807", "A9223372036854775808", "a1", "1A", "A",
    "1", "", "A-1", "$A$1", "R1C1", "A1:B2", "@1", "[1", "A18446744073709551616", "Ä1"]
BOMB = None


def huge(random):
    """A number that no sheet has; the largest of all most often."""
    return "9223372036854775807" if random.random() < 0.4 else random.choice(HUGE)


def column(number):
    """The letters of a column, from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def legal(text):
    """The text without what XML cannot hold."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


def parts(random, kind, table):
    """A well-formed workbook's parts, by name."""
    strings, rows = [], []
    shared = random.random() < 0.6
    for row, cells in enumerate(table, 1):
        written = []
        for place, text in enumerate(cells):
            reference = f' r="{column(place)}{row}"' if random.random() < 0.97 else ""
            if re.fullmatch(r"-?\d{1,15}(\.\d+)?", text) and row > 1 and random.random() < 0.8:
                style = random.choice(["", "", ' s="1"', ' s="0"'])
                written.append(f"<c{reference}{style}><v>{text}</v></c>")
            elif shared:
                strings.append(text)
                written.append(f'<c{reference} t="s"><v>{len(strings) - 1}</v></c>')
            else:
                written.append(f'<c{reference} t="inlineStr"><is><t xml:space="preserve">{escape(legal(text))}</t></is></c>')
        rows.append(f'<row r="{row}">{"".join(written)}</row>')
    width = column(max(map(len, table)) - 1) if any(table) else "A"
    result = {
        "[Content_Types].xml": HEAD + f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": HEAD + f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": HEAD + f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{random.choice("01")}"/>'
        f'<sheets><sheet name={quoteattr(kind)} sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": HEAD + f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/>'
        + (f'<Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>' if shared else "") + "</Relationships>",
        "xl/styles.xml": HEAD + f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": HEAD + f'<worksheet xmlns="{MAIN}"><dimension ref="A1:{width}{len(table)}"/>'
        f'<sheetData>{"".join(rows)}</sheetData></worksheet>',
    }
    if shared:
        items = "".join(f"<si><t>{escape(legal(text))}</t></si>" for text in strings)
        result["xl/sharedStrings.xml"] = HEAD + f'<sst xmlns="{MAIN}" count="{len(strings)}" uniqueCount="{len(strings)}">{items}</sst>'
    return result


def exchange(random, text, pattern, replacement):
    """The text with one of the places that fit the pattern exchanged."""
    found = list(re.finditer(pattern, text))
    if not found:
        return text
    match = random.choice(found)
    return text[:match.start(1)] + replacement + text[match.end(1):]


def spoil(random, book, gone):
    """Changes numbers, references, sizes, relations and the XML of a workbook, so that it stays a ZIP archive of parts; `gone` gets the names of parts
    that are to be left out."""
    sheet = "xl/worksheets/sheet1.xml"
    name = random.choice(sorted(book))
    what = random.randrange(16)
    if what == 0:
        book[sheet] = exchange(random, book[sheet], r'<row r="([^"]*)"', huge(random))
        if random.random() < 0.5:
            # Rows without a number of their own come after the one before them.
            place = book[sheet].rfind('<row r="') if random.random() < 0.3 else book[sheet].find('<row r="', book[sheet].find("</row>"))
            book[sheet] = book[sheet][:place] + re.sub(r'<row r="\d{1,3}"', "<row", book[sheet][place:])
    elif what == 1:
        book[sheet] = exchange(random, book[sheet], r'<c r="([^"]*)"', random.choice(REFERENCES))
    elif what == 2:
        book[sheet] = exchange(random, book[sheet], r"<v>([^<]*)</v>", random.choice(HUGE + mutations.NUMBERS + mutations.DAYS))
    elif what == 3:
        book[sheet] = exchange(random, book[sheet], r' s="([^"]*)"', huge(random))
    elif what == 4:
        book[sheet] = exchange(random, book[sheet], r' t="([^"]*)"', random.choice(["s", "str", "b", "e", "d", "n", "inlineStr", "", "zz", "ss"]))
    elif what == 5:
        book[sheet] = exchange(random, book[sheet], r'ref="([^"]*)"', random.choice(REFERENCES + ["A1:XFD1048576", "A1:" + "Z" * 99]))
    elif what == 6:
        # Any attribute that is a number, in any part.
        book[name] = exchange(random, book[name], r'="(\d+)"', huge(random))
    elif what == 7:
        rels = "xl/_rels/workbook.xml.rels"
        book[rels] = exchange(random, book[rels], r'Target="([^"]*)"', random.choice(["", "/", "../../../etc/passwd", "/xl/workbook.xml", "workbook.xml",
            "file:///etc/passwd", "worksheets/sheet9.xml", "http://127.0.0.1:1/", "styles.xml", "./worksheets/../worksheets/sheet1.xml", "x" * 70_000, "%00"]))
    elif what == 8:
        book[name] = exchange(random, book[name], r'Id="([^"]*)"', random.choice(["rId9", "", "rId2", "rId" + "9" * 30]))
    elif what == 9:
        book["xl/workbook.xml"] = random.choice([
            lambda text: re.sub(r"<sheet [^>]*/>", "", text), lambda text: re.sub(r"(<sheet [^>]*/>)", r"\1\1", text),
            lambda text: text.replace("sheetId=", 'state="hidden" sheetId='), lambda text: re.sub(r"(<sheet [^>]*/>)", r"\1" * 5_000, text, count=1),
            lambda text: re.sub(r'name="[^"]*"', f'name="{"N" * 5_000}"', text), lambda text: text.replace("workbook", "buku"),
        ])(book["xl/workbook.xml"])
    elif what == 10:
        gone.add(name)
    elif what == 11:
        entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 10}">' for n in range(random.choice([3, 9])))
        outside = f'<!ENTITY f SYSTEM "file:///etc/passwd">{entities}'
        book[name] = book[name].replace(HEAD, f"{HEAD}<!DOCTYPE x [{outside}]>").replace("<v>", random.choice(["<v>&e2;", "<v>&f;", "<v>&e8;"]), 1)
    elif what == 12:
        depth = random.choice([100, 20_000, 300_000])
        book[name] = exchange(random, book[name], r"><(?=/)|>()<", "<a>" * depth + random.choice(["</a>" * depth, ""]))
    elif what == 13:
        book[name] = book[name].replace('encoding="UTF-8"', f'encoding="{random.choice(["UTF-16", "ISO-8859-1", "EBCDIC", "x" * 99, ""])}"')
    elif what == 14:
        book[sheet] = exchange(random, book[sheet], r"(<row [^>]*>.*?</row>)", random.choice([
            "<row/>", "<row><c/></row>", '<row r="1"><c r="A1"><v/></c></row>', "<row><c><f>1+1</f></c></row>", "<c><v>1</v></c>", "<row><row>",
            "<row>" + "<c><v>1</v></c>" * 16_500 + "</row>", '<row r="5"><c r="B5"/><c r="A5"><v>1</v></c></row>', "<rPh>" * 9 + "</rPh>" * 9,
            "<row><c t=\"inlineStr\"><is><rPh><t>x</t></rPh></is></c></row>", "<row><c><v>" + "9" * 400_000 + "</v></c></row>"]))
    else:
        book[name] = mutations.mangled(random, book[name].encode(), 4)


def numbers(random, data):
    """The archive with one number of its headers changed."""
    data = bytearray(data)
    # Signature of a header, where its numbers stand and how long they are (APPNOTE.TXT 4.3).
    headers = [
        (b"PK\x05\x06", [(4, 2), (6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2)]),
        (b"PK\x01\x02", [(4, 2), (6, 2), (8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2), (34, 2), (38, 4), (42, 4)]),
        (b"PK\x03\x04", [(4, 2), (6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2)]),
    ]
    for _ in range(random.randint(1, 3)):
        signature, fields = random.choice([headers[0], *headers])
        places = [match.start() for match in re.finditer(re.escape(signature), bytes(data))]
        if not places:
            continue
        place = random.choice(places)
        offset, length = random.choice(fields)
        largest = 256**length - 1
        value = random.choice([0, 1, largest, largest - 1, largest // 2, largest // 2 + 1, len(data) & largest, random.randrange(largest + 1)])
        data[place + offset:place + offset + length] = value.to_bytes(length, "little")
    return bytes(data)


def wide(random, data):
    """The archive with the ending of ZIP64, whose numbers have 64 bits."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0:
        return data
    entries, size, offset = struct.unpack("<HII", data[end + 10:end + 20])
    large = [0, 1, 2**31, 2**32 - 1, 2**32, 2**63 - 1, 2**63, 2**64 - 1]
    values = [entries, entries, size, offset]
    values[random.randrange(4)] = random.choice([2**63 - 1, 2**64 - 1, *large])
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", random.choice([44, 44, 44, *large]), 45, 45, 0, 0, *values)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, random.choice([end, end, *large]), 1)
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:end] + record + locator + tail


def bomb():
    """A sheet of 200 MB of blanks in 200 kB, made once."""
    global BOMB
    if BOMB is None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, text in {
                "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
                f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
                "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
                "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
                f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            }.items():
                archive.writestr(name, text)
            with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
                sheet.write(f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c t="inlineStr"><is><t>'.encode())
                for _ in range(200):
                    sheet.write(b" " * (1 << 20))
                sheet.write(b"</t></is></c></row></sheetData></worksheet>")
        BOMB = out.getvalue()
    return BOMB


def archive(random, book):
    """The parts as one file."""
    out = io.BytesIO()
    method = random.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
    names = list(book)
    if random.random() < 0.05:
        names.append(random.choice(names))
    if random.random() < 0.1:
        random.shuffle(names)
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as file:
        # A part that stands twice is wanted here.
        warnings.simplefilter("ignore")
        for name in names:
            file.writestr(zipfile.ZipInfo(name, (2018, 1, 1, 0, 0, 0)), book[name], method)
    return out.getvalue()


def make(random, folder, tables):
    """One case: writes its workbook and answers the arguments."""
    kind, header, rows = tables.pick(random)
    if random.random() < 0.3:
        fuzz_csv.spoil(random, header, rows)
    book = parts(random, kind, [header, *rows])
    way = random.random()
    if way < 0.6:
        gone = set()
        for _ in range(random.randint(1, 2)):
            if all(isinstance(text, str) for text in book.values()):
                spoil(random, book, gone)
        for name in gone:
            del book[name]
        data = archive(random, book)
    elif way < 0.78:
        data = numbers(random, archive(random, book))
    elif way < 0.88:
        data = wide(random, archive(random, book))
    elif way < 0.99:
        data = mutations.mangled(random, archive(random, book))
    else:
        data = bomb()
    (folder / "berkas.xlsx").write_bytes(data)
    chosen = ["--sheet", random.choice([kind, kind, "A", mutations.value(random).replace("\x00", "")])] if random.random() < 0.1 else []
    return ["import", kind, "berkas.xlsx", *chosen, *fuzz_csv.options(random, kind)]
