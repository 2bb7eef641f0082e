import ArgumentParser
import Foundation

/// How every server command is configured.
struct ConfigurationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Configuration file (YAML).", valueName: "file"))
  var config: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("A setting, over file and environment.", valueName: "key=value"))
  var settings: [String] = []

  /// Prints what is wrong and ends with ``ExitStatus/badConfiguration`` when it can't be used.
  func load(adding flags: [String] = []) throws -> Configuration {
    do {
      return try Configuration.load(
        file: config, environment: ProcessInfo.processInfo.environment, flags: flags + settings)
    } catch {
      Terminal.note(error.description)
      throw ExitStatus.badConfiguration.code
    }
  }
}
