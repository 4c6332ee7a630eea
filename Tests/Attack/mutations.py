"""Values and bytes that readers stumble over."""

NUMBERS = [
    "0", "-0", "-1", "1", "2", "255", "256", "32767", "32768", "65535", "65536", "1048576", "1048577", "2147483647", "2147483648", "-2147483648",
    "-2147483649", "4294967295", "4294967296", "9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
    "-9223372036854775809", "18446744073709551615", "18446744073709551616", "99999999999999999999999999999999", "1e9", "1e18", "1e19", "1e100",
    "1e308", "-1e308", "1e309", "1e400", "1e-400", "5e-324", "0.1", "0.5", "-0.5", "1.5", "0.30000000000000004", "NaN", "nan", "Infinity",
    "-inf", "0x10", "010", "1_000", "+5", "--5", "1e", ".5", "5.", "1,5", "1.234,56", "1,234.56", "5.089.783", "1.2.3", "Rp 4.250.000", "Rp -1",
    "4,2 juta", "999999999 miliar", "9e300 triliun", "1e3 juta", "50%", "50 %", "½", "１２", "٣", "²", "1 000", "1\u00a0000", "1'000",
]
NOTHINGS = [
    "", " ", "-", "–", "—", "n/a", "N/A", "NA", "null", "NULL", "None", "nil", "tidak ada", "Tidak Ada", "tidak diketahui", "kosong", "belum ada",
    "tidak tersedia", "TBD", "#N/A", "#REF!", ".", "..", "…", "?", "\u00a0", "\u200b", "\ufeff",
]
DAYS = [
    "2018-01-01", "2018-02-30", "2018-02-29", "0000-00-00", "0001-01-01", "9999-12-31", "9999-99-99", "10000-01-01", "294277-01-01", "-4713-01-01",
    "5874898-01-01", "1/1/18", "31/12/2018", "12/31/2018", "31-12-2018", "2018/12/31", "20181231", "1 Januari 2018", "32 Januari 2018",
    "1 Januari 99999", "43101", "2958466", "-1", "0", "infinity", "today", "2018-01-01T00:00:00Z", "2018-01-01 24:00:00", "2018-W01-1", "2018-1-1",
    "١/١/٢٠١٨", "2147483647-01-01", "9223372036854775807-01-01",
]
TEXTS = [
    "'", "\"", "\"\"", "'; DROP TABLE padan.blk; --", "$1", "$$", "%s%n", "{{x}}", "{name}", "\\", "\\N", "\\x00", "=1+1", "@SUM(A1)", "+cmd", "\t",
    "\x00", "a\x00b", "\x1b[31mmerah\x1b[0m", "\x1b]0;judul\x07", "\x07", "\x7f", "\x85", "\x9b31m", "\u202eabc", "\u2066x", "PT\u200bMaju", "a\u00adb\u2060c\ufeff", "\u3164\U000e0041", "\u2028", "\u2029",
    "\ufffe", "\uffff", "\U0010ffff", "\U0001f600", "e\u0301" * 50, "ﷺ" * 200, "A" * 300, "A" * 5_000, "ß", "İ", "ı", "ſ", "Σς", "\r", "a\rb", "a\nb",
    "|", "||", "A|B|C", "7212:1", "7212:9e99", "7212:-1", "7212:", ":1", "A|A", ",", ";", "32", "32.15", "3215", "32.1", "99.99", "32.15.01.2001",
    "Kab. Bandung", "BBPLK-BKS", "UPTD-KRW", "LAS-01", "bbplk-bks", " UPTD-KRW ", "UPTD‑KRW", "true", "ya", "[]", "{}", "<b>", "&amp;", "]]>", "<!--",
]
ENCODED = [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xc0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"\r", b"\n", b"\r\n", b"\"", b",",
    b";", b"\t", b"\x1a", b"\x1b[2J", b"\x85", b"\xa0", b"\x80\x81", b"PK\x03\x04", b"<?xml", b"\x1f\x8b"]


def value(random):
    """Any value that a cell may be given."""
    return random.choice(random.choice([NUMBERS, NUMBERS, NOTHINGS, DAYS, TEXTS]))


def mangled(random, data, most=12):
    """Bytes with some of them changed, left out, doubled or put in."""
    data = bytearray(data)
    for _ in range(random.randint(1, most)):
        place = random.randrange(len(data) + 1)
        what = random.randrange(7)
        if what == 0 and place < len(data):
            data[place] ^= 1 << random.randrange(8)
        elif what == 1 and place < len(data):
            data[place] = random.randrange(256)
        elif what == 2:
            data[place:place] = random.choice(ENCODED)
        elif what == 3:
            del data[place:place + random.randint(1, 40)]
        elif what == 4:
            data[place:place] = data[place:place + random.randint(1, 200)] * random.randint(1, 3)
        elif what == 5:
            data[place:place + 4] = random.choice([0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFFFE]).to_bytes(4, "little")
        elif random.random() < 0.2:
            del data[place:]
    return bytes(data)
