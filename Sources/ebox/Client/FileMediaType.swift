import Foundation
import Vocabulary

/// The media type of a file by its ending, for those that a registry takes.
enum FileMediaType {
  /// - Throws: ``ClientRefusal`` naming the endings that are known.
  static func of(_ path: String) throws -> MediaType {
    let ending = URL(fileURLWithPath: path).pathExtension.lowercased()
    guard let type = byEnding[ending] else {
      throw ClientRefusal("\(path): known endings are \(byEnding.keys.sorted().joined(separator: ", "))")
    }
    return try MediaType(parsing: type)
  }

  private static let byEnding = [
    "pdf": "application/pdf", "zip": "application/zip", "csv": "text/csv", "html": "text/html",
    "txt": "text/plain",
    "xml": "text/xml", "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ]
}
