import Contracts
import NIOCore

/// What lies where in the document that a batch is kept as, while it comes. Pure.
struct BatchLayout {
  /// What a whole batch holds.
  struct Contents: Hashable, Sendable {
    /// Bytes of the manifest.
    let manifest: Range<Int64>
    let rows: Int
  }

  private enum Open { case none, manifest, file(String) }

  private var open = Open.none
  private var start: Int64 = 0
  private var size: Int64 = 0
  private var files = 0
  private var manifest: Range<Int64>?
  private var rows = BatchRowCounter()

  mutating func beginManifest() throws {
    try begin(.manifest)
    guard manifest == nil else { throw BatchRejection.manifestRepeated }
  }

  mutating func beginFile(_ name: String) throws {
    try begin(.file(name))
    guard (1...BatchLimits.fileNameBytesMax).contains(name.utf8.count), !name.utf8.contains(0) else {
      throw BatchRejection.fileNameInvalid
    }
    files += 1
    guard files <= BatchLimits.filesMax else {
      throw BatchRejection.tooManyFiles(max: BatchLimits.filesMax)
    }
  }

  mutating func take(_ bytes: ByteBuffer) throws {
    size += Int64(bytes.readableBytes)
    guard size <= Int64(BatchLimits.bytesMax) else {
      throw BatchRejection.batchTooLarge(bytesMax: BatchLimits.bytesMax)
    }
    switch open {
    case .none: throw FrameMisuse.bytesOutsidePart
    case .manifest: try rows.take(bytes.readableBytesView)
    case .file: break
    }
  }

  /// - Returns: the file that is whole now; nil for the manifest.
  mutating func end() throws -> (name: String, bytes: Range<Int64>)? {
    defer { open = .none }
    switch open {
    case .none: throw FrameMisuse.endOutsidePart
    case .manifest:
      try rows.end()
      manifest = start..<size
      return nil
    case .file(let name): return (name, start..<size)
    }
  }

  func whole() throws -> Contents {
    guard case .none = open else { throw FrameMisuse.endInsidePart }
    guard let manifest else { throw BatchRejection.manifestMissing }
    guard rows.count > 0 else { throw BatchRejection.noRows }
    return Contents(manifest: manifest, rows: rows.count)
  }

  private mutating func begin(_ next: Open) throws {
    guard case .none = open else { throw FrameMisuse.partInsidePart }
    (open, start) = (next, size)
  }
}

/// Counts the rows of a manifest as its bytes come: lines that are not blank.
struct BatchRowCounter {
  private(set) var count = 0
  private var lineBytes = 0
  private var blankBytes = 0
  private var isBlank = true

  mutating func take(_ bytes: some Sequence<UInt8>) throws {
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        try end()
      } else {
        lineBytes += 1
        if !BatchLineBytes.isBlank(byte) { isBlank = false }
        guard lineBytes <= BatchLimits.rowBytesMax else {
          throw BatchRejection.rowTooLong(row: count + 1, bytesMax: BatchLimits.rowBytesMax)
        }
      }
    }
  }

  /// The line is whole; a last line need not have an end.
  mutating func end() throws {
    if isBlank { blankBytes += lineBytes + 1 } else { count += 1 }
    (lineBytes, isBlank) = (0, true)
    guard blankBytes <= BatchLimits.blankBytesMax else {
      throw BatchRejection.tooManyBlanks(bytesMax: BatchLimits.blankBytesMax)
    }
    guard count <= BatchLimits.rowsMax else { throw BatchRejection.tooManyRows(max: BatchLimits.rowsMax) }
  }
}
