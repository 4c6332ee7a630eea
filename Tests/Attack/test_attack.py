#!/usr/bin/env python3
"""Checks that the attack sees what it is there to see: programs that misbehave on purpose, statements that answer what they must not."""

import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

import escapes
import findings
import fuzz
import fuzz_csv
import program
import server

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Programs(unittest.TestCase):
    """What a run may not do."""

    def kinds(self, script, *arguments, patience=program.SECONDS, stdout=None):
        with tempfile.TemporaryDirectory() as folder:
            outcome = program.run(["/bin/sh", "-c", script, "sh", *arguments], {"PATH": "/usr/bin:/bin"}, folder, stdout=stdout, patience=patience)
        return {kind for kind, _ in program.faults(outcome, patience)}

    def test_good_runs_have_no_faults(self):
        for script in ("echo baik", "echo 'padan: baris 3 ditolak' >&2; exit 3", "echo 'unit 42501, tahun 23502' >&2; exit 1", "printf 'a\\tb\\r\\nc\\n'"):
            self.assertEqual(self.kinds(script), set(), script)

    def test_bad_runs_are_seen(self):
        for script, kind in {
            "kill -ILL $$": "crash", "kill -SEGV $$": "crash", "sh -c 'kill -ABRT $$'; exit $?": "crash", "echo x; exit 4": "status", "exit 1": "silent",
            "echo 'PostgreSQL 23502: null value' >&2; exit 1": "raw error", "echo 'ERROR:  2BP01: x'; exit 1": "raw error",
            "echo 'galat (23505)'; exit 1": "raw error", "printf '\\033[31m'": "control character", "printf '\\302\\233'": "control character",
            "printf '\\342\\200\\256'": "control character", "printf 'a\\342\\200\\213b'": "control character", "printf 'a\\rb'": "control character",
        }.items():
            self.assertIn(kind, self.kinds(script), script)

    def test_json_has_to_be_json(self):
        for text in ('{"a": 1}', '{"a":\n1}', '{"a": 1}\n{"a": 2}'):
            self.assertEqual(self.kinds(f"echo '{text}'", "--json"), set(), text)
        for text in ("{", "NaN", "[1e999, Infinity]", "baik"):
            self.assertIn("json", self.kinds(f"echo '{text}'", "--json"), text)

    def test_time_and_memory_have_bounds(self):
        self.assertIn("hangs", self.kinds("sleep 60 & wait", patience=-4))
        self.assertIn("slow", self.kinds("sleep 0.3", patience=0.1))
        eats = f"{sys.executable} -c 'x = b\"x\" * (600 << 20)'"
        self.assertIn("memory", self.kinds(f"exec {eats}"))

    def test_output_can_be_full_or_closed(self):
        for way in ("full", "closed"):
            self.assertEqual(self.kinds("echo x || { echo 'tidak tertulis' >&2; exit 1; }", stdout=way), set())


class Statements(unittest.TestCase):
    """What a reader may not get."""

    def judge(self, expectation, output="", error="", code=0, role="blk", database="padan"):
        attack = escapes.Escapes(None, None, {server.Sample.NETWORK: {server.Sample.OWN, server.Sample.NEIGHBOUR}, server.Sample.STRANGERS: {"X"}})
        answer = subprocess.CompletedProcess([], code, output.encode(), error.encode())
        return {kind for kind, _ in attack.judge(role, expectation, database, answer)}

    def test_refusals(self):
        self.assertEqual(self.judge("refused", error="ERROR:  42501: permission denied", code=3), set())
        self.assertEqual(self.judge("refused 0A000", error="ERROR:  0A000: cannot", code=3), set())
        self.assertEqual(self.judge("refused", error='FATAL:  permission denied for database "postgres"', code=2, database="postgres"), set())
        self.assertEqual(self.judge("refused", output="t\n"), {"succeeds"})
        self.assertEqual(self.judge("refused", error="ERROR:  42601: syntax error", code=3), {"refused otherwise"})
        self.assertEqual(self.judge("refused", code=None), {"hangs"})

    def test_rows(self):
        own, neighbour = server.Sample.OWN, server.Sample.NEIGHBOUR
        self.assertEqual(self.judge("own", own + "\n"), set())
        self.assertEqual(self.judge("own", f"{own}\n{neighbour}\n"), {"others' rows"})
        self.assertEqual(self.judge("own", f"{own}\n{neighbour}\n", role="network"), set())
        self.assertEqual(self.judge("own", "X\n", role="network"), {"others' rows"})
        self.assertEqual(self.judge("own", "X\n", role="analyst"), set())
        self.assertEqual(self.judge("own"), {"fails"})
        self.assertEqual(self.judge("none"), set())
        self.assertEqual(self.judge("none", "1\n"), {"others' rows"})
        self.assertEqual(self.judge("some", "0\n"), {"fails"})
        self.assertEqual(self.judge("is on", "off\n"), {"value"})
        self.assertEqual(self.judge("harmless", server.Sample.CANARIES[0] + "\n"), {"others' rows"})
        self.assertEqual(self.judge("harmless", "SCRAM-SHA-256$4096:x\n"), {"secret"})

    def test_lists_are_long_enough(self):
        names = dict.fromkeys(("me", "group", "own", "neighbour", "stranger", "network", "strangers", "colleague"), "x")
        for role in ("blk", "network", "analyst"):
            every = escapes.statements(role, names)
            self.assertGreaterEqual(len({sql for _, _, _, sql in every}), escapes.LEAST)
            for item, expectation, _, sql in every:
                self.assertIn(expectation.split()[0], ("refused", "own", "none", "some", "is", "undone", "harmless"), item)
                self.assertTrue(sql.strip(), item)


class Cases(unittest.TestCase):
    """The draws of the fuzzers."""

    def test_a_case_is_the_same_each_time(self):
        tables = fuzz_csv.Tables(ROOT)
        for fuzzer, module in fuzz.FUZZERS.items():
            made = []
            for _ in range(2):
                with tempfile.TemporaryDirectory() as folder:
                    folder = pathlib.Path(folder)
                    arguments = module.make(fuzz.generator(1, fuzzer, 3), folder, tables)
                    made.append((arguments, sorted(
                        (path.relative_to(folder), path.read_bytes()) for path in folder.rglob("*") if path.is_file() and not path.is_symlink())))
            self.assertEqual(made[0], made[1], fuzzer)

    def test_files_are_written_in_the_folder_of_the_case_alone(self):
        tables = fuzz_csv.Tables(ROOT)
        for fuzzer, module in fuzz.FUZZERS.items():
            for number in range(100):
                with tempfile.TemporaryDirectory() as folder:
                    arguments = module.make(random.Random(f"{fuzzer}{number}"), pathlib.Path(folder), tables)
                for place, name in enumerate(arguments):
                    name, separator, joined = name.partition("=")
                    if name in ("--out", "--rejects"):
                        target = joined if separator else (arguments[place + 1:place + 2] or [""])[0]
                        self.assertFalse(target.startswith(("/", "~")) or ".." in target.split("/"), arguments)


class Kinds(unittest.TestCase):
    """How findings are grouped."""

    def test_findings_of_a_kind_look_alike(self):
        self.assertEqual(findings.pattern("took 21.5 s at /tmp/a/b"), findings.pattern("took 33 s at /tmp/c"))
        self.assertEqual(findings.pattern("'a' is wrong; in x"), findings.pattern("'b' is wrong; in y"))
        self.assertNotEqual(findings.pattern("crash in a"), findings.pattern("crash in b"))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *(argument for argument in sys.argv[1:] if argument.startswith("-"))])
