import ArgumentParser

/// The command line.
@main
struct EBox: AsyncParsableCommand {
  /// Told by health checks.
  static let version = "0.1"

  static let configuration = CommandConfiguration(
    commandName: "ebox",
    abstract: "An implementation of the Belgian eBox Citizen.",
    discussion: """
      Exit codes: 0 done; 1 turned down or not found; 64 wrong usage; 70 a fault of ours; 75 try again later;
      78 the configuration is not usable.
      """,
    subcommands: [
      ServeCommand.self, DemoCommand.self, PublishCommand.self, StatusCommand.self, RecallCommand.self,
      ApproveRecallCommand.self, QualityCommand.self, BatchesCommand.self, RepliesCommand.self,
      EventsCommand.self, RegisteredCommand.self,
      InboxCommand.self, ReplyCommand.self,
      TokenCommand.self, AuditCommand.self, ProofCommand.self,
      MigrateCommand.self, ConfigCommand.self,
    ])
}
