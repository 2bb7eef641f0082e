/// How documents are inspected.
package struct InspectionSettings: Hashable, Sendable {
  /// What becomes of a document that can't be judged now.
  package enum Unavailability: String, Hashable, Sendable, CaseIterable {
    /// ``InspectionUnavailable`` is thrown: the sender sends it later.
    case refuse
    /// It counts as one without findings; the log says so, at most once a minute.
    case accept
  }

  /// Documents up to this size are held until they are whole, and neither opened nor scanned when they are
  /// known. Longer ones are scanned as they come.
  package static let smallBytesMax = 4_194_304
  /// For a place among the large PDFs, and for a worker.
  package static let waitSecondsMax = 30
  /// Documents whose findings are remembered.
  package static let rememberedMax = 4096
  /// A verdict on malware holds for so long: the scanner may learn.
  package static let malwareSecondsMax = 600
  /// Address space of a worker's process for one PDF: 1 GiB.
  package static let workerMemoryBytesMax = 1_073_741_824

  /// Path of `ebox-pdf-inspector`.
  package let worker: String
  /// PDFs opened at once.
  package let workers: Int
  /// How many times as long as ``secondsMax`` a PDF may take by the clock.
  package var clockFactor = 6
  /// Of a processor's time, for one PDF. By the clock a PDF may take ``clockFactor`` times as long: beyond
  /// that the machine is too busy to judge it.
  package let secondsMax: Int
  /// A longer PDF can't be judged. Below `PublicationLimits.attachmentBytesMax` it keeps out what the
  /// contracts allow.
  package let pdfBytesMax: Int
  /// PDFs above ``smallBytesMax`` that are held at once; the memory of this times ``pdfBytesMax`` may be
  /// taken.
  package let largePDFsMax: Int
  /// Nil: documents are not scanned for malware.
  package let clamAV: ClamAVAddress?
  /// For the scanner to take a connection, to take a piece, and to answer.
  package let clamAVSecondsMax: Int
  package let whenUnavailable: Unavailability

  package init(
    worker: String, workers: Int = 2, secondsMax: Int = 10, pdfBytesMax: Int = 104_857_600,
    largePDFsMax: Int = 4, clamAV: ClamAVAddress? = nil, clamAVSecondsMax: Int = 60,
    whenUnavailable: Unavailability = .refuse
  ) {
    self.worker = worker
    self.workers = max(workers, 1)
    self.secondsMax = max(secondsMax, 1)
    self.pdfBytesMax = max(pdfBytesMax, 1)
    self.largePDFsMax = max(largePDFsMax, 1)
    self.clamAV = clamAV
    self.clamAVSecondsMax = clamAVSecondsMax
    self.whenUnavailable = whenUnavailable
  }
}
