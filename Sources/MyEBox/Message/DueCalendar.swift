import Vocabulary

/// The dates of a message as a calendar that any agenda takes in (iCalendar, RFC 5545). It says what the
/// citizen sees on the page, and leaves this machine only by the citizen's own download.
struct DueCalendar: Sendable {
  /// What an agenda keeps apart: each date is an event of its own.
  struct Entry: Sendable {
    let id: String
    let title: String
    let text: String
    let end: Instant
  }

  let entries: [Entry]
  /// When it was made.
  let at: Instant
  let product: String

  /// Lines end with CR LF and are folded after 75 bytes (RFC 5545, 3.1).
  var text: String {
    let lines =
      [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//\(Self.escaped(product))//eBox//EN",
        "CALSCALE:GREGORIAN",
      ] + entries.flatMap(lines) + ["END:VCALENDAR"]
    return lines.map(Self.folded).joined()
  }

  private func lines(_ entry: Entry) -> [String] {
    [
      "BEGIN:VEVENT", "UID:\(entry.id)@ebox", "DTSTAMP:\(Self.utc(at))",
    ] + Self.time(entry.end) + [
      "SUMMARY:\(Self.escaped(entry.title))", "DESCRIPTION:\(Self.escaped(entry.text))", "TRANSP:TRANSPARENT",
      "CLASS:PRIVATE", "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:\(Self.escaped(entry.title))",
      "TRIGGER:-P3D", "END:VALARM", "END:VEVENT",
    ]
  }

  /// A day when it is over at its end, a moment otherwise.
  private static func time(_ end: Instant) -> [String] {
    let last = CalendarDate(inBrusselsAt: Instant(microseconds: end.microseconds - 1))
    let next = last.adding(days: 1)
    guard next.startInBrussels == end else { return ["DTSTART:\(utc(end))"] }
    return ["DTSTART;VALUE=DATE:\(digits("\(last)"))", "DTEND;VALUE=DATE:\(digits("\(next)"))"]
  }

  /// `20261122T090000Z`.
  private static func utc(_ instant: Instant) -> String {
    let text = instant.description
    return "\(digits(String(text.prefix(10))))T\(digits(String(text.dropFirst(11).prefix(8))))Z"
  }

  private static func digits(_ text: String) -> String { text.filter(\.isNumber) }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",": escaped += "\\\(scalar)"
      case "\n": escaped += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: continue
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Never within a character.
  private static func folded(_ line: String) -> String {
    var folded = ""
    var bytes = 0
    for scalar in line.unicodeScalars {
      let size = String(scalar).utf8.count
      if bytes + size > 75 {
        folded += "\r\n "
        bytes = 1
      }
      folded.unicodeScalars.append(scalar)
      bytes += size
    }
    return folded + "\r\n"
  }
}
