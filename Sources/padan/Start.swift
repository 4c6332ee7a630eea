import Foundation

/// What the program puts right before it does anything else.
enum Start {
    /// Opens the standard streams that the caller has closed, so that no file and no connection gets their numbers. What is opened cannot
    /// be used in the direction of the stream: an answer that goes nowhere is told as one, and so is input that cannot come.
    static func openStandardStreams() {
        for (number, access) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDWR)]
        where fcntl(number, F_GETFD) == -1 {
            guard open("/dev/null", access) == number else { exit(1) }
        }
    }

    /// Gives help pages room: on fewer columns than their second one needs, the parser of arguments stops the program.
    static func widenNarrowTerminal() {
        let least = 40
        var window = winsize()
        let stated = getenv("COLUMNS").flatMap { Int(String(cString: $0)) }
        let shown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0 && window.ws_col > 0 ? Int(window.ws_col) : nil
        if let width = stated ?? shown, width < least { setenv("COLUMNS", String(least), 1) }
    }

    /// Overwrites passwords in the program's arguments, which everybody on the machine can read while the program runs.
    ///
    /// - Returns: The arguments as they were.
    static func takeArguments() -> [String] {
        let arguments = CommandLine.arguments
        guard let (start, end) = argumentMemory() else { return arguments }
        var place = start
        while place < end {
            let count = strnlen(place, end - place)
            let bytes = UnsafeMutableBufferPointer(start: place, count: count)
            for index in secret(String(decoding: UnsafeRawBufferPointer(bytes), as: UTF8.self)) where index < count {
                bytes[index] = 0x2A
            }
            place += count + 1
        }
        return arguments
    }

    /// Where an argument holds a password: in a URL all from the first colon after the user's name to the last `@`, in parameters and words
    /// all behind `password=`.
    ///
    /// - Returns: Offsets of bytes.
    private static func secret(_ argument: String) -> Range<Int> {
        func offset(_ index: String.Index) -> Int { argument.utf8.distance(from: argument.startIndex, to: index) }
        if let match = argument.firstMatch(of: /:\/\/[^:@\/?]*:(?<secret>.*@)/.dotMatchesNewlines()) {
            return offset(match.secret.startIndex)..<argument.utf8.count
        }
        if let match = argument.firstMatch(of: /password\s*=/.ignoresCase()) { return offset(match.range.upperBound)..<argument.utf8.count }
        return 0..<0
    }

    /// Where the kernel keeps the program's arguments, one after the other with a zero byte behind each.
    private static func argumentMemory() -> (start: UnsafeMutablePointer<CChar>, end: UnsafeMutablePointer<CChar>)? {
        // The name of the program, in brackets, may hold anything; the fields behind it are numbers (proc(5): 48 and 49 are the bounds).
        guard let text = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8), let name = text.lastIndex(of: ")") else {
            return nil
        }
        let fields = text[name...].split(separator: " ").dropFirst()
        guard fields.count > 46, let start = UInt(fields[fields.startIndex + 45]), let end = UInt(fields[fields.startIndex + 46]),
            let first = UnsafeMutablePointer<CChar>(bitPattern: start), let last = UnsafeMutablePointer<CChar>(bitPattern: end)
        else { return nil }
        return (first, last)
    }
}
