import ArgumentParser

/// How `ebox publish` publishes many.
struct BatchOptions: ParsableArguments {
  static let connectionsRange = 1...64

  @Option(
    name: .customLong("batch"),
    help: ArgumentHelp(
      "A file of lines, a JSON object each: whom it goes to, and what differs.", valueName: "file"),
    completion: .file())
  var file: String?

  @Option(
    help: ArgumentHelp(
      "Where the results go; default beside the batch, with .results.ndjson.", valueName: "file"))
  var results: String?

  @Option(
    name: .customLong("batch-name"),
    help: "What makes the keys of its lines, when the file's name is not to; default the file's name.")
  var name: String?

  @Option(help: ArgumentHelp("Lines that are under way at once, 1 to 64.", valueName: "count"))
  var connections = 8

  @Flag(
    help: "Send all of it as one archive; the registry publishes it, also when this command is stopped.")
  var upload = false

  @Flag(help: "Also send again what was turned down before.")
  var again = false

  func validate() throws {
    guard Self.connectionsRange.contains(connections) else {
      throw ValidationError("--connections must be 1 to 64.")
    }
    if upload, again {
      throw ValidationError("--again is for lines that this command sends; an archive is published once.")
    }
  }

  func resultsPath(isDryRun: Bool) -> String {
    results ?? (file ?? "") + (isDryRun ? ".dry-run.ndjson" : ".results.ndjson")
  }
}
