import Contracts
import EBoxTesting
import Foundation
import NIOCore
import Storage
import Testing
import Vocabulary

/// Random numbers that a failing test can draw again.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 8)
    while bytes.count < count { withUnsafeBytes(of: next()) { bytes.append(contentsOf: $0) } }
    return Array(bytes.prefix(count))
  }
}

/// A store in a folder of the test, and the few steps that all its tests take.
struct DocumentStoreBench {
  let folder: String
  let time: PlayedTime
  let store: SegmentStore

  init(_ folder: String, limits: SegmentLimits = .standard, disk: DiskOperations = .system) throws {
    self.folder = folder
    time = PlayedTime()
    store = try SegmentStore(opening: folder, time: time, random: SystemRandom(), limits: limits, disk: disk)
  }

  /// Runs a test on a store of its own, in `folder/documents`; closes it.
  static func with(
    limits: SegmentLimits = .standard, disk: DiskOperations = .system,
    _ body: (DocumentStoreBench) async throws -> Void
  ) async throws {
    try await TemporaryFolder.with { folder in
      let bench = try DocumentStoreBench(folder + "/documents", limits: limits, disk: disk)
      do {
        try await body(bench)
      } catch {
        await bench.store.close()
        throw error
      }
      await bench.store.close()
    }
  }

  func id() -> DocumentID { DocumentID(at: time.now(), random: SystemRandom()) }

  func begin() async throws -> any DocumentWriter { try await store.begin(id()) }

  func write(_ bytes: [UInt8], pieces: Int = 100_000) async throws -> StoredDocument {
    let writer = try await begin()
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      try await writer.append(ByteBuffer(bytes: bytes[start..<min(start + pieces, bytes.count)]))
    }
    return try await writer.finish()
  }

  func read(_ document: StoredDocument, _ range: ClosedRange<Int64>? = nil) async throws -> [UInt8] {
    try await DocumentStoreBench.read(store, document, range)
  }

  static func read(
    _ store: any DocumentStore, _ document: StoredDocument, _ range: ClosedRange<Int64>? = nil
  ) async throws -> [UInt8] {
    let wanted = try range.map { try ByteRange(parsing: $0.lowerBound, through: $0.upperBound) }
    var bytes: [UInt8] = []
    for try await piece in store.read(document, range: wanted) {
      bytes.append(contentsOf: piece.readableBytesView)
    }
    return bytes
  }

  /// What a reader of a damaged document gets: bytes of whole pieces before the damage, and the failure.
  func readUntilFailure(_ document: StoredDocument) async -> (bytes: [UInt8], failure: DocumentStoreFailure?)
  {
    var bytes: [UInt8] = []
    do {
      for try await piece in store.read(document, range: nil) {
        bytes.append(contentsOf: piece.readableBytesView)
      }
      return (bytes, nil)
    } catch {
      return (bytes, error as? DocumentStoreFailure)
    }
  }

  func named() async throws -> Set<DocumentID> {
    Set(
      try await store.documents(begunBefore: Instant(microseconds: .max), after: nil, limit: 100_000).map(
        \.id))
  }

  var segments: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".segment") }.sorted()
    }
  }

  func path(_ document: StoredDocument) throws -> String {
    let name = try #require(
      try segments.first { Int64($0.dropLast(".segment".count)) == document.place.segment })
    return "\(folder)/\(name)"
  }

  /// Bytes that the segments take on disk, holes not counted.
  func bytesOnDisk() throws -> Int64 {
    try segments.reduce(0) { sum, name in
      var status = stat()
      guard stat("\(folder)/\(name)", &status) == 0 else { throw DocumentStoreFailure.closed }
      return sum + Int64(status.st_blocks) * 512
    }
  }
}

/// Changes bytes of a file where they lie.
func alter(_ path: String, at offset: Int64, _ change: (inout [UInt8]) -> Void, count: Int = 1) throws {
  let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
  try file.seek(toOffset: UInt64(offset))
  var bytes = Array(try #require(try file.read(upToCount: count)))
  change(&bytes)
  try file.seek(toOffset: UInt64(offset))
  try file.write(contentsOf: Data(bytes))
  try file.close()
}
