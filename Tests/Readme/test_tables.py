#!/usr/bin/env python3
"""Tests of tables.py, on small pages and a small program made up for them."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import tables

PAGE = "before\n<!-- table: one -->\nold\nolder\n<!-- /table -->\nbetween\n   <!-- table: two -->\n   <!-- /table -->\nafter\n"
PLANNED = "Rencana ke-3\n\nukuran target\nRencana ini paling banyak 1 %\nlong\n\nSumber daya\nfirst\nsecond\nthird\n"


class TablesTests(unittest.TestCase):
    def fails(self, message, call, *arguments):
        with self.assertRaises(tables.Failure) as caught:
            call(*arguments)
        self.assertIn(message, str(caught.exception))

    def test_what_stands_between_markers_is_replaced_and_nothing_else(self):
        made = {"one": "new\n", "two": "| a |\n"}
        expected = PAGE.replace("old\nolder\n", "new\n").replace("   <!-- /table", "| a |\n   <!-- /table")
        self.assertEqual(tables.filled("page", PAGE, made), expected)
        self.assertEqual(tables.filled("page", expected, made), expected)

    def test_markers_that_are_wrong_are_named_with_their_line(self):
        self.fails("page:2: nobody makes a table 'one'", tables.check, {"page": PAGE}, {"two"})
        self.fails("no file shows the tables: three", tables.check, {"page": PAGE}, {"one", "two", "three"})
        self.fails("page:1: this table is not closed", tables.places, "page", "<!-- table: one -->\n")
        self.fails("page:2: the table before is not closed", tables.places, "page", "<!-- table: one -->\n<!-- table: two -->\n")
        self.fails("page:1: this closes no table", tables.places, "page", "<!-- /table -->\n")

    def test_an_excerpt_says_where_it_leaves_something_out(self):
        pieces = [("Rencana ke-", "Rencana ini"), ("Sumber", "second")]
        self.assertEqual(
            tables.excerpt(PLANNED, pieces),
            "Rencana ke-3\n\nukuran target\nRencana ini paling banyak 1 %\n…\nSumber daya\nfirst\nsecond\n…")
        self.fails("no piece from 'Nothing' to 'second'", tables.excerpt, PLANNED, [("Nothing", "second")])
        self.fails("no piece from 'Sumber' to 'Rencana'", tables.excerpt, PLANNED, [("Sumber", "Rencana")])

    def test_figures_of_a_plan_stand_beside_those_before(self):
        now = {**tables.BEFORE, "placements": 200, "home": 150, "near": 190, "surplus": 0}
        text = tables.plans_table(now)
        self.assertIn("| … in the BLK's own region | 58 (1 %) | 150 (75 %) |", text)
        self.assertIn("| … beyond 25 km | 4,815 (78 %) | 10 (5 %) |", text)
        self.assertIn("| … without openings of their own | – | 0 |", text)

    def test_figures_with_an_aim_are_those_of_the_benchmarks(self):
        page = (tables.ROOT / "Benchmarks" / "README.md").read_text()
        shown = tables.figures_table().splitlines()[2:]
        self.assertTrue(shown)
        for line in shown:
            self.assertIn(line, page)
            self.assertNotIn("| – |", line)

    def test_the_program_has_a_home_of_its_own_and_its_failures_are_told(self):
        with tempfile.TemporaryDirectory() as folder:
            script = pathlib.Path(folder, "padan")
            script.write_text('#!/bin/sh\necho "$PADAN_HOME $PADAN_DATABASE_URL $1"\n[ "$1" != score ] || { echo refused >&2; exit 1; }\n')
            script.chmod(0o755)
            with tables.Program(script) as program:
                own = program.folder
                self.assertEqual(program.run("list"), f"{own}/home  list\n")
                self.assertEqual(program.screen("list", "two words"), f'```\n$ padan list "two words"\n{own}/home  list\n```\n')
                self.assertEqual(program.run("score", status=1), "refused\n")
                self.fails("padan score: status 1, not 0\nrefused", program.run, "score")
                self.fails("padan list: status 0, not 1", lambda: program.run("list", status=1))
            self.assertFalse(own.exists())


if __name__ == "__main__":
    unittest.main()
