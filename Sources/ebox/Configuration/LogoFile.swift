import Contracts
import Crypto
import Foundation
import Vocabulary

/// A logo as the configuration names it: `{file: logo.svg, language: nl}`.
///
/// Its kind is read from its bytes. Its name is their digest, so that it may be kept as long as anyone likes.
struct LogoFile {
  let logo: Logo
  let bytes: [UInt8]

  /// - Throws: for a file that can't be read, is too large, is no picture of a known kind, or a drawing that
  ///   could act.
  init(_ node: ConfigurationNode, directory: String) throws(ConfigurationError) {
    let fields = try node.fields(["file", "language"])
    let file = try fields.required("file", in: node)
    let text = try file.text()
    let path = text.hasPrefix("/") ? text : directory + "/" + text
    do { bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
      throw file.error("can't be read")
    }
    guard (1...Logo.bytesMax).contains(bytes.count) else {
      throw file.error("must have 1 to \(Logo.bytesMax) bytes")
    }
    guard let kind = Self.kind(of: bytes) else {
      throw file.error("must be a PNG, JPEG, GIF or SVG picture")
    }
    if kind == .svg, let part = Drawing.objection(to: Self.text(bytes) ?? "") {
      throw file.error("must be a drawing and nothing else, without `\(part)`")
    }
    let digest = SHA256.hash(data: bytes).prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    do {
      logo = Logo(
        id: try ImageID(parsing: digest.joined()), mediaType: kind, size: bytes.count,
        language: try fields["language"]?.value(language))
    } catch let error as InvalidIdentifier {
      throw file.error(error.reason)
    } catch { throw node.error("`language` must be one of nl, fr, de, en") }
  }

  private static func kind(of bytes: [UInt8]) -> Logo.MediaType? {
    switch bytes {
    case _ where bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]): .png
    case _ where bytes.starts(with: [0xFF, 0xD8, 0xFF]): .jpeg
    case _ where bytes.starts(with: Array("GIF8".utf8)): .gif
    case _ where text(bytes)?.contains("<svg") == true: .svg
    default: nil
    }
  }

  private static func text(_ bytes: [UInt8]) -> String? { String(validating: bytes, as: UTF8.self) }
}

private func language(_ text: String) throws(InvalidIdentifier) -> Language { try Language(parsing: text) }
