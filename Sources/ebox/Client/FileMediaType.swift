import Vocabulary

/// The media type of a file by its ending, for those that a registry takes.
enum FileMediaType {
  /// - Throws: ``ClientRefusal`` naming the endings that are known.
  static func of(_ path: String) throws -> MediaType {
    guard let type = MediaType(ofFile: path) else {
      throw ClientRefusal(
        "\(path): known endings are \(MediaType.endings.keys.sorted().joined(separator: ", "))")
    }
    return type
  }
}
