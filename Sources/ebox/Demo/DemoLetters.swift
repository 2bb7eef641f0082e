import Foundation

/// The demonstration's files, made at seed time by `letters.py` with python3-reportlab.
struct DemoLetters: Sendable {
  static let python = "/usr/bin/python3"
  /// Different small documents for the big mailbox.
  static let smallCount = 20

  private let folder: URL

  /// Makes them with the script, or, where Python or its package lacks, plain ones.
  /// - Returns: with what to tell whoever started the demonstration; nil when all is as it should be.
  static func make(into folder: URL) throws -> (letters: DemoLetters, lack: String?) {
    let letters = DemoLetters(folder: folder)
    guard let lack = try letters.runScript() else { return (letters, nil) }
    try letters.writePlain()
    return (letters, lack)
  }

  func bytes(_ name: String) throws -> Data {
    if name == Self.notice { return Data(Self.noticeText.utf8) }
    return try Data(contentsOf: folder.appendingPathComponent(name))
  }

  /// - Returns: why there are no letters; nil when they are there.
  private func runScript() throws -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.python)
    process.arguments = ["-", folder.path, "--small", String(Self.smallCount)]
    let (input, errors) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardError = errors
    do {
      try process.run()
    } catch {
      return "\(Self.python) is not there: the letters are plain ones. bin/setup installs it."
    }
    try input.fileHandleForWriting.write(contentsOf: Data(PackageResources.letters_py))
    try input.fileHandleForWriting.close()
    let words = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    if process.terminationStatus == 0 { return nil }
    guard words.contains("ModuleNotFoundError") else {
      throw DemoFailure("the letters can't be made: \(words)")
    }
    return "python3-reportlab is not there: the letters are plain ones. bin/setup installs it."
  }

  private func writePlain() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in Set(DemoMessages.all.compactMap(\.letter)).subtracting([Self.notice]) {
      try PlainLetter(title: name).bytes.write(to: folder.appendingPathComponent(name + ".pdf"))
    }
    for number in 0..<Self.smallCount {
      let letter = PlainLetter(title: "Kort bericht \(number)")
      try letter.bytes.write(to: folder.appendingPathComponent("small-\(number).pdf"))
    }
    try Data("maand;kWh\njanuari;312\nfebruari;287\n".utf8).write(
      to: folder.appendingPathComponent(Self.table))
  }

  static let table = "consumption.csv"
  /// A main content that is HTML.
  static let notice = "notice.html"

  private static let noticeText = """
    <!DOCTYPE html>
    <html lang="nl"><head><meta charset="utf-8"><title>Ontvangstmelding</title>
    <style>body { font-family: sans-serif; margin: 2rem; } td, th { text-align: left; padding: 0.3rem 1rem 0.3rem 0; }</style>
    </head><body>
    <h1>Ontvangstmelding</h1>
    <p>Wij ontvingen uw aanvraag. U hoeft niets te doen.</p>
    <table><tr><th>Dossier</th><td>2026/0171</td></tr><tr><th>Ontvangen</th><td>vandaag</td></tr></table>
    </body></html>

    """
}

/// Why the demonstration can't start, for the person who started it.
struct DemoFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
