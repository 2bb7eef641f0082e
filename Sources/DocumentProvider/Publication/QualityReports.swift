import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Tells a sender what was found in its documents (R-PUB-7).
struct QualityReports: Sendable {
  let caller: SenderCaller
  let register: Register
  let database: any Database
  let ledger: Ledger

  /// On record before it is answered.
  func report(_ days: QualityReport.Days) async throws(Failure<Never>) -> QualityReport {
    if let denial = register.denial(of: caller, at: ledger.time.now()) {
      try await record(Act(action: .quality, outcome: .denied, code: denial.code))
      throw .denied(denial)
    }
    let sender = caller.sender
    let lines: [QualityReport.Line]
    do throws(StorageFailure) {
      lines = try await database.read { try FindingRows.lines(of: sender, days, in: $0) }
    } catch { throw Failure(error) }
    try await record(
      Act(action: .quality, details: ["from": "\(days.from)", "until": "\(days.until)"]))
    return QualityReport(days: days, lines: lines)
  }

  private func record(_ act: Act) async throws(Failure<Never>) {
    do throws(StorageFailure) { try await ledger.record(act, by: Asker(caller), in: database) } catch {
      throw Failure(error)
    }
  }
}
