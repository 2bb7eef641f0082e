import ArgumentParser
import Contracts
import EBoxClient
import Vocabulary

/// `ebox batches`.
struct BatchesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batches",
    abstract: "Tells a sender how far its uploaded batches are, or ends one.",
    discussion: """
      Batches are uploaded by `ebox publish --batch … --upload`. Each is told for 31 days.

      EXAMPLES
        ebox batches --sender demo-vaccination
        ebox batches 01KB5Z3Y6W8V9T0R1Q2P3N4M5K --sender demo-vaccination --json
        ebox batches 01KB5Z3Y6W8V9T0R1Q2P3N4M5K --sender demo-vaccination --end
      """)

  @OptionGroup var sender: SenderOptions

  @Argument(help: ArgumentHelp("One batch; default all of them, newest first.", valueName: "batch id"))
  var batch: String?

  @Flag(help: "End the batch: rows that are not under way yet are not published.")
  var end = false

  @Flag(help: "Print JSON.")
  var json = false

  private struct Answer: Encodable {
    let batchId, state: String
    let isDryRun: Bool
    let acceptedDate: String
    let endedDate, waitsUntil: String?
    let totalRows, doneRows, published, onPaper, rehearsed, refused, invalid, repeated: Int

    init(_ status: BatchStatus) {
      let counts = status.progress.counts
      batchId = status.id.text
      state = status.state.words
      isDryRun = status.isRehearsal
      acceptedDate = status.times.acceptedAt.brussels
      endedDate = status.times.endedAt?.brussels
      waitsUntil = status.progress.waitsUntil?.brussels
      (totalRows, doneRows) = (status.progress.rows, counts.all)
      (published, onPaper, rehearsed) = (counts.published, counts.onPaper, counts.rehearsed)
      (refused, invalid, repeated) = (counts.refused, counts.invalid, counts.repeated)
    }
  }

  func validate() throws {
    if end, batch == nil { throw ValidationError("--end needs the id of a batch.") }
  }

  func run() async throws {
    try await ClientSession.run { http in
      let batches = try sender.resolve().client(http).batches
      guard let batch else { return try tell(try await all(batches)) }
      let id = try BatchID(parsing: batch)
      let status = end ? try await batches.cancel(id) : try await batches.batch(id)
      if json { return try Terminal.json(Answer(status)) }
      tell(status)
    }
  }

  private func all(_ batches: RemoteBatches) async throws -> [BatchStatus] {
    var all: [BatchStatus] = []
    var request = PageRequest.largest
    while true {
      let page = try await batches.batches(request)
      all += page.items
      guard page.hasNext else { return all }
      request = try PageRequest(parsing: request.number + 1, size: request.size)
    }
  }

  private func tell(_ batches: [BatchStatus]) throws {
    if json { return try Terminal.json(batches.map(Answer.init)) }
    if batches.isEmpty { Terminal.result("No batch was uploaded in the last \(BatchLimits.daysKept) days.") }
    for batch in batches { tell(batch) }
  }

  private func tell(_ batch: BatchStatus) {
    let counts = batch.progress.counts
    Terminal.result(
      """
      \(batch.id)  \(batch.state.words)\(batch.isRehearsal ? ", a dry run" : "")
        accepted     \(batch.times.acceptedAt.brussels)
        rows         \(counts.all) of \(batch.progress.rows) done
        published    \(counts.published)\(batch.isRehearsal ? "; would be \(counts.rehearsed)" : "")
        on paper     \(counts.onPaper)
        turned down  \(counts.refused)
        not read     \(counts.invalid)
        repeated     \(counts.repeated)
      """)
    if let until = batch.progress.waitsUntil { Terminal.result("  waits until  \(until.brussels)") }
  }
}

extension BatchStatus.State {
  fileprivate var words: String {
    switch self {
    case .accepted: "processing"
    case .completed: "completed"
    case .cancelled: "cancelled"
    }
  }
}
