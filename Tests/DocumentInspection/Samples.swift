import EBoxTesting
import Foundation
import NIOCore

/// Real documents, made once a process by `samples.py`.
enum Samples {
  private static let all: Result<[String: [UInt8]], any Error> = Result { try make() }

  static func bytes(_ name: String) throws -> [UInt8] {
    guard let bytes = try all.get()[name] else { throw CocoaError(.fileNoSuchFile) }
    return bytes
  }

  static func buffer(_ name: String) throws -> ByteBuffer { ByteBuffer(bytes: try bytes(name)) }

  private static func make() throws -> [String: [UInt8]] {
    let folder = FileManager.default.temporaryDirectory.path + "/ebox-samples-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    python.arguments = [TestPython.root + "/Tests/DocumentInspection/samples.py", folder]
    try python.run()
    python.waitUntilExit()
    guard python.terminationStatus == 0 else {
      throw CocoaError(.executableLoad)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name, Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))))
      })
  }
}
