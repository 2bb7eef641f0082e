import Archive
import AuditTrail
import Contracts
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Pages
import Vocabulary

extension MyEBox {
  /// Says what "take everything with me" takes and does, before it is done; opens nothing.
  func archive(_ asked: Asked) async throws -> Response {
    let act = Act(action: .list)
    return try await signedIn(asked, at: .archive, act) { reader in
      let archive = MailboxArchive(
        reader.registries, words: asked.words, now: parts.time.now(), channels: settings.channelNames)
      let size = try await archive.measured()
      let values: [String: any Sendable] = [
        "isEmpty": size.messages == 0, "messages": String(size.messages), "unread": String(size.unread),
        "size": WrittenSize(size.bytes, asked.words).text, "hasUnread": size.unread > 0,
        "formToken": forms.token(for: reader.session.cookie),
      ]
      let page = PageResponse(.archive, title: asked.words[.archiveTitle], values: values)
      let done = Act(action: .list, details: ["count": String(size.messages)])
      return (self.page(page, reader.session, asked, current: .archiveTitle), done)
    }
  }

  /// Everything as one archive, as it is read. That it began is recorded before the first byte; how it ended,
  /// after the last.
  func sendArchive(_ asked: Asked, _ log: Logger) async throws -> Response {
    let act = Act(action: .archive, details: ["state": "begun"])
    return try await signedIn(asked, at: .archive, act) { reader in
      _ = try await form(asked, of: reader.session.cookie)
      let archive = MailboxArchive(
        reader.registries, words: asked.words, now: parts.time.now(), channels: settings.channelNames)
      var headers = HTTPFields.pageSecurity(["default-src 'none'", "sandbox"])
      headers[.contentType] = "application/zip"
      let day = CalendarDate(inBrusselsAt: parts.time.now())
      headers[.contentDisposition] = ContentDisposition("eBox \(day).zip", isDownload: true).text
      let body = ResponseBody { writer in
        do {
          let size = try await archive.write(
            check: { try await checkStanding(reader.session) }, to: { try await writer.write($0) })
          try await record(size, reader.session, asked.id)
          try await writer.finish(nil)
        } catch {
          try await recordBreak(error, reader.session, asked.id)
          log.info("an archive broke off", metadata: ["error": "\(String(reflecting: type(of: error)))"])
          throw error
        }
      }
      return (Response(status: .ok, headers: headers, body: body), act)
    }
  }

  /// - Throws: ``Trouble/sessionOver`` once the citizen signed out or the token ended.
  private func checkStanding(_ session: Session) async throws {
    guard case .open(let standing) = try await sessions.standing(session.cookie) else {
      throw Trouble.sessionOver
    }
    try await sessions.keepAwake(standing)
  }

  private func record(
    _ size: ArchiveSize, _ session: Session, _ request: Contracts.RequestID
  ) async throws {
    let details = ["bytes": String(size.bytes), "messages": String(size.messages), "state": "complete"]
    try await sessions.record(
      Act(action: .archive, details: details), mailbox: session.mailbox, request)
  }

  private func recordBreak(
    _ error: any Error, _ session: Session, _ request: Contracts.RequestID
  ) async throws {
    let act = Act(
      action: .archive, outcome: .rejected, code: Trouble(error).code, details: ["state": "broken off"])
    try await sessions.record(act, mailbox: session.mailbox, request)
  }
}
