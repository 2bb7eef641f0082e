import Contracts
import NIOCore
import Vocabulary

/// Decrypts one document, or the chunks that a range needs, piece by piece; one piece is in memory.
actor SegmentDocumentReader {
  /// Chunks that are read at once.
  private static let pieceChunks: Int64 = 4

  private let document: StoredDocument
  private let wanted: Range<Int64>
  private let folder: SegmentFolder
  private let threads: IOThreads
  private var opened: (file: SegmentFile, cipher: ChunkCipher)?
  /// The next chunk, and the one past the last that is wanted.
  private var chunk: Int64
  private let chunksEnd: Int64

  /// - Parameter range: nil for all.
  init(_ document: StoredDocument, range: ByteRange?, folder: SegmentFolder, threads: IOThreads) {
    let plainBytes = Int64(ChunkCipher.plainBytes)
    self.document = document
    self.folder = folder
    self.threads = threads
    wanted = range.map { $0.first..<($0.last + 1) } ?? 0..<document.size
    chunk = wanted.lowerBound / plainBytes
    chunksEnd = max(chunk + 1, (wanted.upperBound + plainBytes - 1) / plainBytes)
  }

  /// The next piece of plain bytes; nil after the last.
  func next() async throws -> ByteBuffer? {
    guard wanted.upperBound <= document.size else { throw DocumentStoreFailure.invalidRange(document.id) }
    guard chunk < chunksEnd else { return nil }
    let chunks = chunk..<min(chunksEnd, chunk + SegmentDocumentReader.pieceChunks)
    let (bytes, reading) = try await read(chunks)
    chunk = chunks.upperBound
    do {
      let plain = try open(bytes, chunks, reading.cipher)
      return plain.readableBytes == 0 ? nil : plain
    } catch {
      throw try await whatHappened(reading.file)
    }
  }

  /// Reads sealed chunks; the first time it also opens the segment and checks the document's header.
  private func read(_ chunks: Range<Int64>) async throws -> (
    [UInt8], (file: SegmentFile, cipher: ChunkCipher)
  ) {
    let (document, folder, opened) = (document, folder, opened)
    let start = document.place.offset + Int64(RecordHeader.bytesCount)
    let first = start + chunks.lowerBound * Int64(ChunkCipher.sealedChunkBytes)
    let end =
      start
      + min(
        chunks.upperBound * Int64(ChunkCipher.sealedChunkBytes), ChunkCipher.sealedBytes(document.size))
    let (bytes, reading) = try await threads.run {
      let reading = try opened ?? SegmentDocumentReader.open(document, folder)
      return (try reading.file.read(Int(end - first), at: first), reading)
    }
    self.opened = reading
    return (bytes, reading)
  }

  private func open(_ bytes: [UInt8], _ chunks: Range<Int64>, _ cipher: ChunkCipher) throws -> ByteBuffer {
    let last = ChunkCipher.chunks(document.size) - 1
    var plain = ByteBufferAllocator().buffer(capacity: bytes.count)
    try bytes.withUnsafeBytes { bytes in
      for number in chunks {
        let start = Int(number - chunks.lowerBound) * ChunkCipher.sealedChunkBytes
        let sealed = bytes[min(start, bytes.count)..<min(start + ChunkCipher.sealedChunkBytes, bytes.count)]
        try cipher.open(
          UnsafeRawBufferPointer(rebasing: sealed), counter: UInt32(number), isLast: number == last,
          to: &plain)
      }
    }
    let plainStart = chunks.lowerBound * Int64(ChunkCipher.plainBytes)
    let (skip, stop) = (max(wanted.lowerBound - plainStart, 0), wanted.upperBound - plainStart)
    let length = min(Int64(plain.readableBytes), stop) - skip
    return length > 0 ? plain.getSlice(at: Int(skip), length: Int(length)) ?? ByteBuffer() : ByteBuffer()
  }

  /// A chunk that does not open was damaged, or its document was removed meanwhile.
  private func whatHappened(_ file: SegmentFile) async throws -> DocumentStoreFailure {
    let document = document
    return try await threads.run {
      do {
        _ = try SegmentDocumentReader.header(document, file)
        return .damaged(document.id)
      } catch let failure as DocumentStoreFailure {
        return failure
      }
    }
  }

  private static func open(
    _ document: StoredDocument, _ folder: SegmentFolder
  ) throws -> (file: SegmentFile, cipher: ChunkCipher) {
    guard let file = try folder.file(document.place.segment) else {
      throw DocumentStoreFailure.gone(document.id)
    }
    let header = try header(document, file)
    return (file, ChunkCipher(key: document.key, id: document.id, noncePrefix: header.noncePrefix))
  }

  /// The document's header: whole, and of this document.
  private static func header(_ document: StoredDocument, _ file: SegmentFile) throws -> RecordHeader {
    let bytes = try file.read(RecordHeader.bytesCount, at: document.place.offset)
    guard let header = RecordHeader(decoding: bytes, at: document.place) else {
      // A hole reads as zeros; past the end there is nothing.
      throw bytes.allSatisfy { $0 == 0 }
        ? DocumentStoreFailure.gone(document.id) : DocumentStoreFailure.damaged(document.id)
    }
    guard header.state != .gap else { throw DocumentStoreFailure.gone(document.id) }
    guard header.state == .whole, header.id == document.id.bytes, header.size == document.size else {
      throw DocumentStoreFailure.damaged(document.id)
    }
    return header
  }
}
