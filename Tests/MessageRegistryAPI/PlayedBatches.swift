import Contracts
import NIOConcurrencyHelpers
import NIOCore
import Vocabulary

/// What the played batches were asked, and what they answer.
struct BatchesState: Sendable {
  struct Accepted: Sendable, Equatable {
    let key: IdempotencyKey
    let isRehearsal: Bool
  }

  var accepted: [Accepted] = []
  var manifest: [UInt8] = []
  var files: [String: [UInt8]] = [:]
  var failure: Failure<BatchRejection>?
  var results: [BatchResult] = []
  var isSettled = true
  var asked: [String] = []
}

struct PlayedBatches: PublicationBatches {
  static let id = try! BatchID(parsing: "01KB5Z3Y6W8V9T0R1Q2P3N4M5K")

  let state: NIOLockedValueBox<PlayedRegistry.State>

  func accept(
    _ frames: some AsyncSequence<BatchFrame, any Error> & Sendable, key: IdempotencyKey, isRehearsal: Bool
  ) async throws(Failure<BatchRejection>) -> BatchStatus {
    try fail()
    do {
      var open: String?
      for try await frame in frames {
        state.withLockedValue { state in
          switch frame {
          case .manifest: open = nil
          case .file(let name):
            open = name
            state.batches.files[name] = []
          case .bytes(let bytes):
            if let open {
              state.batches.files[open]?.append(contentsOf: bytes.readableBytesView)
            } else {
              state.batches.manifest.append(contentsOf: bytes.readableBytesView)
            }
          case .end, .pending: break
          }
        }
      }
    } catch { throw .interrupted(error) }
    state.withLockedValue {
      $0.batches.accepted.append(BatchesState.Accepted(key: key, isRehearsal: isRehearsal))
    }
    return status
  }

  func batches(_ page: PageRequest) async throws(Failure<Never>) -> Page<BatchStatus> {
    Page(items: [status], total: 1, request: page)
  }

  func batch(_ id: BatchID) async throws(Failure<BatchRejection>) -> BatchStatus {
    try fail()
    return status
  }

  func results(
    of id: BatchID, after row: Int, limit: Int
  ) async throws(Failure<BatchRejection>) -> (status: BatchStatus, results: [BatchResult]) {
    try fail()
    let results = state.withLockedValue { state in
      state.batches.asked.append("\(id) \(row) \(limit)")
      return Array(state.batches.results.filter { $0.row > row }.prefix(limit))
    }
    return (status, results)
  }

  func cancel(_ id: BatchID) async throws(Failure<BatchRejection>) -> BatchStatus {
    try fail()
    return status
  }

  private func fail() throws(Failure<BatchRejection>) {
    if let failure = state.withLockedValue(\.batches.failure) { throw failure }
  }

  var status: BatchStatus {
    let batches = state.withLockedValue(\.batches)
    var counts = BatchStatus.Counts()
    counts.published = batches.results.count
    let at = Instant(microseconds: 1_795_341_600_000_000)
    return BatchStatus(
      Self.id, batches.isSettled ? .completed : .accepted, isRehearsal: false,
      times: BatchStatus.Times(
        acceptedAt: at, endedAt: batches.isSettled ? at : nil, keptUntil: at.adding(seconds: 86_400)),
      progress: BatchStatus.Progress(
        rows: batches.results.count, counts: counts, isSettled: batches.isSettled, waitsUntil: nil))
  }
}
