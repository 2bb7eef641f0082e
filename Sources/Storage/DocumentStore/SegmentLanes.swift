import NIOCore
import Synchronization
import Vocabulary

/// A segment that one large document at a time is written to. All calls block.
///
/// A lane that is let go without being given back is retired: what its last document left is found by the
/// sweep.
final class SegmentLane: Sendable {
  let file: SegmentFile
  private let folder: SegmentFolder
  /// The end of what was written of the current document.
  private let end: Mutex<Int64>

  init(_ file: SegmentFile, _ folder: SegmentFolder) {
    self.file = file
    self.folder = folder
    end = Mutex(SegmentHeader.bytesCount)
  }

  deinit { folder.retire(file.number) }

  /// Where the current document begins.
  var place: DocumentPlace {
    DocumentPlace(segment: file.number, offset: folder.durableEnd(file.number) ?? SegmentHeader.bytesCount)
  }

  var size: Int64 { end.withLock { $0 } }

  func append(_ bytes: ByteBuffer) throws {
    try end.withLock { end in
      try file.write(bytes, at: end)
      end += Int64(bytes.readableBytes)
    }
  }

  /// Writes the last bytes and the final header, and makes the document durable.
  func finish(_ bytes: ByteBuffer, _ header: RecordHeader) throws {
    try append(bytes)
    let place = place
    try file.write(header.encoded(at: place), at: place.offset)
    do {
      try file.sync()
    } catch {
      folder.retire(file.number)
      throw error
    }
    folder.isDurable(file.number, to: size)
  }

  /// Cuts the current document off.
  /// - Throws: also after a failed fdatasync; the lane must not be used again then.
  func takeBack() throws {
    guard let start = folder.durableEnd(file.number) else { throw DocumentStoreFailure.closed }
    try file.truncate(to: start)
    end.withLock { $0 = start }
  }
}

/// The lanes that large documents are written in: as many as are written at once, used again until they are
/// full.
final class SegmentLanes: Sendable {
  /// Lanes that are kept open without a writer.
  static let idleMax = 8

  private let folder: SegmentFolder
  private let limits: SegmentLimits
  private let idle = Mutex<[SegmentLane]>([])

  init(_ folder: SegmentFolder, limits: SegmentLimits) {
    self.folder = folder
    self.limits = limits
  }

  func take() throws -> SegmentLane {
    if let lane = idle.withLock({ $0.popLast() }) { return lane }
    return SegmentLane(try folder.create(), folder)
  }

  /// Only after ``SegmentLane/finish(_:_:)`` or ``SegmentLane/takeBack()`` went well.
  func giveBack(_ lane: SegmentLane) {
    guard lane.size < limits.segmentBytesMax else { return }
    idle.withLock { idle in
      if idle.count < SegmentLanes.idleMax { idle.append(lane) }
    }
  }

  func close() { idle.withLock { $0 = [] } }
}
