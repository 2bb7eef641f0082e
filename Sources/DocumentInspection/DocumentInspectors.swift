package import Contracts
package import Logging
import Synchronization
package import Vocabulary

/// Judges documents by their type, by opening them where they are PDFs, and by clamd where one is given.
///
/// No text and no name of a document is logged, and none is written anywhere. A PDF is opened in a process of
/// its own that can do nothing but compute (`Sources/PDFInspector`). Close it when no document comes any
/// more: until then its processes run.
package final class DocumentInspectors: DocumentInspector {
  let settings: InspectionSettings
  let workers: PDFWorkers
  let clamAV: ClamAV?
  let known: KnownDocuments
  let largePlaces: LargePlaces
  private let time: any TimeSource
  private let log: Logger
  private let told = Mutex<[InspectionUnavailable.Part: Duration]>([:])

  /// Nothing is started or connected yet.
  package init(_ settings: InspectionSettings, time: any TimeSource, log: Logger) {
    self.settings = settings
    self.time = time
    self.log = log
    workers = PDFWorkers(settings, time: time, log: log)
    clamAV = settings.clamAV.map { ClamAV(address: $0, secondsMax: settings.clamAVSecondsMax) }
    known = KnownDocuments(time: time)
    largePlaces = LargePlaces(settings.largePDFsMax)
  }

  package func begin(_ mediaType: String?) async -> any DocumentInspection {
    Inspection(mediaType, with: self)
  }

  /// Ends the workers after the documents that were given to them.
  package func close() async { await workers.close() }

  /// Takes what can't be judged as the settings say, and tells the log, once a minute at most.
  /// - Returns: when it is accepted unseen.
  func accept(_ unavailable: InspectionUnavailable) throws(InspectionUnavailable) {
    let now = time.elapsed()
    let isTold = told.withLock { told in
      if let last = told[unavailable.part], now - last < .seconds(60) { return true }
      told[unavailable.part] = now
      return false
    }
    let isAccepted = settings.whenUnavailable == .accept
    if !isTold {
      log.error(
        "documents can't be inspected",
        metadata: [
          "part": "\(unavailable.part.rawValue)", "documents": isAccepted ? "accepted unseen" : "refused",
        ])
    }
    if !isAccepted { throw unavailable }
  }
}
