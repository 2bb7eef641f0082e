import Foundation

/// The source tree that these tests were compiled from.
enum House {
  static let root: String = {
    let parts = #filePath.components(separatedBy: "/")
    return parts.dropLast(3).joined(separator: "/")
  }()

  /// All Swift files of `Sources`, `Tests` and `Benchmarks`, in order of their paths.
  static let swiftFiles: [SourceText] = ["Sources", "Tests", "Benchmarks"].flatMap { folder in
    paths(in: folder).filter { $0.hasSuffix(".swift") }.compactMap { path in
      text(path).map { SourceText(path, $0) }
    }
  }

  static let sources = swiftFiles.filter { $0.root == "Sources" }

  /// A file's text, or nil when there is none.
  static func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: root + "/" + path).map { String(decoding: $0, as: UTF8.self) }
  }

  static func paths(in folder: String) -> [String] {
    let found =
      FileManager.default.enumerator(atPath: root + "/" + folder)?.compactMap { $0 as? String } ?? []
    return found.sorted().map { folder + "/" + $0 }
  }
}
