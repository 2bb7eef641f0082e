import Foundation

/// The `openssl` program: keys and signatures that others than us made.
package enum OpenSSL {
  /// It ended with another status than 0.
  package struct Failed: Error {
    package let arguments: [String]
    package let status: Int32
  }

  /// - Returns: its standard output.
  @discardableResult package static func run(
    _ arguments: [String], input: [UInt8] = []
  ) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = arguments
    let (stdin, stdout) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (stdin, stdout)
    process.standardError = FileHandle.nullDevice
    try process.run()
    stdin.fileHandleForWriting.write(Data(input))
    stdin.fileHandleForWriting.closeFile()
    let out = try stdout.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(arguments: arguments, status: process.terminationStatus)
    }
    return Array(out)
  }
}
