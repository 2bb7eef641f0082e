import Foundation

/// Python with the packages of `Tests/requirements.txt`, as `bin/setup --test` made it.
package enum TestPython {
  /// The source tree that this was compiled from.
  package static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  static let program = root + "/.build-python/bin/python"

  /// Runs a script of the source tree to its end.
  /// - Returns: what it printed.
  /// - Throws: ``PythonFailed`` with what it said.
  package static func run(
    _ script: String, _ arguments: [String] = [], input: [UInt8] = []
  ) throws -> [UInt8] {
    let process = try make(script, arguments)
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (stdin, stdout, stderr)
    try process.run()
    let writing = Thread {
      stdin.fileHandleForWriting.write(Data(input))
      stdin.fileHandleForWriting.closeFile()
    }
    writing.start()
    let printed = try stdout.fileHandleForReading.readToEnd() ?? Data()
    let said = try stderr.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw PythonFailed(script: script, said: String(decoding: said, as: UTF8.self))
    }
    return Array(printed)
  }

  static func make(_ script: String, _ arguments: [String]) throws -> Process {
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw PythonFailed(script: script, said: "no \(program): run bin/setup --test")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [root + "/" + script] + arguments
    return process
  }
}

/// A script ended with a failure.
package struct PythonFailed: Error {
  package let script: String
  package let said: String
}
