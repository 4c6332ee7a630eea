import Postgres

/// A temporary table of places that were looked up.
enum FoundPlaces {
    static func create(_ table: String, _ connection: isolated PostgresConnection) throws {
        try connection.execute(
            """
            CREATE TEMP TABLE \(table) (
                number integer, text text, level text, region_code text, district_code text, confidence double precision,
                alternatives text
            ) ON COMMIT DROP
            """)
    }

    static func send(
        _ places: some Sequence<Place>, to table: String, _ connection: isolated PostgresConnection
    ) throws {
        try connection.sendRows("COPY \(table) FROM STDIN (FORMAT binary)", places.enumerated(), fields: 7) { row, buffer in
            let (number, place) = row
            BinaryRow.int4(Int32(number), &buffer)
            BinaryRow.text(place.text, &buffer)
            BinaryRow.text(place.level.rawValue, &buffer)
            BinaryRow.text(place.regionCode, &buffer)
            BinaryRow.text(place.districtCode, &buffer)
            BinaryRow.float8(place.confidence, &buffer)
            BinaryRow.text(place.alternatives.postgresText, &buffer)
        }
    }
}

/// A temporary table of titles that were coded.
enum FoundTitles {
    static func create(_ table: String, _ connection: isolated PostgresConnection) throws {
        try connection.execute(
            """
            CREATE TEMP TABLE \(table) (
                number integer, text text, hints text, occupation_code text, score double precision, method text, alternatives text,
                alternative_scores text
            ) ON COMMIT DROP
            """)
    }

    static func send(
        _ titles: some Sequence<CodedTitle>, to table: String, _ connection: isolated PostgresConnection
    ) throws {
        try connection.sendRows("COPY \(table) FROM STDIN (FORMAT binary)", titles.enumerated(), fields: 8) { row, buffer in
            let (number, title) = row
            BinaryRow.int4(Int32(number), &buffer)
            BinaryRow.text(title.text, &buffer)
            BinaryRow.text(title.hints, &buffer)
            BinaryRow.text(title.code, &buffer)
            BinaryRow.float8(title.score, &buffer)
            BinaryRow.text(title.method.rawValue, &buffer)
            BinaryRow.text(title.alternatives.map(\.code).postgresText, &buffer)
            BinaryRow.text(title.alternatives.map { String($0.probability) }.postgresText, &buffer)
        }
    }
}
