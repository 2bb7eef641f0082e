package import Contracts

/// Whether documents are looked into before they are published, and what comes of it (R-PUB-7).
package struct DocumentQuality: Sendable {
  /// Nil where documents are not looked into.
  package let inspector: (any DocumentInspector)?
  /// Whether a document with a hard finding is turned down; otherwise its sender is warned.
  package let refuses: Bool

  package init(inspector: (any DocumentInspector)? = nil, refuses: Bool = true) {
    self.inspector = inspector
    self.refuses = refuses
  }
}
