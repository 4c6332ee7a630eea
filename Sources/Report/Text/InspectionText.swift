import Configuration
import Ingest

extension TableInspection {
    /// What was found in the file: sheets, shapes with their first rows, and what is to be known before it is loaded.
    public func lines(_ phrases: Phrases, _ style: TextStyle) -> [String] {
        let words = phrases.words
        var lines = [words("inspect.file", ["file": file, "encoding": encoding])]
        for sheet in sheets {
            if let name = sheet.name { lines += ["", style.bold(words("inspect.sheet", ["sheet": name]))] }
            if sheet.readings.isEmpty {
                lines.append(words("inspect.no_shape", ["header": sheet.header.prefix(12).joined(separator: ", ")]))
            }
            for reading in sheet.readings { lines += reading.lines(file, phrases, style) }
        }
        return lines
    }
}

extension TableInspection.Reading {
    fileprivate func lines(_ file: String, _ phrases: Phrases, _ style: TextStyle) -> [String] {
        let (words, numbers) = (phrases.words, phrases.numbers)
        var lines = [
            words(
                isGuess ? "inspect.guess" : "inspect.shape",
                ["kind": kind.rawValue, "shape": shape, "title": title, "count": numbers.integer(count), "file": file])
        ]
        var table = TextTable([(words("inspect.cell"), .left)] + columns.map { ($0, .left) })
        for row in rows { table.add([row.cell] + row.values.map { String($0.prefix(40)) }) }
        lines += table.lines(header: style.bold).map { "  " + $0 }
        let counts = ["totals": leftOut.totals, "remarks": leftOut.remarks, "others": leftOut.others, "figures": leftOut.figures]
        if counts.values.contains(where: { $0 > 0 }) { lines.append(words("import.shape.left_out", counts.mapValues(numbers.integer))) }
        if noNumberCount > 0 {
            lines.append(
                words(
                    "inspect.no_numbers",
                    ["n": numbers.integer(noNumberCount), "cells": noNumbers.map { "\($0.cell) '\($0.text)'" }.joined(separator: ", ")]))
        }
        if !unread.isEmpty { lines.append(words("import.ignored", ["columns": unread.prefix(20).joined(separator: ", ")])) }
        if let text { lines += text.split(separator: "\n").map { "  | " + $0 } + [words("inspect.save", ["file": file, "name": shape])] }
        return lines
    }
}
