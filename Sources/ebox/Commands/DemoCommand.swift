import ArgumentParser
import Foundation
import Logging
import Vocabulary

/// `ebox demo`.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Runs all parties on this machine, with citizens, senders and messages.",
    discussion: """
      The first start fills the data folder; the same folder can be started again. Writes demo.json there, which
      `ebox publish`, `status`, `replies`, `inbox`, `reply` and `token` read.

      EXAMPLES
        ebox demo
        ebox demo --port 9000 --data /tmp/my-demo
      """)

  @Option(help: ArgumentHelp("TCP port on 127.0.0.1.", valueName: "port"))
  var port = 8080

  @Option(help: ArgumentHelp("Data folder, made when it is not there.", valueName: "folder"))
  var data = "ebox-demo"

  @Option(
    help: ArgumentHelp(
      "Folder of the reference channel program, started for each channel beside My eBox.",
      valueName: "folder"))
  var channels: String?

  @Flag(help: "Citizens and consents, but no messages.")
  var empty = false

  @Option(help: ArgumentHelp("Least severe line that is logged.", valueName: "level"))
  var logLevel = "warning"

  func validate() throws {
    guard (1...65_535).contains(port) else { throw ValidationError("--port must be 1 to 65535.") }
    guard Logger.Level(rawValue: logLevel) != nil else {
      throw ValidationError("--log-level: no such level.")
    }
  }

  func run() async throws {
    try await ServerFailure.explained {
      let demo = try Demo(
        folder: URL(fileURLWithPath: data), port: port,
        channelProgram: channels.map { URL(fileURLWithPath: $0) })
      let configuration = try demo.prepare(logLevel: logLevel)
      EventLoops.runTasks()
      let metrics = Observability.start(configuration.settings)
      try await demo.run(configuration, metrics: metrics, isEmpty: empty)
    }
  }
}
