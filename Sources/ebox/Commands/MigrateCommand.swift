import ArgumentParser
import Logging
import Vocabulary

/// `ebox migrate`.
struct MigrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Brings the databases up to this program, and ends.",
    discussion: """
      Refused beside a running server, and when the database is newer than the program.

      EXAMPLE
        ebox migrate --config /etc/ebox/ebox.yaml
      """)

  @OptionGroup var options: ConfigurationOptions

  func run() async throws {
    let configuration = try options.load()
    let surroundings = Surroundings(time: SystemTime(), random: SystemRandom(), log: Logger(label: "ebox"))
    try await ServerFailure.explained {
      let stores = try await Stores.open(configuration.settings.places, Stores.migrations, surroundings)
      await stores.close()
      Terminal.result("The database is up to date: \(Stores.migrations.count) migrations.")
      for provider in configuration.register.documentProviders {
        let stores = try await Stores.open(provider.places, Stores.furtherMigrations, surroundings)
        await stores.close()
        Terminal.result("That of \(provider.id) too: \(Stores.furtherMigrations.count) migrations.")
      }
    }
  }
}
