#!/usr/bin/env python3
"""Checks that the house stands as CONTRIBUTING.md draws it.

- A room imports only what `imports.txt` lets it import, and Package.swift gives it what its files import: no more, no less.
- The command line stays thin: no file of its commands is longer than 150 lines, and it knows no room below the service.
- The two `.swift-format` files differ in nothing but the rules about documentation.
- Every public declaration that throws says in its comment, under `- Throws:`, which errors and when.

Every fault is a line `file:line: what is wrong`; the exit status is 1 where there is one.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?"
    r"import\s+(?:(?:typealias|struct|class|enum|protocol|actor|let|var|func)\s+)?(\w+)"
)
COMMAND_LINES = 150
BELOW_THE_SERVICE = {"Store", "Scoring", "Demand", "Allocation", "Postgres"}
PROTOCOL = re.compile(r"\bpublic\s+protocol\s+\w+[^{]*\{")
EXTENSION = re.compile(r"\bpublic\s+extension\b[^{]*\{")
MODIFIERS = "public static class final override mutating nonmutating nonisolated isolated convenience required consuming borrowing"
DECLARATION = re.compile(
    rf"(?P<modifiers>(?:(?:@\w+(?:\([^()]*\))?|{MODIFIERS.replace(' ', '|')})\s+)*)"
    r"\b(?:func\s+(?P<function>[^\s(<]+|[<>=!]+(?=\s*[(<]))|(?P<init>init)[?!]?(?=\s*[(<])|(?P<subscript>subscript)(?=\s*[(<])"
    r"|var\s+(?P<property>\w+)\s*:)"
)
THROWS = re.compile(r"\s*(?:async\s+)?(?:re)?throws\b")
GETTER_THROWS = re.compile(r"[^{}=\n]*\{\s*get\s+(?:async\s+)?throws\b")
DOCUMENTATION_RULES = {"AllPublicDeclarationsHaveDocumentation", "ValidateDocumentationComments"}


def allowed_imports(file):
    """The table of `imports.txt`: names by target."""
    table = {}
    for number, line in enumerate(file.read_text().splitlines(), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        target, colon, names = line.partition(":")
        if not colon:
            raise SystemExit(f"{file}:{number}: a line is `Target: Module Module`")
        table.setdefault(target.strip(), set()).update(names.split())
    return table


def imports(source):
    """The imports of a Swift text, as (line, module). Comments and texts of several lines are not code."""
    blank = lambda match: "\n" * match.group().count("\n")
    code = re.sub(r'"""[\s\S]*?"""|/\*[\s\S]*?\*/', blank, source)
    for number, line in enumerate(code.splitlines(), 1):
        match = IMPORT.match(line)
        if match:
            yield number, match.group(1)


def declared_dependencies(package):
    """What Package.swift gives each target under Sources/, from `swift package dump-package`."""
    targets = {}
    for target in package["targets"]:
        if (target.get("path") or f"Sources/{target['name']}").split("/")[0] != "Sources" or target["type"] == "test":
            continue
        names = set()
        for dependency in target["dependencies"]:
            for kind in ("byName", "target", "product"):
                if kind in dependency:
                    names.add(dependency[kind][0])
        targets[target["name"]] = names
    return targets


def line_of_target(manifest, target):
    """Where Package.swift names a target; the package and its products, which may have the same name, stand above `targets:`."""
    is_target = False
    for number, line in enumerate(manifest.splitlines(), 1):
        is_target = is_target or line.strip().startswith("targets: [")
        if is_target and f'name: "{target}"' in line:
            return number
    return 1


def check_imports(root, table, package):
    everywhere = table.get("*", set())
    declared = declared_dependencies(package)
    manifest = (root / "Package.swift").read_text()
    for target in sorted(set(table) - {"*"} - set(declared)):
        yield f"Package.swift:1: the room {target} of imports.txt is not a target under Sources/"
    for target, given in declared.items():
        place = f"Package.swift:{line_of_target(manifest, target)}"
        if target not in table:
            yield f"{place}: the target {target} has no line in imports.txt"
            continue
        may = table[target]
        for name in sorted(given - may):
            yield f"{place}: {target} must not depend on {name}"
        used = set()
        folder = root / "Sources" / target
        for file in sorted(folder.rglob("*.swift")):
            for number, name in imports(file.read_text()):
                if name in everywhere:
                    continue
                used.add(name)
                where = f"{file.relative_to(root)}:{number}"
                if name not in may:
                    yield f"{where}: {target} must not import {name}"
                elif name not in given:
                    yield f"{where}: {target} imports {name}, which Package.swift does not give it"
        for name in sorted(given - used):
            yield f"{place}: {target} depends on {name} and imports it nowhere"


def check_command_line(root):
    folder = root / "Sources" / "padan"
    for file in sorted(folder.rglob("*.swift")):
        text = file.read_text()
        name = file.relative_to(root)
        if "Commands" in file.relative_to(folder).parts and len(text.splitlines()) > COMMAND_LINES:
            count = len(text.splitlines())
            yield f"{name}:{COMMAND_LINES + 1}: a command has {count} lines; {COMMAND_LINES} are enough for options, words and printing"
        for number, module in imports(text):
            if module in BELOW_THE_SERVICE:
                yield f"{name}:{number}: the command line asks the service, not {module}"


def check_format_rules(root):
    strict = root / "Sources" / ".swift-format"
    plain, own = json.loads((root / ".swift-format").read_text()), json.loads(strict.read_text())
    documented = all([own["rules"].pop(name, False) for name in sorted(DOCUMENTATION_RULES)])
    if own != plain or not documented:
        yield f"{strict.relative_to(root)}:1: it must be .swift-format of the root with {' and '.join(sorted(DOCUMENTATION_RULES))}"


def without_texts_and_comments(source):
    """The Swift text with blanks in place of comments and string literals, so that places and lines stay."""
    blank = lambda match: re.sub(r"[^\n]", " ", match.group())
    return re.sub(r'"""[\s\S]*?"""|#"[^\n]*?"#|"(?:\\\\.|[^"\\\\\n])*"|//[^\n]*|/\*[\s\S]*?\*/', blank, source)


def end_of_group(code, start):
    """The place after the bracket that closes the one at `start`."""
    pairs = {"(": ")", "{": "}", "<": ">", "[": "]"}
    opening, closing = code[start], pairs[code[start]]
    depth = 0
    for place in range(start, len(code)):
        if code[place] == opening:
            depth += 1
        elif code[place] == closing and code[place - 1] != "-":
            depth -= 1
            if depth == 0:
                return place + 1
    return len(code)


def throwing_declarations(source):
    """The public declarations of a Swift text that throw, as (line of the declaration's first word, name)."""
    code = without_texts_and_comments(source)
    # What stands directly in a public protocol or extension is public without saying so.
    scopes = [(match.end(), end_of_group(code, match.end() - 1)) for kind in (PROTOCOL, EXTENSION) for match in kind.finditer(code)]
    for match in DECLARATION.finditer(code):
        is_inside = any(
            start <= match.start() < end and code.count("{", start, match.start()) == code.count("}", start, match.start())
            for start, end in scopes
        )
        if not is_inside and "public" not in match["modifiers"].split():
            continue
        place = match.end()
        if match["property"]:
            throws = GETTER_THROWS.match(code, place)
        else:
            place += len(code[place:]) - len(code[place:].lstrip())
            if code[place] == "<":
                place = end_of_group(code, place)
                place += len(code[place:]) - len(code[place:].lstrip())
            place = end_of_group(code, place)
            throws = (GETTER_THROWS if match["subscript"] else THROWS).match(code, place)
        if throws:
            name = match["function"] or match["property"] or match["init"] or match["subscript"]
            yield code.count("\n", 0, match.start()) + 1, name


def comment_above(lines, number):
    """The doc comment that stands right above a line."""
    comment = []
    while number >= 2 and lines[number - 2].strip().startswith("///"):
        number -= 1
        comment.insert(0, lines[number - 1].strip())
    return comment


def check_throws(root):
    for file in sorted((root / "Sources").rglob("*.swift")):
        source = file.read_text()
        lines = source.splitlines()
        for number, name in throwing_declarations(source):
            if not any(re.match(r"///\s*- Throws: \S", line) for line in comment_above(lines, number)):
                yield f"{file.relative_to(root)}:{number}: the comment of {name} says under `- Throws:` which errors, and when"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2], help="the checkout")
    parser.add_argument("--table", type=pathlib.Path, default=pathlib.Path(__file__).with_name("imports.txt"))
    parser.add_argument("--package", type=pathlib.Path, help="what `swift package dump-package` printed; asked for otherwise")
    parser.add_argument("--swift", default="swift", help="the program that is asked")
    options = parser.parse_args()
    if options.package:
        package = json.loads(options.package.read_text())
    else:
        # A folder of its own, because a build that runs meanwhile holds the usual one.
        with tempfile.TemporaryDirectory() as scratch:
            command = [options.swift, "package", "--package-path", str(options.root), "--scratch-path", scratch, "dump-package"]
            package = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    faults = list(check_imports(options.root, allowed_imports(options.table), package))
    # An import that breaks two rules is told once.
    told = {fault.split(": ")[0] for fault in faults}
    faults += [fault for fault in check_command_line(options.root) if fault.split(": ")[0] not in told]
    faults += check_format_rules(options.root)
    faults += check_throws(options.root)
    for fault in faults:
        print(fault)
    print(f"structure: {len(faults)} faults" if faults else "structure: the house stands as drawn")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
