import Foundation

/// A process that the bench started, and ends.
final class StartedProcess {
  private let process = Process()
  var id: Int32 { process.processIdentifier }

  init(_ executable: String, _ arguments: [String], log: String) throws {
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    try Data().write(to: URL(fileURLWithPath: log))
    let output = FileHandle(forWritingAtPath: log)
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  /// SIGTERM, then SIGKILL after ten seconds.
  func end() {
    guard process.isRunning else { return }
    process.terminate()
    let limit = Clients.now() + 10_000_000
    while process.isRunning, Clients.now() < limit { usleep(20_000) }
    if process.isRunning { kill(id, SIGKILL) }
    process.waitUntilExit()
  }

  /// CPU time that all its threads have used until now.
  func cpuSeconds() throws -> Double {
    var clock = clockid_t()
    guard clock_getcpuclockid(id, &clock) == 0 else { throw BenchFailure("process \(id) has no CPU clock") }
    return ProcessorTime.seconds(of: clock)
  }

  /// The same as soon as it rests: what a load left to do is counted too, for five seconds at most.
  func restingCPUSeconds() throws -> Double {
    var before = try cpuSeconds()
    for _ in 0..<50 {
      usleep(100_000)
      let now = try cpuSeconds()
      if now - before < 0.005 { return now }
      before = now
    }
    return before
  }

  /// Proportional set size of the process, bytes: what it alone costs in memory.
  func proportionalSetSize() -> Int {
    guard let text = try? String(contentsOfFile: "/proc/\(id)/smaps_rollup", encoding: .utf8) else {
      return 0
    }
    for line in text.split(separator: "\n") where line.hasPrefix("Pss:") {
      return (Int(line.split(separator: " ").dropFirst().first ?? "0") ?? 0) * 1024
    }
    return 0
  }
}

enum ProcessorTime {
  /// Of this process, all its threads.
  static func seconds() -> Double { seconds(of: CLOCK_PROCESS_CPUTIME_ID) }

  static func seconds(of clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
  }
}

enum Command {
  /// Runs a command to its end.
  /// - Returns: its standard output, trimmed.
  /// - Throws: ``BenchFailure`` with its errors when it exits with another status than 0.
  @discardableResult
  static func run(_ executable: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [executable] + arguments
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let problem = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BenchFailure(
        "\(executable) \(arguments.first ?? ""): \(String(decoding: problem, as: UTF8.self))")
    }
    return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Blocks that a folder really takes on disk, bytes (sparse files counted as they are).
  static func diskUsage(_ folder: String) throws -> Int {
    let first = try run("du", ["-s", "--block-size=1", folder]).prefix { $0.isNumber }
    return Int(first) ?? 0
  }

  static func freePort() throws -> Int {
    let text = try run(
      "/usr/bin/python3",
      ["-c", "import socket;s=socket.socket();s.bind(('127.0.0.1',0));print(s.getsockname()[1])"])
    guard let port = Int(text) else { throw BenchFailure("no free port") }
    return port
  }
}
