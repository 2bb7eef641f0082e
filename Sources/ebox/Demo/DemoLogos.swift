import Foundation

/// Logos of the demonstration's senders: drawings of two letters, made up like the senders.
enum DemoLogos {
  static let folderName = "logos"

  private static let drawings: [(number: String, letters: String, colour: String)] = [
    ("0999999031", "FP", "#0b5394"), ("0999999130", "SF", "#38761d"), ("0999999229", "GV", "#7f6000"),
    ("0999999328", "BD", "#741b47"), ("0999999427", "VB", "#990000"), ("0999999526", "DV", "#134f5c"),
    ("0999999922", "WV", "#1c4587"),
  ]

  static func write(into folder: URL) throws {
    let logos = folder.appendingPathComponent(folderName)
    try FileManager.default.createDirectory(at: logos, withIntermediateDirectories: true)
    for drawing in drawings {
      let svg = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">\
        <rect width="64" height="64" rx="12" fill="\(drawing.colour)"/>\
        <text x="32" y="42" font-family="sans-serif" font-size="28" font-weight="bold" fill="#ffffff"\
         text-anchor="middle">\(drawing.letters)</text></svg>

        """
      try Data(svg.utf8).write(to: logos.appendingPathComponent("\(drawing.number).svg"))
    }
  }
}
