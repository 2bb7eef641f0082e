import Foundation

/// A real SMTP server (aiosmtpd) in a process of its own; see `Tests/Mail/relay.py` for what its recipients
/// provoke.
package final class TestRelay {
  /// A mail that the relay took.
  package struct Taken: Decodable, Sendable {
    package let connection: Int
    package let returnPath: String
    package let recipient: String
    let mail: String

    package var bytes: [UInt8] { Array(Data(base64Encoded: mail) ?? Data()) }
  }

  package let port: Int
  private let process: Process
  private let stdin: Pipe
  private let log: String

  /// - Parameter folder: where it keeps its log.
  package init(in folder: String, _ arguments: [String] = []) throws {
    log = folder + "/relay-\(arguments.joined().hashValue)-\(getpid()).jsonl"
    process = try TestPython.make("Tests/Mail/relay.py", ["--log", log] + arguments)
    let stdout = Pipe()
    stdin = Pipe()
    process.standardInput = stdin
    process.standardOutput = stdout
    try process.run()
    var line: [UInt8] = []
    while let byte = try stdout.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A {
      line.append(byte)
    }
    guard let port = Int(String(decoding: line, as: UTF8.self)) else {
      throw PythonFailed(script: "relay.py", said: "it did not say its port")
    }
    self.port = port
  }

  /// Every mail taken so far, in order.
  package func taken() throws -> [Taken] {
    let text = try String(contentsOfFile: log, encoding: .utf8)
    return try text.split(separator: "\n").map { line in
      try JSONDecoder().decode(Taken.self, from: Data(line.utf8))
    }
  }

  package func stop() {
    stdin.fileHandleForWriting.closeFile()
    process.waitUntilExit()
  }
}
