import CCurl
import Foundation
import Vocabulary

/// A relay over SMTP, by libcurl: one connection on a thread of its own, kept from mail to mail and made
/// again when it was lost.
///
/// A mail is given a second time at once when a kept connection turned out to be dead before the mail was
/// whole; in no other case is a mail given twice.
package final class SMTPRelay: MailRelay {
  private let thread: MailThread
  private let connection: Connection

  /// libcurl's handle; only the thread touches it.
  private final class Connection: @unchecked Sendable {
    let pointer: OpaquePointer
    init(_ pointer: OpaquePointer) { self.pointer = pointer }
    deinit { ebox_smtp_close(pointer) }
  }

  /// - Throws: ``RelayUnusable`` when libcurl can't be set up so. Nothing is connected yet.
  package init(_ settings: RelaySettings) throws(RelayUnusable) {
    guard let pointer = Self.open(settings) else { throw RelayUnusable() }
    connection = Connection(pointer)
    thread = MailThread("smtp")
  }

  package func send(_ mail: OutgoingMail) async -> RelayOutcome {
    let connection = connection
    return await thread.run { Self.give(mail, over: connection.pointer) } ?? .unreachable("closed")
  }

  package func close() async { thread.close() }

  private static func give(_ mail: OutgoingMail, over pointer: OpaquePointer) -> RelayOutcome {
    let first = giveOnce(mail, over: pointer)
    let diedWhileKept =
      first.connections_made == 0 && first.ending == ebox_smtp_connection_failed
      && first.stage != ebox_smtp_given
    return outcome(diedWhileKept ? giveOnce(mail, over: pointer) : first)
  }

  private static func giveOnce(_ mail: OutgoingMail, over pointer: OpaquePointer) -> ebox_smtp_result {
    var result = ebox_smtp_result()
    mail.returnPath.text.withCString { from in
      mail.recipient.text.withCString { to in
        ebox_smtp_send(pointer, from, to, mail.bytes, mail.bytes.count, &result)
      }
    }
    return result
  }

  static func outcome(_ result: ebox_smtp_result) -> RelayOutcome {
    let text = withUnsafeBytes(of: result.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    let code = Int(result.reply)
    let reply = RelayReply(code: code, status: EnhancedStatus(text))
    if result.ending == ebox_smtp_done { return .accepted(reply) }
    guard code != 0 else {
      return result.stage == ebox_smtp_given ? .unknown : .unreachable(words(result))
    }
    if result.stage == ebox_smtp_given, (200..<300).contains(code) { return .accepted(reply) }
    if result.ending == ebox_smtp_tls_failed || result.ending == ebox_smtp_login_failed {
      return code >= 500 ? .refusedForAll(reply) : .unreachable(words(result))
    }
    if (400..<500).contains(code) { return .tryLater(reply) }
    guard code >= 500 else { return .unreachable(words(result)) }
    return refusal(reply, at: result.stage)
  }

  /// A relay that says which address is wrong says so to RCPT, or in an enhanced status after the mail.
  /// Without a status a refused RCPT condemns the address, a refused mail nothing but itself.
  private static func refusal(_ reply: RelayReply, at stage: ebox_smtp_stage) -> RelayOutcome {
    guard [ebox_smtp_recipient, ebox_smtp_data, ebox_smtp_given].contains(stage) else {
      return .refusedForAll(reply)
    }
    guard let status = reply.status else {
      let isUnknownMailbox = stage == ebox_smtp_recipient && [550, 551, 553].contains(reply.code)
      return isUnknownMailbox ? .refusedForAddress(reply) : .refusedForAll(reply)
    }
    if status.condemnsAddress { return .refusedForAddress(reply) }
    return status.subject == 7 || status.isAboutSender ? .refusedForAll(reply) : .refusedForMail(reply)
  }

  private static func words(_ result: ebox_smtp_result) -> String {
    let what =
      switch result.ending {
      case ebox_smtp_tls_failed: "its TLS is not as required"
      case ebox_smtp_login_failed: "it refused the login"
      default: "no connection, or it was lost"
      }
    return "\(what) (libcurl \(result.curl_code), stage \(result.stage.rawValue), reply \(result.reply))"
  }

  private static func open(_ settings: RelaySettings) -> OpaquePointer? {
    withCStrings([settings.url, settings.caFile, settings.user, settings.password]) { texts in
      var raw = ebox_smtp_settings()
      raw.url = texts[0]
      raw.start_tls = settings.security == .starttls ? 1 : 0
      raw.ca_file = texts[1]
      raw.user = texts[2]
      raw.password = texts[3]
      raw.connect_milliseconds = settings.connectSeconds * 1000
      raw.reply_milliseconds = settings.replySeconds * 1000
      raw.mail_milliseconds = settings.mailSeconds * 1000
      raw.idle_seconds = RelaySettings.idleSecondsMax
      return ebox_smtp_open(&raw)
    }
  }

  private static func withCStrings<T>(
    _ texts: [String?], _ body: ([UnsafePointer<CChar>?]) throws -> T
  ) rethrows -> T {
    let copies = texts.map { $0.flatMap { strdup($0) } }
    defer { copies.forEach { free($0) } }
    return try body(copies.map { $0.map { UnsafePointer($0) } })
  }
}

/// libcurl can't be set up as the settings say: it lacks TLS or SMTP, or there is no memory.
package struct RelayUnusable: Error, CustomStringConvertible {
  package var description: String { "libcurl can't speak SMTP as the mail settings say" }
}
