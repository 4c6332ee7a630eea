import ArgumentParser
import Domain

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

    /// The first of some names that is no command of those before it, as in `padan help NAMES`; `nil` where all are.
    static func unknownCommand(in names: some Sequence<String>) -> String? {
        var command: any ParsableCommand.Type = Padan.self
        for name in names where !name.hasPrefix("-") {
            guard
                let next = command.configuration.subcommands.first(where: {
                    $0._commandName == name || $0.configuration.aliases.contains(name)
                })
            else { return name }
            command = next
        }
        return nil
    }
}
