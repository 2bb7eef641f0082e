import ArgumentParser
import Contracts
import Logging
import Metrics
import Vocabulary

/// `ebox serve`.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Runs the parties of a deployment until it is stopped.",
    discussion: """
      Brings the tables of its database up to date first. Stops on SIGTERM or SIGINT when running requests are answered.

      EXAMPLE
        ebox serve --config /etc/ebox/ebox.yaml
      """)

  @OptionGroup var options: ConfigurationOptions

  func run() async throws {
    let configuration = try options.load()
    EventLoops.runTasks()
    let metrics = Observability.start(configuration.settings)
    let surroundings = Surroundings(
      time: SystemTime(), random: SystemRandom(), log: Logger(label: "ebox"))
    try await ServerFailure.explained {
      let parties = try await Parties.compose(configuration, surroundings)
      let responder = try ServerRouter(parties: parties, metrics: metrics).responder()
      let server = RunningServer(parties: parties, responder: responder) {
        surroundings.log.info("listening", metadata: ["baseURL": .string(configuration.settings.baseURL)])
      }
      try await server.run()
    }
  }
}
