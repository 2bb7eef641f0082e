import ArgumentParser

/// What the program ends with; numbers are those of sysexits.h where there is one.
enum ExitStatus: Int32, Sendable {
  case done = 0
  /// The other party, or a rule, turned it down; or it was not found.
  case turnedDown = 1
  case wrongUsage = 64
  case fault = 70
  case tryLater = 75
  case badConfiguration = 78

  var code: ExitCode { ExitCode(rawValue) }
}
