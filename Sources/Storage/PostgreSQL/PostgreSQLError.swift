import CLibPQ

/// PostgreSQL turned a statement down, or is gone. Carries no value of a row: the server's texts about data
/// are left out.
package struct PostgreSQLError: Error, CustomStringConvertible {
  /// SQLSTATE; nil when the server could not say it, because the connection was lost.
  package let code: String?
  package let message: String
  /// The server ended the connection with it.
  let isFatal: Bool

  package var description: String { "PostgreSQL \(code ?? "unreachable"): \(message)" }

  var isConnectionLost: Bool { code == nil || isFatal }
  /// Serialization failure or deadlock: the same closure may succeed when it is run again.
  var isConflict: Bool { code == "40001" || code == "40P01" }

  /// Of a result that is an error.
  init(result: OpaquePointer?) {
    code = Self.field("C", of: result)
    let severity = Self.field("V", of: result)
    isFatal = severity == "FATAL" || severity == "PANIC"
    let isAboutData = code?.hasPrefix("22") ?? false
    message = isAboutData ? "data exception" : Self.field("M", of: result) ?? "the connection was lost"
  }

  /// Of a connection that can't be used.
  init(connection: OpaquePointer?) {
    code = nil
    isFatal = true
    message = String(cString: PQerrorMessage(connection))
  }

  /// PG_DIAG_…: C is SQLSTATE, V the severity in English, M the primary message.
  private static func field(_ letter: Unicode.Scalar, of result: OpaquePointer?) -> String? {
    PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
  }
}
