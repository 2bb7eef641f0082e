/// Why the configuration is not usable: where, and what to do. Never carries a secret's text.
struct ConfigurationError: Error, Equatable, CustomStringConvertible {
  /// `ebox.yaml:12`, `EBOX_SERVER_PORT`, or `--set server.port`.
  let place: String
  let reason: String

  var description: String { "\(place): \(reason)" }
}
