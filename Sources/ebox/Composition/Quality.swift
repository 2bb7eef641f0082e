import Contracts
import DocumentInspection
import DocumentProvider
import Foundation
import Logging
import Vocabulary

/// How documents are looked into before they are published, as configured.
struct Quality: Sendable {
  /// Of the program that opens PDFs; it lies beside this one.
  static let workerName = "ebox-pdf-inspector"

  let documents: DocumentQuality
  /// Nil where documents are not looked into.
  let inspectors: DocumentInspectors?

  /// - Throws: ``ConfigurationError`` for a scanner's address that is none, or a worker that is not there.
  init(_ settings: Settings, time: any TimeSource, log: Logger) throws {
    guard settings.qualityDocuments != .off else {
      documents = DocumentQuality()
      inspectors = nil
      log.notice("documents are not looked into", metadata: ["setting": "quality.documents"])
      return
    }
    let inspectors = DocumentInspectors(
      InspectionSettings(
        worker: try Self.worker(), workers: settings.qualityWorkers, secondsMax: settings.qualitySeconds,
        clamAV: try Self.scanner(settings), whenUnavailable: settings.qualityUnavailable),
      time: time, log: log)
    self.inspectors = inspectors
    documents = DocumentQuality(inspector: inspectors, refuses: settings.qualityDocuments == .refuse)
    log.notice(
      "documents are looked into",
      metadata: [
        "unfit": "\(settings.qualityDocuments)",
        "malware": settings.qualityClamAV.isEmpty ? "not scanned for" : "scanned for",
        "unavailable": "\(settings.qualityUnavailable)",
      ])
  }

  private static func scanner(_ settings: Settings) throws -> ClamAVAddress? {
    guard !settings.qualityClamAV.isEmpty else { return nil }
    guard let address = ClamAVAddress(parsing: settings.qualityClamAV) else {
      throw ConfigurationError(place: "quality.clamav", reason: "must be host:port or the path of a socket")
    }
    return address
  }

  private static func worker() throws -> String {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let path = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent(workerName).path
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw ConfigurationError(
        place: "quality.documents", reason: "needs the program \(workerName) beside \(own); off does not")
    }
    return path
  }
}
