import Foundation
import Vocabulary

/// What the program was told, from all sources together: flags before the environment, before the file,
/// before defaults.
struct Configuration: Sendable, Equatable {
  static let environmentPrefix = "EBOX_"

  let settings: Settings
  let register: PartyRegister

  /// - Parameters:
  ///   - file: path of the YAML file, or nil for none.
  ///   - flags: `key=value`, as given to `--set`.
  static func load(
    file: String?, environment: [String: String], flags: [String]
  ) throws(ConfigurationError) -> Configuration {
    var settings = Settings()
    var (registerFields, directory) = ([String: ConfigurationNode](), "")
    if let file {
      let top = try ConfigurationNode.parse(
        try text(of: file), file: URL(fileURLWithPath: file).lastPathComponent)
      directory = URL(fileURLWithPath: file).deletingLastPathComponent().path
      if let top { registerFields = try take(top, into: &settings) }
    }
    try take(environment, into: &settings)
    try take(flags, into: &settings)
    let register = try RegisterParser(directory: directory, firstID: settings.registryID)
      .parse(registerFields)
    try checkTogether(settings)
    try checkRegistry(settings)
    try checkApart(settings, register)
    return Configuration(settings: settings, register: register)
  }

  private static func text(of file: String) throws(ConfigurationError) -> String {
    do {
      return try String(contentsOfFile: file, encoding: .utf8)
    } catch {
      throw ConfigurationError(place: file, reason: "can't be read as UTF-8 text")
    }
  }

  /// - Returns: what is of the register. It is read once all settings are known.
  private static func take(
    _ top: ConfigurationNode, into settings: inout Settings
  ) throws(ConfigurationError) -> [String: ConfigurationNode] {
    var registerFields: [String: ConfigurationNode] = [:]
    for (key, node) in try top.entries() {
      if RegisterParser.keys.contains(key) {
        registerFields[key] = node
      } else if node.isMapping {
        for (_, child) in try node.entries() {
          try write(child.path, try child.text(), child, into: &settings)
        }
      } else {
        try write(key, try node.text(), node, into: &settings)
      }
    }
    return registerFields
  }

  private static func write(
    _ key: String, _ text: String, _ node: ConfigurationNode, into settings: inout Settings
  ) throws(ConfigurationError) {
    do {
      try setting(key).write(&settings, text)
    } catch {
      throw node.error(error.reason)
    }
  }

  /// Also suggests the register's own keys.
  private static func setting(_ key: String) throws(InvalidSetting) -> Setting {
    do {
      return try Setting.named(key)
    } catch {
      guard let nearest = nearestText(to: key, among: RegisterParser.keys) else { throw error }
      throw InvalidSetting(reason: "unknown key `\(key)`: did you mean `\(nearest)`?")
    }
  }

  private static func take(
    _ environment: [String: String], into settings: inout Settings
  ) throws(ConfigurationError) {
    for (name, text) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix(environmentPrefix) {
      guard let setting = Setting.all.first(where: { $0.environmentName == name }) else {
        let hint = nearestText(to: name, among: Setting.all.map(\.environmentName)).map {
          ": did you mean `\($0)`?"
        }
        throw ConfigurationError(place: name, reason: "unknown variable" + (hint ?? ""))
      }
      do {
        try setting.write(&settings, text)
      } catch {
        throw ConfigurationError(place: name, reason: error.reason)
      }
    }
  }

  private static func take(_ flags: [String], into settings: inout Settings) throws(ConfigurationError) {
    for flag in flags {
      guard let equals = flag.firstIndex(of: "=") else {
        throw ConfigurationError(place: "--set", reason: "must be key=value")
      }
      let key = String(flag[..<equals])
      do {
        try Setting.named(key).write(&settings, String(flag[flag.index(after: equals)...]))
      } catch {
        throw ConfigurationError(place: "--set \(key)", reason: error.reason)
      }
    }
  }

  /// Rules that span several keys.
  private static func checkTogether(_ settings: Settings) throws(ConfigurationError) {
    try Mailing.check(settings)
    guard settings.environment == .production else { return }
    guard settings.serverBaseURL.hasPrefix("https://") else {
      throw ConfigurationError(
        place: "server.base-url",
        reason: "production needs the https address under which others reach this server")
    }
    guard !settings.openIDIssuer.isEmpty else {
      throw ConfigurationError(
        place: "openid.issuer",
        reason: "production needs a real OpenID provider; the played one is refused there")
    }
    guard settings.portalChannel.isEmpty || !settings.privacyOfficer.isEmpty else {
      throw ConfigurationError(
        place: "privacy.officer",
        reason: "production needs the data protection officer's contact, which its portal shows")
    }
  }
}
