package import Contracts
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Pages
package import Vocabulary

/// What the page "Was this mail from us?" asks.
package struct MailChecking: Sendable {
  let checks: any NoticeChecks
  let random: any RandomSource

  package init(checks: any NoticeChecks, random: any RandomSource) {
    self.checks = checks
    self.random = random
  }
}

/// "Was this mail from us?", for anybody: signed in or not, the answer is the same (R-NOT-5).
///
/// The form is bound to the session, or to a cookie of this page where there is none, and its use is limited
/// for each session and each address.
struct MailCheckRoutes: Sendable {
  static let path = ProviderPages.mailCheckPath
  private static let bindingSeconds = 3600
  private static let action = "noticeChecked"

  let desk: CitizenDesk
  let checking: MailChecking
  private let allowance = CheckAllowance()
  private let binding: PageCookie

  init(desk: CitizenDesk, checking: MailChecking, isSecure: Bool) {
    self.desk = desk
    self.checking = checking
    binding = PageCookie("ebox-mail-check", isSecure: isSecure, maxAgeSeconds: Self.bindingSeconds)
  }

  /// One request with what its form is bound to.
  private struct Visit {
    let turn: CitizenDesk.Turn
    let guest: CitizenDesk.Guest?
    let secret: String
    /// Whether the cookie of the page must be set.
    let isNew: Bool
  }

  private struct Answer {
    let text: String
    let advice: String
    let isOurs: Bool
  }

  func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
    router.get(RouterPath(Self.path)) { request, context in
      await visited(desk.turn(request, id: context.id, log: context.logger)) { visit in page(visit, nil) }
    }
    router.post(RouterPath(Self.path)) { request, context in
      let address = (context as? any RemoteAddressRequestContext)?.remoteAddress?.ipAddress
      let turn = desk.turn(request, id: context.id, log: context.logger)
      return await visited(turn) { visit in await check(visit, from: address) }
    }
  }

  private func visited(
    _ turn: CitizenDesk.Turn, _ show: (Visit) async -> Response
  ) async -> Response {
    do {
      let guest = try await desk.guest(turn)
      let known = guest?.session ?? binding.value(in: turn.request)
      let secret = known ?? Data(checking.random.bytes(24)).base64URL
      var response = await show(Visit(turn: turn, guest: guest, secret: secret, isNew: known == nil))
      if known == nil { response.headers[values: .setCookie].append(binding.set(secret)) }
      return response
    } catch {
      return desk.fault(error, turn)
    }
  }

  private func check(_ visit: Visit, from address: String?) async -> Response {
    let turn = visit.turn
    do {
      guard let form = try await form(visit) else { return desk.formExpired(turn, visit.guest) }
      for visitor in visitors(visit, address) {
        guard let seconds = allowance.take(visitor) else { continue }
        try await desk.record(turn, visit.guest, Self.action, "tooManyChecks", 429)
        var response = desk.notice(
          .init(.mailCheckManyTitle, .mailCheckManyText, .tooManyRequests), turn, guest: visit.guest)
        response.headers[.retryAfter] = "\(seconds)"
        return response
      }
      let ours = try await checking.checks.wasOurs(form["code"] ?? "", requestID: turn.id)
      return page(visit, answer(ours, turn))
    } catch let failure as Failure<Never> {
      return desk.fault(failure, turn)
    } catch {
      return desk.fault(Failure<Never>.outcomeUnknown(error), turn)
    }
  }

  /// Nil after the mistake was recorded. A form without a cookie that it is bound to is never genuine.
  private func form(_ visit: Visit) async throws -> FormFields? {
    let fields: FormFields
    do { fields = try await FormFields(reading: visit.turn.request) } catch is FormMistake {
      try await desk.record(visit.turn, visit.guest, Self.action, "formMalformed", 400)
      return nil
    }
    guard !visit.isNew,
      desk.formTokens.isGenuine(fields[FormTokens.field], for: visit.secret, in: visit.turn.request)
    else {
      try await desk.record(visit.turn, visit.guest, Self.action, "formNotGenuine", 403)
      return nil
    }
    return fields
  }

  /// A proxy on this machine says whom it speaks for; nobody else is believed.
  private func visitors(_ visit: Visit, _ address: String?) -> [String] {
    let isProxy = address.map { ["127.0.0.1", "::1"].contains($0) } ?? false
    let forwarded = HTTPField.Name("X-Forwarded-For").flatMap { visit.turn.request.headers[$0] }
    let named = forwarded?.split(separator: ",").last.map { $0.filter { !$0.isWhitespace } }
    let source = (isProxy ? named : nil) ?? address ?? "unknown"
    return ["address \(network(source))"] + (visit.guest.map { ["session \($0.session)"] } ?? [])
  }

  /// An IPv6 visitor has a whole /64 to choose from.
  private func network(_ address: String) -> String {
    guard address.contains(":"), !address.hasPrefix("::ffff:") else { return address }
    return address.split(separator: ":", omittingEmptySubsequences: false).prefix(4).joined(separator: ":")
  }

  private func answer(_ ours: NoticeCheckAnswer?, _ turn: CitizenDesk.Turn) -> Answer {
    guard let ours else {
      return Answer(text: turn.words[.mailCheckNo], advice: turn.words[.mailCheckNoAdvice], isOurs: false)
    }
    let kind: TextKey =
      switch ours.kind {
      case .daily, .atOnce: .mailCheckKindMessages
      case .registered: .mailCheckKindRegistered
      case .addressCode: .mailCheckKindCode
      case .addressReplaced: .mailCheckKindReplaced
      }
    // Noon is the same day everywhere in Belgium, whatever the clock does.
    let day = WrittenTime(ours.day.startInBrussels.adding(seconds: 43_200), in: turn.visit.language).date
    return Answer(
      text: turn.words.filled(.mailCheckYes, ["date": day, "kind": turn.words[kind]]),
      advice: turn.words[.mailCheckYesAdvice], isOurs: true)
  }

  private func page(_ visit: Visit, _ answer: Answer?) -> Response {
    let turn = visit.turn
    return desk.page(
      PageResponse(
        .mailCheck, title: turn.words[.mailCheckTitle],
        values: [
          "action": Self.path, "formToken": desk.formTokens.token(for: visit.secret),
          "hasAnswer": answer != nil, "answer": answer?.text ?? "", "advice": answer?.advice ?? "",
          "answerClass": answer?.isOurs == true ? "notice calm" : "notice",
        ]), turn, visit.guest)
  }
}
