import ArgumentParser

/// `ebox config`.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "What can be configured, and who may approve recalls.",
    subcommands: [ConfigDescribeCommand.self, ConfigApproversCommand.self])
}

/// `ebox config describe`.
struct ConfigDescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Prints every key with its meaning, unit and default.",
    discussion: """
      A key comes from a flag (--set server.port=9000), else from the environment (EBOX_SERVER_PORT), else
      from the file given with --config, else it has its default. The register of senders and channels stands
      in the same file, under document-providers, organizations, applications, message-types, mandates,
      approvers, clients and
      channels (docs/guides/register.md).

      EXAMPLE
        ebox config describe --json
      """)

  @Flag(help: "Print JSON.")
  var json = false

  private struct Line: Encodable {
    let key, environment, meaning, unit, `default`: String
    let secret: Bool
  }

  func run() throws {
    guard json else { return Terminal.result(Setting.all.map(describe).joined(separator: "\n")) }
    try Terminal.json(
      Setting.all.map {
        Line(
          key: $0.key, environment: $0.environmentName, meaning: $0.meaning, unit: $0.unit,
          default: $0.defaultText,
          secret: $0.isSecret)
      })
  }

  private func describe(_ setting: Setting) -> String {
    let initial = setting.defaultText.isEmpty ? "empty" : setting.defaultText
    return """
      \(setting.key)  (\(setting.unit); default \(initial)\(setting.isSecret ? "; secret" : ""))
          \(setting.meaning)  [\(setting.environmentName)]
      """
  }
}
