import Archive
import Contracts
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Vocabulary

/// What a citizen may still take along after the last withdrawal: what was made available before, until each
/// term ends (domain.md, "Citizen and eBox"). Every reading is kept and audited where the documents are.
struct TakeOutRoutes: Sendable {
  static let path = "/provider/take-out"
  static let archivePath = path + "/archive"
  private static let messagePath = path + "/:provider/messages/:message"

  let desk: CitizenDesk
  let services: CitizenServices

  func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
    router.get(RouterPath(Self.path)) { request, context in
      await list(desk.turn(request, id: context.id, log: context.logger))
    }
    router.post(RouterPath(Self.archivePath)) { request, context in
      try await archive(desk.turn(request, id: context.id, log: context.logger))
    }
    router.get(RouterPath(Self.messagePath + "/text")) { request, context in
      let place = Place(context.parameters)
      return await text(desk.turn(request, id: context.id, log: context.logger), place)
    }
    router.get(RouterPath(Self.messagePath + "/attachments/:attachment")) { request, context in
      let (place, attachment) = (Place(context.parameters), context.parameters.get("attachment"))
      return await document(desk.turn(request, id: context.id, log: context.logger), place, attachment)
    }
  }

  /// A message in an address: the place of its document provider among ours, and its id.
  private struct Place: Sendable {
    let provider: Int?
    let message: MessageID?

    init(_ parameters: Parameters) {
      provider = parameters.get("provider").flatMap { Int($0) }
      message = parameters.get("message").flatMap { try? MessageID(parsing: $0) }
    }
  }

  private func list(_ turn: CitizenDesk.Turn) async -> Response {
    await desk.signedIn(turn) { guest in
      do {
        return try await list(turn, guest)
      } catch {
        return failed(error, turn, guest)
      }
    }
  }

  /// A page of each document provider, newest first among them; when one of them can't answer, the page says
  /// that instead of leaving out what may be all that counts.
  private func list(_ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest) async throws -> Response {
    let asked = turn.request.uri.queryParameters["page"].flatMap { Int($0) } ?? 1
    let request = (try? PageRequest(parsing: asked)) ?? .first
    var rows: [(message: Message, values: [String: any Sendable])] = []
    var (total, hasNext) = (0, false)
    for (place, provider) in services.mailboxes.enumerated() {
      let query = MessageQuery(page: request)
      let page = try await provider.mailbox(for: guest.citizen.caller).takeOut.messages(query)
      total += page.total
      hasNext = hasNext || page.hasNext
      for message in page.items {
        var row = try await MessageValues(
          message, provider.referenceData, turn.words, services.time.now()
        ).values
        row.merge(Self.files(of: message, at: place)) { $1 }
        rows.append((message, row))
      }
    }
    rows.sort { ($1.message.publishedAt, $1.message.id) < ($0.message.publishedAt, $0.message.id) }
    var values: [String: any Sendable] = [
      "messages": rows.map(\.values), "isEmpty": rows.isEmpty, "back": ProviderPages.consentsPath,
      "count": turn.words.counted(total, one: .inboxTotalOne, many: .inboxTotalMany),
      "archive": Self.archivePath, "formToken": desk.formTokens.token(for: guest.session),
    ]
    if request.number > 1 { values["newer"] = "\(Self.path)?page=\(request.number - 1)" }
    if hasNext { values["older"] = "\(Self.path)?page=\(request.number + 1)" }
    return desk.page(
      PageResponse(.takeOut, title: turn.words[.takeOutTitle], values: values), turn, guest)
  }

  private static func files(of message: Message, at place: Int) -> [String: any Sendable] {
    let address = "\(path)/\(place)/messages/\(message.id)"
    let files = (message.isOpenable ? message.attachments : []).map { attachment -> [String: any Sendable] in
      ["name": attachment.fileName, "address": "\(address)/attachments/\(attachment.id)"]
    }
    let hasBody = message.hasBody && message.isOpenable
    var values: [String: any Sendable] = ["files": files, "hasContent": hasBody || !files.isEmpty]
    if hasBody { values["body"] = ["address": address + "/text"] }
    return values
  }

  private func text(_ turn: CitizenDesk.Turn, _ place: Place) async -> Response {
    await desk.signedIn(turn) { guest in
      do {
        guard let (registry, id) = found(place, guest) else { return gone(turn, guest) }
        let message = try await registry.message(id)
        let subject = message.subject.text(in: turn.visit.language)
        let body = try await registry.body(of: id).text(in: turn.visit.language)
        let values: [String: any Sendable] = [
          "subject": subject.text, "subjectLang": subject.language.rawValue, "body": body.text,
          "bodyLang": body.language.rawValue, "back": Self.path,
        ]
        return desk.page(PageResponse(.takeOutText, title: subject.text, values: values), turn, guest)
      } catch {
        return failed(error, turn, guest)
      }
    }
  }

  /// Always a download: nothing of a sender is shown under the provider's name.
  private func document(
    _ turn: CitizenDesk.Turn, _ place: Place, _ attachment: String?
  ) async -> Response {
    await desk.signedIn(turn) { guest in
      do {
        guard let (registry, id) = found(place, guest),
          let attachment = attachment.flatMap({ try? AttachmentID(parsing: $0) })
        else { return gone(turn, guest) }
        let content = try await registry.content(of: attachment, in: id, range: nil)
        var headers = HTTPFields.pageSecurity(["default-src 'none'", "sandbox", "frame-ancestors 'none'"])
        headers[.contentType] = content.attachment.mediaType.text
        headers[.contentLength] = String(content.attachment.size)
        headers[.contentDisposition] =
          ContentDisposition(content.attachment.fileName, isDownload: true).text
        let bytes = content.bytes
        let body = ResponseBody(contentLength: Int(content.attachment.size)) { writer in
          for try await buffer in bytes { try await writer.write(buffer) }
          try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
      } catch {
        return failed(error, turn, guest)
      }
    }
  }

  /// Everything in one archive, as it is read; each content is a reading of its own.
  private func archive(_ turn: CitizenDesk.Turn) async throws -> Response {
    try await desk.posted(turn, action: "archive") { guest, _ in
      let now = services.time.now()
      let registries = services.mailboxes.enumerated().map { place, provider in
        let own = provider.mailbox(for: guest.citizen.caller)
        return OpenRegistry(
          provider: "\(place)", registry: own.takeOut, registeredMail: own.takeOutProofs,
          referenceData: provider.referenceData)
      }
      let archive: MailboxArchive
      // Denied before the first byte where there is nothing to take out.
      do {
        let own = try await services.consents.consents(for: guest.citizen.caller).box()
        archive = MailboxArchive(
          registries, words: turn.words, now: now, channels: Self.channelNames(own.history))
        _ = try await archive.measured()
      } catch { return failed(error, turn, guest) }
      var headers = HTTPFields.pageSecurity(["default-src 'none'", "sandbox"])
      headers[.contentType] = "application/zip"
      let day = CalendarDate(inBrusselsAt: now)
      headers[.contentDisposition] = ContentDisposition("eBox \(day).zip", isDownload: true).text
      let (desk, turn) = (desk, turn)
      let body = ResponseBody { writer in
        _ = try await archive.write(
          check: { guard try await desk.guest(turn) != nil else { throw SignedOut() } },
          to: { try await writer.write($0) })
        try await writer.finish(nil)
      }
      return Response(status: .ok, headers: headers, body: body)
    }
  }

  /// Of the channels that the citizen ever linked.
  private static func channelNames(_ history: [ConsentRecord]) -> [ChannelID: TranslatedText] {
    let named = history.compactMap { record -> (ChannelID, TranslatedText)? in
      guard let channel = record.channel, let names = record.channelNames else { return nil }
      return (channel, names)
    }
    return Dictionary(named) { first, _ in first }
  }

  /// The session ended while an archive went out.
  private struct SignedOut: Error {}

  private func found(_ place: Place, _ guest: CitizenDesk.Guest) -> (any ChannelRegistry, MessageID)? {
    guard let message = place.message, let provider = place.provider,
      services.mailboxes.indices.contains(provider)
    else { return nil }
    return (services.mailboxes[provider].mailbox(for: guest.citizen.caller).takeOut, message)
  }

  private func gone(_ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest) -> Response {
    desk.notice(
      .init(
        .messageGoneTitle, .messageGoneText, .notFound,
        links: [PageLink(turn.words[.takeOutTitle], Self.path)]), turn, guest: guest)
  }

  private func failed(_ error: any Error, _ turn: CitizenDesk.Turn, _ guest: CitizenDesk.Guest) -> Response {
    switch error {
    case Failure<ReadingRejection>.rejected:
      return gone(turn, guest)
    case Failure<ReadingRejection>.denied:
      return desk.notice(
        .init(
          .takeOutNotNowTitle, .takeOutNotNowText, .notFound,
          links: [PageLink(turn.words[.myConsents], ProviderPages.consentsPath)]), turn, guest: guest)
    case let failure as Failure<ReadingRejection>:
      return desk.fault(failure, turn)
    default:
      return desk.fault(Failure<Never>.outcomeUnknown(error), turn)
    }
  }
}
