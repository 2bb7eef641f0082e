/// What a service stands on, tried when somebody asks.
package protocol HealthProbe: Sendable {
  func checks() async -> [HealthFinding]
}

/// One thing that was tried.
package struct HealthFinding: Hashable, Sendable {
  package let id: String
  package let isDatabase: Bool
  package let isUp: Bool
  package let milliseconds: Int

  package init(id: String, isDatabase: Bool, isUp: Bool, milliseconds: Int) {
    self.id = id
    self.isDatabase = isDatabase
    self.isUp = isUp
    self.milliseconds = milliseconds
  }
}
