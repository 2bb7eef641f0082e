import Contracts
import Foundation
import NIOCore

/// A content saved to disk under the name that a stranger gave it.
enum SavedFile {
  private static let bytesMax = 200

  /// Saves it in `folder`, under another name where a file of its own is there already.
  /// - Returns: the path.
  static func save(_ content: Content, in folder: String) async throws -> String {
    let path = freePath(for: name(content.attachment.fileName), in: folder)
    guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    else { throw ClientRefusal("\(path) can't be made.") }
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    for try await piece in content.bytes { try handle.write(contentsOf: Data(piece.readableBytesView)) }
    try handle.close()
    return path
  }

  /// `brief.pdf`, `brief-2.pdf`…
  private static func freePath(for name: String, in folder: String) -> String {
    let folder = URL(fileURLWithPath: folder)
    let file = URL(fileURLWithPath: name)
    let ending = file.pathExtension.isEmpty ? "" : "." + file.pathExtension
    let bare = String(name.dropLast(ending.count))
    var (path, number) = (folder.appendingPathComponent(name).path, 2)
    while FileManager.default.fileExists(atPath: path) {
      path = folder.appendingPathComponent("\(bare)-\(number)\(ending)").path
      number += 1
    }
    return path
  }

  /// A name that stays in its folder, is not hidden, and reads as it is.
  static func name(_ text: String) -> String {
    let plain = shown(text).map { "/\\:\n\t".contains($0) ? "_" : $0 }
    var name = String(plain.drop { $0 == "." || $0 == " " || $0 == "_" })
    while name.utf8.count > bytesMax { name.removeFirst() }
    return name.isEmpty ? "reply" : name
  }

  /// A stranger's text for a terminal: without what moves the cursor or turns the direction of writing.
  static func shown(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { scalar in
          switch scalar.properties.generalCategory {
          case .control: scalar == "\n" || scalar == "\t"
          case .format, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator: false
          default: true
          }
        }))
  }
}
