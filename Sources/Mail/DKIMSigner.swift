import COpenDKIM

/// Signs mails as the domain that they come from: rsa-sha256, relaxed/relaxed (RFC 6376), by libopendkim.
package final class DKIMSigner: Sendable {
  private static let valueBytesMax = 4096

  private let library: Library
  private let keyPEM: String
  private let selector: String
  package let domain: String

  /// A handle that libopendkim lets many threads use: it is not changed after it was made.
  private struct Library: @unchecked Sendable {
    let pointer: OpaquePointer
  }

  /// - Parameters:
  ///   - keyPEM: an RSA key of 2048 bits or more, PEM.
  ///   - selector: names the key's record, `selector._domainkey.domain`.
  /// - Throws: ``DKIMRefused`` when the library can't sign with that key: a mail is signed to find out.
  package init(keyPEM: String, selector: String, domain: String) throws(DKIMRefused) {
    guard let pointer = ebox_dkim_open() else {
      throw DKIMRefused(reason: "libopendkim can't sign with rsa-sha256")
    }
    library = Library(pointer: pointer)
    (self.keyPEM, self.selector, self.domain) = (keyPEM, selector, domain)
    _ = try signature(of: ["From: <try@\(domain)>", "To: <try@\(domain)>"], body: Array("try\r\n".utf8))
  }

  deinit { ebox_dkim_close(library.pointer) }

  /// The mail as it goes over the wire: signature, header, empty line, body.
  package func sign(_ mail: MailMessage) throws(DKIMRefused) -> [UInt8] {
    let (fields, body) = (mail.fields, mail.body)
    return MailMessage.bytes([try signature(of: fields, body: body)] + fields, body)
  }

  private func signature(of fields: [String], body: [UInt8]) throws(DKIMRefused) -> String {
    var value = [CChar](repeating: 0, count: Self.valueBytesMax)
    let bytes = fields.map { Array($0.utf8) }
    let joined = bytes.flatMap { $0 }
    let status = joined.withUnsafeBufferPointer { all in
      var place = 0
      let views = bytes.map { field in
        defer { place += field.count }
        return ebox_dkim_field(bytes: all.baseAddress?.advanced(by: place), count: field.count)
      }
      return keyPEM.withCString { key in
        selector.withCString { selector in
          domain.withCString { domain in
            var signer = ebox_dkim_signer(key_pem: key, selector: selector, domain: domain)
            return ebox_dkim_sign(
              library.pointer, &signer, views, views.count, body, body.count, &value, value.count)
          }
        }
      }
    }
    let text = String(decoding: value.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard status == 0 else { throw DKIMRefused(reason: text.isEmpty ? "status \(status)" : text) }
    return "DKIM-Signature: " + text
  }
}

/// The library turned a key or a mail down; carries its words, never the key.
package struct DKIMRefused: Error, Hashable, Sendable, CustomStringConvertible {
  package let reason: String
  package init(reason: String) { self.reason = reason }
  package var description: String { "DKIM: \(reason)" }
}

extension MailMessage {
  /// The mail as it goes over the wire, without a signature.
  package var unsigned: [UInt8] { Self.bytes(fields, body) }

  static func bytes(_ fields: [String], _ body: [UInt8]) -> [UInt8] {
    Array((fields.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
  }
}
