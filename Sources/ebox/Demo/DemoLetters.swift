import Foundation

/// The demonstration's files, made at seed time by `letters.py` with python3-reportlab.
struct DemoLetters: Sendable {
  static let python = "/usr/bin/python3"
  /// Different small documents for the big mailbox.
  static let smallCount = 20

  private let folder: URL

  /// Runs the script. - Throws: ``DemoFailure`` with the script's own words when it fails.
  init(into folder: URL) throws {
    self.folder = folder
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.python)
    process.arguments = ["-", folder.path, "--small", String(Self.smallCount)]
    let (input, errors) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardError = errors
    do {
      try process.run()
    } catch {
      throw DemoFailure("\(Self.python) is needed to make the letters: run bin/setup")
    }
    try input.fileHandleForWriting.write(contentsOf: Data(PackageResources.letters_py))
    try input.fileHandleForWriting.close()
    let words = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw DemoFailure("the letters can't be made: \(words)") }
  }

  func bytes(_ name: String) throws -> Data { try Data(contentsOf: folder.appendingPathComponent(name)) }
}

/// Why the demonstration can't start, for the person who started it.
struct DemoFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
