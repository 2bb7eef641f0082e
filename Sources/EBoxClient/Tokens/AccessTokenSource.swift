/// Where a client's access tokens come from.
package protocol AccessTokenSource: Sendable {
  /// - Throws: ``ClientFault`` when none can be had.
  func token() async throws -> String
  /// The registry did not take this token: the next one asked for is another, if there can be one.
  func forget(_ token: String) async
}

/// A token that somebody else obtained, such as a citizen's in a channel.
package struct GivenToken: AccessTokenSource {
  private let text: String
  package init(_ text: String) { self.text = text }
  package func token() -> String { text }
  package func forget(_ token: String) {}
}
