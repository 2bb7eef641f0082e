import Contracts
import Crypto
import Foundation
import NIOCore
import Vocabulary

/// A file that a command sends: read twice, once for its digest, once for its bytes, never whole in memory.
struct UploadFile: Sendable {
  static let pieceBytes = 65_536

  let path: String
  let name: String
  let mediaType: MediaType
  let bytes: Int64

  /// - Throws: ``ClientRefusal`` when it can't be read, or its ending names no media type that a registry takes.
  init(_ path: String) throws {
    self.path = path
    name = URL(fileURLWithPath: path).lastPathComponent
    let ending = URL(fileURLWithPath: path).pathExtension.lowercased()
    guard let type = Self.mediaTypes[ending] else {
      let known = Self.mediaTypes.keys.sorted().joined(separator: ", ")
      throw ClientRefusal("\(name): can't tell the media type from the ending; known are \(known)")
    }
    mediaType = try MediaType(parsing: type)
    guard let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int64 else {
      throw ClientRefusal("\(name): is no file")
    }
    bytes = size
  }

  func digest() throws -> Vocabulary.Digest {
    var hash = SHA256()
    try eachPiece { hash.update(data: $0) }
    return try Vocabulary.Digest(.sha256, parsing: Array(hash.finalize()))
  }

  /// The file's frames, in order.
  /// - Parameter sent: told how many bytes of it went out.
  func frames(part: String, sent: @escaping @Sendable (Int64) -> Void) -> AsyncThrowingStream<PublicationFrame, any Error> {
    let reader = PieceReader(self, part: part, sent: sent)
    return AsyncThrowingStream { try await reader.next() }
  }

  private func eachPiece(_ body: (Data) -> Void) throws {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { handle.closeFile() }
    while let piece = try handle.read(upToCount: Self.pieceBytes), !piece.isEmpty { body(piece) }
  }

  private static let mediaTypes = [
    "pdf": "application/pdf", "zip": "application/zip", "csv": "text/csv", "html": "text/html", "txt": "text/plain",
    "xml": "text/xml", "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ]
}

/// Reads a file piece by piece as frames are asked for.
private actor PieceReader {
  private enum State { case notBegun, open(FileHandle), ended }

  private let file: UploadFile
  private let part: String
  private let sent: @Sendable (Int64) -> Void
  private var state = State.notBegun
  private var count: Int64 = 0

  init(_ file: UploadFile, part: String, sent: @escaping @Sendable (Int64) -> Void) {
    self.file = file
    self.part = part
    self.sent = sent
  }

  func next() throws -> PublicationFrame? {
    switch state {
    case .notBegun:
      state = .open(try FileHandle(forReadingFrom: URL(fileURLWithPath: file.path)))
      return .part(PartHeader(name: part, fileName: file.name, mediaType: file.mediaType.text))
    case .open(let handle):
      guard let piece = try handle.read(upToCount: UploadFile.pieceBytes), !piece.isEmpty else {
        try handle.close()
        state = .ended
        return .endOfPart
      }
      count += Int64(piece.count)
      sent(count)
      return .bytes(ByteBuffer(bytes: piece))
    case .ended: return nil
    }
  }
}
