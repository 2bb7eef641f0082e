import NIOCore
import Vocabulary

/// Seals a document as it comes: up to the limit in memory for one append, beyond it in pieces to a lane.
actor SegmentDocumentWriter: DocumentWriter {
  /// Sealed bytes of a large document that are written at once.
  static let pieceBytes = 4 * ChunkCipher.sealedChunkBytes

  private enum State {
    case taking(SegmentLane?)
    case finished(StoredDocument)
    case ended
  }

  private let id: DocumentID
  private let key: [UInt8]
  private let store: SegmentStore
  private let header: RecordHeader
  private let cipher: ChunkCipher
  private var state = State.taking(nil)
  private var isBusy = false
  private var plain = ByteBuffer()
  private var sealed = ByteBuffer()
  private var counter: UInt32 = 0
  private var size: Int64 = 0

  init(_ id: DocumentID, store: SegmentStore, begun: Instant, random: any RandomSource) {
    self.id = id
    self.store = store
    key = random.bytes(32)
    let noncePrefix = random.bytes(RecordHeader.noncePrefixBytes)
    header = .unfinished(id, begun: begun, noncePrefix: noncePrefix)
    cipher = ChunkCipher(key: key, id: id, noncePrefix: noncePrefix)
    sealed.writeRepeatingByte(0, count: RecordHeader.bytesCount)
  }

  func append(_ bytes: ByteBuffer) async throws {
    guard case .taking(var lane) = state, !isBusy else { throw DocumentStoreFailure.writerEnded(id) }
    var rest = bytes
    while rest.readableBytes > 0 {
      // A full chunk is sealed only when more follows: the last chunk is sealed as the last.
      if plain.readableBytes == ChunkCipher.plainBytes { try sealChunk(isLast: false) }
      if var part = rest.readSlice(
        length: min(rest.readableBytes, ChunkCipher.plainBytes - plain.readableBytes))
      {
        size += Int64(part.readableBytes)
        plain.writeBuffer(&part)
      }
      let isLarge = lane != nil || size > store.limits.oneAppendBytesMax
      if isLarge, sealed.readableBytes >= SegmentDocumentWriter.pieceBytes { lane = try await flush(lane) }
    }
  }

  func finish() async throws -> StoredDocument {
    guard case .taking(let lane) = state, !isBusy else { throw DocumentStoreFailure.writerEnded(id) }
    try sealChunk(isLast: true)
    let whole = header.whole(size: size)
    sealed.writeRepeatingByte(0, count: RecordHeader.paddingBytes(size))
    let place = try await guarded {
      guard let lane else {
        return try await self.store.appender.append(SealedDocument(header: whole, record: self.sealed))
      }
      let (place, rest) = (lane.place, self.sealed)
      try await self.store.writing.run { try lane.finish(rest, whole) }
      self.store.lanes.giveBack(lane)
      return place
    }
    let document = StoredDocument(id: id, place: place, size: size, key: key)
    guard case .taking = state else {
      // Abandoned meanwhile.
      await destroy(place)
      throw DocumentStoreFailure.writerEnded(id)
    }
    state = .finished(document)
    release()
    return document
  }

  func abandon() async {
    let (was, wasBusy) = (state, isBusy)
    state = .ended
    switch was {
    case .finished(let document): await destroy(document.place)
    case .taking(let lane?) where !wasBusy: await takeBack(lane)
    case .taking, .ended: break  // A lane in use is dropped by the call that uses it.
    }
    release()
  }

  private func sealChunk(isLast: Bool) throws {
    try plain.withUnsafeReadableBytes {
      try cipher.seal($0, counter: counter, isLast: isLast, to: &sealed)
    }
    plain.clear()
    counter += 1
  }

  /// Writes what is sealed to the lane, taking one first when this document has none yet.
  private func flush(_ taken: SegmentLane?) async throws -> SegmentLane {
    let lane: SegmentLane
    if let taken { lane = taken } else { lane = try await takeLane() }
    let piece = sealed
    sealed = ByteBuffer()
    try await guarded { try await self.store.writing.run { try lane.append(piece) } }
    guard case .taking = state else { throw DocumentStoreFailure.writerEnded(id) }
    return lane
  }

  /// Takes a lane and puts the header of an unfinished document in the room that was left for it.
  private func takeLane() async throws -> SegmentLane {
    let lanes = store.lanes
    let lane = try await guarded { try await self.store.writing.run { try lanes.take() } }
    guard case .taking = state else { throw DocumentStoreFailure.writerEnded(id) }
    state = .taking(lane)
    sealed.setBytes(header.encoded(at: lane.place), at: sealed.readerIndex)
    return lane
  }

  /// Lets no other call in while one waits; a failure ends the writer.
  private func guarded<T>(_ body: () async throws -> T) async throws -> T {
    isBusy = true
    defer { isBusy = false }
    do {
      return try await body()
    } catch {
      if case .taking(let lane?) = state {
        state = .ended
        await takeBack(lane)
      }
      state = .ended
      release()
      throw error
    }
  }

  /// Cuts the unfinished document off its lane; when that fails the lane is retired and the sweep finds the
  /// rest.
  private func takeBack(_ lane: SegmentLane) async {
    do {
      try await store.writing.run { try lane.takeBack() }
      store.lanes.giveBack(lane)
    } catch {
      store.folder.retire(lane.file.number)
    }
  }

  /// What can't be removed now is named by nobody, and swept.
  private func destroy(_ place: DocumentPlace) async {
    do {
      try await store.remove([place])
    } catch {
      return
    }
  }

  private func release() {
    plain = ByteBuffer()
    sealed = ByteBuffer()
  }
}
