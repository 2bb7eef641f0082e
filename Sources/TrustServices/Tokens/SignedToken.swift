import Foundation
package import Vocabulary

/// A JSON Web Token in compact form, taken apart; nothing in it is believed before
/// ``checkSignature(among:)`` passed.
package struct SignedToken: Sendable {
  package static let bytesMax = 16_384

  private struct Header: Decodable {
    let alg: String
    let kid: String?
    let typ: String?
    let crit: [String]?
  }

  /// Why a signature is not believed. Case order is check order.
  package enum SignatureFault: Error {
    case keyUnknown, algorithmRefused, forged
  }

  /// `kid` of the header.
  package let keyID: String?
  /// `alg` of the header, which decides nothing by itself.
  package let algorithm: String
  /// `typ` of the header: what kind of token it says to be.
  package let type: String?
  private let head: Data
  private let payload: Data
  private let signed: Data
  private let signature: Data

  /// - Throws: ``InvalidIdentifier`` unless it is three base64url parts with a JSON header that asks for
  ///   no extension.
  package init(parsing text: String) throws(InvalidIdentifier) {
    let invalid = InvalidIdentifier("jwt", "is not a signed JSON Web Token")
    let parts =
      text.utf8.count <= Self.bytesMax ? text.split(separator: ".", omittingEmptySubsequences: false) : []
    guard parts.count == 3, let head = Base64URL.decode(parts[0]), let payload = Base64URL.decode(parts[1]),
      let signature = Base64URL.decode(parts[2]),
      let header = try? JSONDecoder().decode(Header.self, from: head),
      header.crit == nil
    else { throw invalid }
    (keyID, algorithm, type) = (header.kid, header.alg, header.typ)
    (self.head, self.payload, self.signature) = (head, payload, signature)
    signed = Data("\(parts[0]).\(parts[1])".utf8)
  }

  /// Nil when the payload is not JSON of that shape.
  package func claims<Claims: Decodable>(_ type: Claims.Type) -> Claims? {
    try? JSONDecoder().decode(type, from: payload)
  }

  /// Whether header and payload are objects of exactly these members, each once: nothing else was signed.
  package func holdsOnly(header: Members, claims: Members) -> Bool {
    header.areAll(of: head) && claims.areAll(of: payload)
  }

  /// Members of a JSON object whose values are texts without quotes, or numbers.
  package struct Members: Hashable, Sendable {
    package let texts: Set<String>
    package let numbers: Set<String>

    package init(texts: Set<String>, numbers: Set<String> = []) {
      (self.texts, self.numbers) = (texts, numbers)
    }

    fileprivate func areAll(of object: Data) -> Bool {
      // Something that is no object has no members.
      guard let names = try? JSONDecoder().decode(MemberNames.self, from: object) else { return false }
      // A member that is there twice brings quotes of its own.
      let quotes = object.count(where: { $0 == UInt8(ascii: "\"") })
      return names.all == texts.union(numbers) && quotes == 4 * texts.count + 2 * numbers.count
    }
  }

  private struct MemberNames: Decodable {
    private struct Name: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { return nil }
    }

    let all: Set<String>

    init(from decoder: any Decoder) throws {
      all = Set(try decoder.container(keyedBy: Name.self).allKeys.map(\.stringValue))
    }
  }

  /// Finds the key that signed it: by `kid`, or without one any key that is bound to its `alg`.
  package func checkSignature(among keys: [VerificationKey]) throws(SignatureFault) {
    let named = keyID.map { id in keys.filter { $0.id == id } } ?? keys
    guard !named.isEmpty else { throw .keyUnknown }
    let fitting = named.filter { $0.algorithm.rawValue == algorithm }
    guard !fitting.isEmpty else { throw .algorithmRefused }
    guard fitting.contains(where: { $0.isValid(signature, for: signed) }) else { throw .forged }
  }
}

/// `aud`: one text or a list of them.
package struct Audience: Decodable, Sendable {
  package let values: [String]

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let one = try? container.decode(String.self) {
      values = [one]
    } else {
      values = try container.decode([String].self)
    }
  }
}

/// A NumericDate of RFC 7519: seconds since 1970, fractions allowed, within the years that we can count.
package struct NumericDate: Decodable, Sendable {
  private static let secondsMax = 1e11
  package let instant: Instant

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let seconds = try container.decode(Double.self)
    guard seconds.isFinite, abs(seconds) <= Self.secondsMax else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a NumericDate")
    }
    instant = Instant(microseconds: Int64(seconds * 1_000_000))
  }
}
