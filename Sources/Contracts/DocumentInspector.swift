package import NIOCore

/// Looks into the documents that senders publish, before anybody is told of them (R-PUB-7).
package protocol DocumentInspector: Sendable {
  /// Begins to look at one document, whose bytes follow. Whoever inspects several ends one before the next:
  /// a large document takes a place that the next may wait for.
  /// - Parameter mediaType: as the sender declared it. Nil: nothing is expected of the bytes, and a PDF is
  ///   opened all the same.
  func begin(_ mediaType: String?) async -> any DocumentInspection
}

/// One document under inspection. Used by one task at a time; ended by exactly one of ``findings()`` and
/// ``abandon()``.
package protocol DocumentInspection: Sendable {
  /// The document's next bytes, in order. Returns when the next may come; what fails here is told by
  /// ``findings()``.
  func feed(_ bytes: ByteBuffer) async

  /// Ends the document and judges it.
  /// - Returns: in case order, each once; empty when nothing is wrong. A document with a hard finding may not
  ///   have been looked at further.
  /// - Throws: when it can't be judged now. The document may be as good as any: ask to send it later.
  func findings() async throws(InspectionUnavailable) -> [DocumentFinding]

  /// The document won't come to its end, or nobody asks what it is.
  func abandon() async
}

/// What is wrong with a document. The raw value is the code on the wire.
package enum DocumentFinding: String, Hashable, Sendable, CaseIterable {
  case malware = "MALWARE"
  /// The bytes are not what the media type says. Told for the fifteen types that an attachment may have.
  case notDeclaredType = "NOT_DECLARED_TYPE"
  /// A PDF that can't be read, has no page, or takes more time or memory to open than any letter needs. The
  /// citizen's reader would fare no better.
  case damaged = "DAMAGED"
  /// A PDF that nobody opens without a password or key. One that anybody opens, and that only restricts
  /// printing or changing, is not meant.
  case encrypted = "ENCRYPTED"
  /// A PDF that could be read after its structure was repaired.
  case repaired = "REPAIRED"
  /// A PDF that runs something when it is opened or clicked: a script, a program, rich media or an XFA form;
  /// or one that carries a program.
  case activeContent = "ACTIVE_CONTENT"
  /// A PDF without a word in its first 50 pages: nobody can search it, or have it read aloud.
  case noTextLayer = "NO_TEXT_LAYER"

  /// Hard: the document is not fit to be published. Otherwise the sender is warned.
  package var isHard: Bool {
    switch self {
    case .malware, .notDeclaredType, .damaged, .encrypted: true
    case .repaired, .activeContent, .noTextLayer: false
    }
  }
}

extension DocumentFinding {
  /// What a sender reads of it.
  package var words: String {
    switch self {
    case .malware: "the file carries malware"
    case .notDeclaredType: "the file is not what its media type says"
    case .damaged: "the PDF can't be opened"
    case .encrypted: "the PDF needs a password"
    case .repaired: "the PDF is damaged, and readers have to repair it"
    case .activeContent: "the PDF runs something when it is opened or clicked"
    case .noTextLayer: "the PDF has no text: it can't be searched or read aloud"
    }
  }
}

/// A document can't be judged now: nothing is known of it.
package struct InspectionUnavailable: Error, Hashable {
  /// What looks into documents.
  package enum Part: String, Hashable, Sendable, CaseIterable {
    case malware, pdf
  }

  package let part: Part

  package init(_ part: Part) { self.part = part }
}
