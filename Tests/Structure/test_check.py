#!/usr/bin/env python3
"""Tests of check.py, on small houses made up for them."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECK = pathlib.Path(__file__).with_name("check.py")
TABLE = """*: Foundation
Domain:
Store: Domain Postgres
Postgres: CLibPQ
CLibPQ:
padan: Domain Service # the command line
Service: Store
"""
PACKAGE = {
    "CLibPQ": [],
    "Postgres": ["CLibPQ"],
    "Domain": [],
    "Store": ["Domain", "Postgres"],
    "Service": ["Store"],
    "padan": ["Domain", "Service"],
}
SOURCES = {
    "Postgres/Connection.swift": "import CLibPQ\n",
    "Domain/Region.swift": "import Foundation\n",
    "Store/Store.swift": "import Domain\npublic import struct Postgres.Connection\n",
    "Service/Service.swift": "@preconcurrency import Store\n",
    "padan/Commands/One.swift": 'import Domain\nimport Service\nlet help = """\nimport Store\n"""\n/*\nimport Store\n*/\n// import Store\n',
}
FORMAT = {"version": 1, "rules": {"NeverForceUnwrap": True}}
STRICT = {
    "version": 1,
    "rules": {"NeverForceUnwrap": True, "AllPublicDeclarationsHaveDocumentation": True, "ValidateDocumentationComments": True},
}


class CheckTests(unittest.TestCase):
    def target(self, name, kind, given):
        return {"name": name, "type": kind, "dependencies": [{"byName": [one, None]} for one in given]}

    def faults(self, sources={}, package={}, table=TABLE, strict=STRICT):
        """What the check says about the house with these files and dependencies beside the good ones."""
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in {**SOURCES, **sources}.items():
                file = root / "Sources" / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
            (root / "table.txt").write_text(table)
            (root / ".swift-format").write_text(json.dumps(FORMAT))
            (root / "Sources" / ".swift-format").write_text(json.dumps(strict))
            targets = {**PACKAGE, **package}
            manifest = ["let package = Package(", '    name: "padan",', "    targets: ["]
            manifest += [f'        .target(name: "{name}"),' for name in targets]
            (root / "Package.swift").write_text("\n".join(manifest))
            dump = [self.target(name, "regular", given) for name, given in targets.items()] + [self.target("StoreTests", "test", ["padan"])]
            (root / "dump.json").write_text(json.dumps({"targets": dump}))
            answer = subprocess.run(
                [sys.executable, CHECK, "--root", root, "--table", root / "table.txt", "--package", root / "dump.json"],
                stdout=subprocess.PIPE, text=True)
            lines = answer.stdout.splitlines()[:-1]
            self.assertEqual(answer.returncode, 1 if lines else 0)
            return lines

    def test_a_house_as_drawn_passes(self):
        self.assertEqual(self.faults(), [])

    def test_a_forbidden_import_is_named_with_its_line(self):
        self.assertEqual(
            self.faults({"Domain/Region.swift": "import Foundation\n\n@testable import Postgres\n"}),
            ["Sources/Domain/Region.swift:3: Domain must not import Postgres"])
        self.assertEqual(
            self.faults({"Domain/Deep/Zone.swift": "public import struct Yams.Node\n"}),
            ["Sources/Domain/Deep/Zone.swift:1: Domain must not import Yams"])

    def test_a_forbidden_dependency_is_named(self):
        self.assertEqual(
            self.faults(package={"Domain": ["Postgres"]}),
            ["Package.swift:6: Domain must not depend on Postgres", "Package.swift:6: Domain depends on Postgres and imports it nowhere"])

    def test_an_unused_and_an_undeclared_dependency_are_named(self):
        self.assertEqual(
            self.faults({"Store/Store.swift": "import Domain\n"}), ["Package.swift:7: Store depends on Postgres and imports it nowhere"])
        self.assertEqual(
            self.faults(package={"Store": ["Domain"]}),
            ["Sources/Store/Store.swift:2: Store imports Postgres, which Package.swift does not give it"])

    def test_table_and_package_have_the_same_rooms(self):
        self.assertEqual(
            self.faults(table=TABLE + "Web: Service\n"), ["Package.swift:1: the room Web of imports.txt is not a target under Sources/"])
        self.assertEqual(self.faults(package={"Web": []}), ["Package.swift:10: the target Web has no line in imports.txt"])

    def test_the_command_line_is_thin(self):
        long = "\n".join(["import Domain", "import Service"] + ["//"] * 149)
        self.assertEqual(
            self.faults({"padan/Commands/Db/Long.swift": long}),
            ["Sources/padan/Commands/Db/Long.swift:151: a command has 151 lines; 150 are enough for options, words and printing"])
        self.assertEqual(self.faults({"padan/Main.swift": long}), [])
        # Even where the table were loosened.
        self.assertEqual(
            self.faults(
                {"padan/Main.swift": "import Store\n"}, {"padan": ["Domain", "Service", "Store"]},
                TABLE.replace("padan: ", "padan: Store ")),
            ["Sources/padan/Main.swift:1: the command line asks the service, not Store"])

    def test_the_two_formats_differ_in_documentation_only(self):
        self.assertEqual(len(self.faults(strict=FORMAT)), 1)
        self.assertEqual(len(self.faults(strict={**STRICT, "lineLength": 100})), 1)

    def test_a_public_declaration_that_throws_says_what(self):
        def missing(text):
            return [fault.split(": ")[0].split(":")[1] for fault in self.faults({"Domain/Region.swift": text})]

        self.assertEqual(
            self.faults({"Domain/Region.swift": "/// A region.\npublic func region() throws -> Int { 1 }\n"}),
            ["Sources/Domain/Region.swift:2: the comment of region says under `- Throws:` which errors, and when"])
        said = "/// A region.\n///\n/// - Throws: `Fault` where there is none.\n"
        self.assertEqual(missing(said + "@discardableResult\npublic static func region() throws -> Int { 1 }\n"), [])
        # A section of no words, of another declaration or in a text says nothing.
        self.assertEqual(missing("/// A region.\n///\n/// - Throws:\npublic func region() throws {}\n"), ["4"])
        self.assertEqual(missing(said + "public func first() throws {}\npublic func second() throws {}\n"), ["5"])
        self.assertEqual(missing('let said = """\n/// - Throws: no.\n"""\npublic func region() throws {}\n'), ["4"])
        # Initialisers, properties, subscripts, typed and passed-on errors, signatures of several lines.
        for declaration in [
            "public init(from decoder: any Decoder) throws {}", "public init?<T: Equatable>(_ one: T) throws(Fault) {}",
            "public var name: String {\n    get throws { try find() }\n}", "public subscript(_ place: Int) -> Int { get throws { 1 } }",
            "public func map<T>(_ body: (Int) throws -> T) rethrows -> [T] {}",
            "@inlinable\npublic func one(\n    _ a: Int\n) async throws {}",
            "public static func < (left: Self, right: Self) throws -> Bool {}", "public protocol Finds {\n    func find() throws -> Int\n}",
            "public extension Region {\n    func find() throws {}\n}",
        ]:
            self.assertEqual(len(missing("/// It throws.\n" + declaration + "\n")), 1, declaration)
        # What does not throw itself, is not public, or only stands in a comment or a text.
        for declaration in [
            "func region() throws {}", "public func one(_ body: () throws -> Int) {}", "public var region: () throws -> Int { body }",
            "public let text = \"public func one() throws {}\"", "// public func one() throws {}",
            "public struct One {\n    init() throws {}\n}", "public protocol Finds {\n    func find()\n}\nfunc other() throws {}",
            "public extension Region {\n    func find() {\n        func inner() throws {}\n    }\n}",
        ]:
            self.assertEqual(missing(declaration + "\n"), [], declaration)


if __name__ == "__main__":
    unittest.main()
