import ArgumentParser
import Domain
import Service

/// The command line parses options, calls the service and prints what it answers.
struct Padan: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "padan",
            abstract: text(
                "Memadankan program pelatihan BLK dengan kebutuhan tenaga kerja daerah.",
                "Matches BLK training programmes with what regional labour markets need."),
            discussion: text(
                """
                Mulai dari sini: padan demo
                Data sendiri: padan import JENIS BERKAS, lalu padan demand run, padan score, padan allocate, padan recommend BLK.

                Basis data: Padan menjalankan server PostgreSQL sendiri, kecuali PADAN_DATABASE_URL atau --database-url disebutkan.
                Kode akhir perintah: 0 berhasil, 1 gagal, 2 salah tulis, 3 data ditolak.
                Pelengkapan perintah otomatis: padan --generate-completion-script bash (atau zsh, fish).
                """,
                """
                Start here: padan demo
                Your own data: padan import KIND FILE, then padan demand run, padan score, padan allocate, padan recommend BLK.

                Database: a private PostgreSQL server is started as needed, unless PADAN_DATABASE_URL or --database-url is given.
                Exit codes: 0 ok, 1 failure, 2 usage, 3 data rejected.
                Shell completion: padan --generate-completion-script bash (or zsh, fish).
                """),
            version: PadanVersion.current,
            subcommands: [
                DemoCommand.self, DbCommand.self, ImportCommand.self, TitlesCommand.self, PlacesCommand.self,
                DemandCommand.self, ScoreCommand.self, RecommendCommand.self, ExplainCommand.self, CompareCommand.self,
                AllocateCommand.self, PlanCommand.self, WhatifCommand.self, RunsCommand.self, ListCommand.self, ExportCommand.self,
            ])
    }

    /// The arguments without a language that stands before the names of the command, and that language: `padan --lang en list blks` is asked for
    /// as often as `padan list blks --lang en`.
    static func withoutLanguage(_ arguments: [String]) -> (arguments: [String], language: [String]) {
        guard let first = arguments.first, first == "--lang" || first.hasPrefix("--lang=") else { return (arguments, []) }
        let count = first == "--lang" ? 2 : 1
        guard arguments.count > count else { return (arguments, []) }
        return (Array(arguments.dropFirst(count)), Array(arguments.prefix(count)))
    }

    /// The arguments with a language behind the names of the command, where commands take it.
    static func ordered(_ arguments: [String], _ language: [String]) -> [String] {
        let names = depth(arguments)
        return Array(arguments.prefix(names)) + language + Array(arguments.dropFirst(names))
    }

    /// How many of the first names are commands, each of the one before it.
    private static func depth(_ names: [String]) -> Int {
        var command: any ParsableCommand.Type = Padan.self
        for (index, name) in names.enumerated() {
            guard let next = command.subcommand(name) else { return index }
            command = next
        }
        return names.count
    }

    /// A name that stands where a command must stand and is none, with the commands that are spelled like it; `nil` where there is none.
    static func misspelt(in arguments: [String]) -> (name: String, nearest: [String])? {
        var command: any ParsableCommand.Type = Padan.self
        var path = "padan"
        for name in arguments {
            let own = command.configuration.subcommands
            guard !own.isEmpty, command.configuration.defaultSubcommand == nil, !name.hasPrefix("-"), name != "help" else { return nil }
            guard let next = command.subcommand(name) else {
                let shown = own.filter { $0.configuration.shouldDisplay }.map { $0._commandName }
                return (name, Service.nearest(name, in: shown).map { "\(path) \($0)" })
            }
            command = next
            path += " \(next._commandName)"
        }
        return nil
    }

    /// The first of some names that is no command of those before it, as in `padan help NAMES`; `nil` where all are.
    static func unknownCommand(in names: some Sequence<String>) -> String? {
        var command: any ParsableCommand.Type = Padan.self
        for name in names where !name.hasPrefix("-") {
            guard let next = command.subcommand(name) else { return name }
            command = next
        }
        return nil
    }
}

extension ParsableCommand {
    /// The command of a name or another name below this one; `nil` where there is none.
    fileprivate static func subcommand(_ name: String) -> (any ParsableCommand.Type)? {
        configuration.subcommands.first { $0._commandName == name || $0.configuration.aliases.contains(name) }
    }
}
