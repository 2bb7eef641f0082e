import EBoxTesting
import Foundation
import NIOCore
import Testing

/// An archive as other programs see it: Python's zipfile and Info-ZIP's unzip.
struct Unpacked {
  /// Path to content, as Python reads them, in the order of the directory.
  let files: [(path: String, bytes: Data)]

  /// Fails unless both programs take the archive for whole.
  init(_ archive: [UInt8]) async throws {
    files = try await TemporaryFolder.with { folder in
      let path = folder + "/archive.zip"
      try Data(archive).write(to: URL(fileURLWithPath: path))
      try Unpacked.run("/usr/bin/unzip", ["-tqq", path])
      let script = """
        import base64, json, sys, zipfile
        with zipfile.ZipFile(sys.argv[1]) as z:
            assert z.testzip() is None
            print(json.dumps([[i.filename, base64.b64encode(z.read(i)).decode()] for i in z.infolist()]))
        """
      let output = try Unpacked.run("/usr/bin/env", ["python3", "-c", script, path])
      let rows = try JSONDecoder().decode([[String]].self, from: output)
      return rows.map { ($0[0], Data(base64Encoded: $0[1]) ?? Data()) }
    }
  }

  subscript(_ path: String) -> Data? { files.first { $0.path == path }?.bytes }
  func text(_ path: String) -> String { String(decoding: self[path] ?? Data(), as: UTF8.self) }

  /// - Returns: what the program printed; an exit status other than 0 is an error.
  @discardableResult static func run(_ program: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ProgramFailed(program: program, status: process.terminationStatus)
    }
    return data
  }
}

struct ProgramFailed: Error {
  let program: String
  let status: Int32
}

/// Takes what an archive sends.
final class Sink: @unchecked Sendable {
  private(set) var bytes: [UInt8] = []
  /// The largest piece that came at once.
  private(set) var largest = 0

  func take(_ buffer: ByteBuffer) {
    bytes += buffer.readableBytesView
    largest = max(largest, buffer.readableBytes)
  }
}
