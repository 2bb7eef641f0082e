import Foundation
import Synchronization

/// The channels beside My eBox: the reference channel program, a child process each, that ends with the
/// demonstration (its standard input is then closed).
///
/// Nothing else needs them: without Python or its packages the demonstration runs, and says what lacks.
final class DemoChannels: Sendable {
  static let python = "/usr/bin/python3"
  static let program = "channel.py"

  enum State: Sendable, Equatable {
    case running
    /// Why not, for the person who started the demonstration.
    case absent(String)
  }

  private struct Child: Sendable {
    let process: Process
    /// Closed when this process ends, however it ends.
    let input: Pipe
  }

  private let children = Mutex<[String: Child]>([:])
  private let reason: String?

  /// - Parameter program: folder of the reference channel; nil to do without.
  init(program: URL?, folder: URL, file: DemoFile) {
    reason = Self.lack(program)
    guard reason == nil, let program else { return }
    for channel in file.channels {
      guard let place = DemoRegister.otherChannels.first(where: { $0.id == channel.clientId }),
        let port = URL(string: channel.redirectURI)?.port
      else { continue }
      let copies = folder.appendingPathComponent("copies-\(channel.clientId)")
      start(
        channel.clientId,
        [
          program.appendingPathComponent(Self.program).path, "--issuer", file.baseURL,
          "--client-id", channel.clientId, "--key-id", channel.keyId,
          "--key", channel.privateKeyFile, "--name", channel.name, "--port", String(port),
          "--copies", copies.path, "--check-seconds", "2", "--end-with-input",
        ] + (place.notifies ? ["--notify"] : []))
    }
  }

  func state(of channel: String) -> State {
    if let reason { return .absent(reason) }
    let isRunning = children.withLock { $0[channel]?.process.isRunning ?? false }
    return isRunning ? .running : .absent("\(Self.program) ended")
  }

  func stop() {
    children.withLock { children in
      for child in children.values where child.process.isRunning { child.process.terminate() }
      children = [:]
    }
  }

  private func start(_ id: String, _ arguments: [String]) {
    let child = Child(process: Process(), input: Pipe())
    child.process.executableURL = URL(fileURLWithPath: Self.python)
    child.process.arguments = arguments
    child.process.standardInput = child.input
    child.process.standardOutput = FileHandle.nullDevice
    do {
      try child.process.run()
      children.withLock { $0[id] = child }
    } catch {
      Terminal.note("\(id) can't be started: \(error)")
    }
  }

  private static func lack(_ program: URL?) -> String? {
    guard let program else { return "start it with bin/demo, or with --channels" }
    guard FileManager.default.fileExists(atPath: program.appendingPathComponent(Self.program).path) else {
      return "no \(Self.program) in \(program.path)"
    }
    let probe = Process()
    probe.executableURL = URL(fileURLWithPath: python)
    probe.arguments = ["-c", "import cryptography, jwt"]
    probe.standardError = FileHandle.nullDevice
    do { try probe.run() } catch { return "\(python) is not there: run bin/setup" }
    probe.waitUntilExit()
    return probe.terminationStatus == 0 ? nil : "python3-jwt is not there: run bin/setup"
  }
}
