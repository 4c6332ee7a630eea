import Configuration
import Domain
import Foundation
import Mustache

/// The templates of `config/templates/`, which an office may change. `NAME.html` is a page or, where another template says `{{>
/// NAME}}`, a part of one.
struct Templates {
    private let library: MustacheLibrary
    private let logo: String

    init(_ root: DataRoot) throws {
        let folder = root.config.appending(path: "templates")
        var templates: [String: MustacheTemplate] = [:]
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        for file in files where ["html", "css"].contains(file.pathExtension) {
            let source = try ConfigurationFile(file)
            do {
                templates[file.deletingPathExtension().lastPathComponent] = try MustacheTemplate(string: source.text)
            } catch {
                throw source.error(at: [], .notATemplate("\(error)"))
            }
        }
        library = MustacheLibrary(templates: templates)
        logo = (try? String(contentsOf: folder.appending(path: "logo.svg"), encoding: .utf8)) ?? ""
    }

    /// Fills a template. Every sentence of the words files whose key begins with `report.` is there as `{{words.report_…}}`, and
    /// `logo.svg` as `{{{logo}}}`. Characters that HTML does not allow, or that turn the direction of a line, are shown in their visible form.
    func page(_ name: String, _ context: [String: Any], _ words: Words) -> String {
        var all = context
        var sentences: [String: String] = [:]
        for key in words.keys where key.hasPrefix("report.") { sentences[key.replacing(".", with: "_")] = words(key) }
        all["words"] = sentences
        all["language"] = words.language.rawValue
        all["logo"] = logo
        return (library.render(all, withTemplate: name) ?? "").visible(keeping: .lineSpaces)
    }
}
