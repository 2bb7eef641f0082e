import Contracts
import Crypto
import NIOCore
import Vocabulary

/// One document. A small one is held until it is whole, so that nobody is asked about a document that is
/// known; a large PDF is held too, in one of a few places, because it is opened as a whole; what is large and
/// scanned goes to the scanner as it comes.
actor Inspection: DocumentInspection {
  private let inspectors: DocumentInspectors
  private let mediaType: String?
  private let type: MediaType?

  private var sample = DocumentSample()
  private var digest = SHA256()
  /// Nil when it is too large, or no place was free.
  private var held: HeldBytes? = HeldBytes()
  private var isLarge = false
  private var hasPlace = false
  private var scan: ClamAVScan?

  init(_ mediaType: String?, with inspectors: DocumentInspectors) {
    self.inspectors = inspectors
    type = mediaType.flatMap { try? MediaType(parsing: $0) }
    self.mediaType = type?.text ?? mediaType
  }

  func feed(_ bytes: ByteBuffer) async {
    guard bytes.readableBytes > 0 else { return }
    sample.append(bytes)
    bytes.withUnsafeReadableBytes { digest.update(bufferPointer: $0) }
    if !isLarge, sample.count > InspectionSettings.smallBytesMax { await becomeLarge() }
    if isLarge, sample.count > inspectors.settings.pdfBytesMax { letGo() }
    held?.append(bytes)
    await toScanner(bytes)
  }

  func findings() async throws(InspectionUnavailable) -> [DocumentFinding] {
    let key = KnownDocuments.Key(digest: digest.finalize(), mediaType: mediaType)
    do {
      let isInfected = try await isInfected(key)
      let isOther = type.map { !TypeSniffer.isAsDeclared($0, sample) } ?? false
      var findings: [DocumentFinding] = []
      if isInfected { findings.append(.malware) }
      if isOther { findings.append(.notDeclaredType) }
      // What is not what it says, or harms whoever opens it, is not opened.
      if findings.isEmpty, isPDF { findings = try await opened(key) }
      await abandon()
      return findings
    } catch {
      await abandon()
      throw error
    }
  }

  func abandon() async {
    scan?.abandon()
    scan = nil
    letGo()
  }

  // MARK: Large documents

  private var isPDF: Bool { (mediaType == nil || type == .pdf) && TypeSniffer.hasPDFHeader(sample) }

  private func becomeLarge() async {
    isLarge = true
    let before = held
    if isPDF {
      hasPlace = await inspectors.largePlaces.take(within: InspectionSettings.waitSecondsMax)
    }
    if !hasPlace { held = nil }
    guard let clamAV = inspectors.clamAV else { return }
    do {
      scan = try await clamAV.begin()
    } catch {
      return
    }
    for piece in before?.pieces ?? [] { await toScanner(piece) }
  }

  private func letGo() {
    held = nil
    if hasPlace { inspectors.largePlaces.giveBack() }
    hasPlace = false
  }

  /// A scan that failed is over: its verdict is not to be had.
  private func toScanner(_ bytes: ByteBuffer) async {
    guard let scan else { return }
    do {
      try await scan.feed(bytes)
    } catch {
      scan.abandon()
      self.scan = nil
    }
  }

  // MARK: Verdicts

  private func isInfected(_ key: KnownDocuments.Key) async throws(InspectionUnavailable) -> Bool {
    guard let clamAV = inspectors.clamAV else { return false }
    if let known = inspectors.known.isInfected(key) { return known }
    do {
      let isInfected = try await verdict(clamAV)
      inspectors.known.remember(key, isInfected: isInfected)
      return isInfected
    } catch {
      try inspectors.accept(error)
      return false
    }
  }

  private func verdict(_ clamAV: ClamAV) async throws(InspectionUnavailable) -> Bool {
    if isLarge {
      guard let scan else { throw InspectionUnavailable(.malware) }
      self.scan = nil
      return try await scan.isInfected()
    }
    guard let held else { throw InspectionUnavailable(.malware) }
    let scan = try await clamAV.begin()
    do {
      for piece in held.pieces { try await scan.feed(piece) }
    } catch {
      scan.abandon()
      throw error
    }
    return try await scan.isInfected()
  }

  private func opened(_ key: KnownDocuments.Key) async throws(InspectionUnavailable) -> [DocumentFinding] {
    if let known = inspectors.known.opened(key) { return known }
    do throws(InspectionUnavailable) {
      guard let held, held.count <= inspectors.settings.pdfBytesMax else { throw InspectionUnavailable(.pdf) }
      let findings = try await inspectors.workers.findings(held)
      inspectors.known.remember(key, opened: findings)
      return findings
    } catch {
      try inspectors.accept(error)
      return []
    }
  }
}
