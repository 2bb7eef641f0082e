/// One version of the contract, as it is served: its addresses, its documents, and its description.
struct EditionParts: Sendable {
  /// The path of the citizen registry on the social-security platform, but for the domain.
  let basePath: String
  let endpoints: [Endpoint]
  let wire: any Wire
  /// OpenAPI.
  let description: String
}

extension MessageRegistryEdge {
  /// The versions that are served side by side (R-OPS-2: release and release −1).
  package enum Edition: String, Hashable, Sendable, CaseIterable {
    case v3 = "3"
    case v21 = "2.1"

    /// Where it is mounted, without a slash at its end.
    package var basePath: String { parts.basePath }

    var parts: EditionParts {
      switch self {
      case .v3: .v3
      case .v21: .v21
      }
    }
  }
}
