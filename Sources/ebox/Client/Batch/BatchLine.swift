import Contracts
import Crypto
import EBoxClient
import Foundation
import Vocabulary

/// One line of a batch, a JSON object: what differs from what the command line says for all.
struct BatchLine: Decodable, Sendable, Equatable {
  /// Nil only for the one row that the command line is.
  let to: String?
  let file, subject, type, application: String?
  let language, expires, replaces: String?
  let attach: [String]
  /// Values by key; one value may stand without its array.
  let data: [String: [String]]
  let dues: DueWords

  /// Says nothing beside the command line.
  init() {
    (to, file, subject, type, application) = (nil, nil, nil, nil, nil)
    (language, expires, replaces) = (nil, nil, nil)
    (attach, data, dues) = ([], [:], DueWords())
  }

  enum Name: String, CodingKey, CaseIterable {
    case to, file, subject, type, application, lang, expires, replaces, attach, data
    case amount, iban, payBy, communication, due
  }

  private struct AnyName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private struct Values: Decodable {
    let values: [String]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      // Otherwise it is an array, or the error is told.
      if let one = try? container.decode(String.self) {
        values = [one]
      } else {
        values = try container.decode([String].self)
      }
    }
  }

  init(from decoder: any Decoder) throws {
    let names = try decoder.container(keyedBy: AnyName.self).allKeys.map(\.stringValue)
    if let unknown = names.sorted().first(where: { Name(rawValue: $0) == nil }) {
      throw BatchLineFault(reason: "`\(unknown)` is not known here")
    }
    let row = try decoder.container(keyedBy: Name.self)
    func text(_ name: Name) throws -> String? { try row.decodeIfPresent(String.self, forKey: name) }
    to = try row.decode(String.self, forKey: .to)
    (file, subject, type) = (try text(.file), try text(.subject), try text(.type))
    (application, language) = (try text(.application), try text(.lang))
    (expires, replaces) = (try text(.expires), try text(.replaces))
    attach = try row.decodeIfPresent([String].self, forKey: .attach) ?? []
    data = (try row.decodeIfPresent([String: Values].self, forKey: .data) ?? [:]).mapValues(\.values)
    dues = DueWords(
      amount: try text(.amount), iban: try text(.iban), payBy: try text(.payBy),
      communication: try text(.communication), due: try text(.due))
  }

  /// - Throws: ``BatchLineFault``, which carries nothing of the line's values.
  init(parsing line: String) throws(BatchLineFault) {
    do { self = try JSONDecoder().decode(BatchLine.self, from: Data(line.utf8)) } catch {
      throw BatchLineFault(error)
    }
  }
}

/// What is wrong with a line.
struct BatchLineFault: Error, Equatable, CustomStringConvertible {
  let reason: String

  init(reason: String) { self.reason = reason }

  fileprivate init(_ error: any Error) {
    switch error {
    case let fault as BatchLineFault: self = fault
    case DecodingError.keyNotFound(let key, _): reason = "`\(key.stringValue)` is missing"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      reason = "`\(context.codingPath.first?.stringValue ?? "the line")` is not of the right kind"
    default: reason = "is no JSON object"
    }
  }

  var description: String { reason }
}

/// A line's name at the registry: the same line in the same batch is published once, however often it is
/// sent; a line that was changed is another.
struct BatchKey: Hashable, Sendable {
  /// 126 bits of SHA-256, and two that are 0: many are held at once.
  private let bits: UInt128

  private static let characters = 21
  private static let mask = ~UInt128(3)

  init(_ line: String, in batch: String, from sender: EnterpriseNumber) {
    let hash = SHA256.hash(data: Data("\(sender.digits)\n\(batch)\n\(line)".utf8))
    bits = hash.prefix(16).reduce(UInt128(0)) { $0 << 8 | UInt128($1) } & Self.mask
  }

  /// Nil for what is no ``text``.
  init?(parsing text: String) {
    guard text.utf8.count == Self.characters, let bytes = Base64URL.decode(text + "A"), bytes.count == 16
    else { return nil }
    bits = bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) } & Self.mask
  }

  var text: String {
    String(Base64URL.encode(withUnsafeBytes(of: bits.bigEndian, Array.init)).prefix(Self.characters))
  }
}
