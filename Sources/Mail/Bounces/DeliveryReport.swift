package import Vocabulary

/// What a mail server reports about one of our mails (RFC 3464): that it could not be delivered, or not yet.
/// Read strictly; a report that is not quite one is none.
package struct DeliveryReport: Hashable, Sendable {
  package static let bytesMax = 1_048_576

  package enum Action: String, Hashable, Sendable {
    case failed, delayed, delivered, relayed, expanded
  }

  /// Addresses to which the report itself was delivered: one of them is the return path of our mail.
  package let deliveredTo: [EmailAddress]
  package let action: Action
  package let status: EnhancedStatus

  /// The mail is not delivered, and the address is the reason.
  package var condemnsAddress: Bool { action == .failed && status.condemnsAddress }

  package init(parsing bytes: [UInt8]) throws(NotADeliveryReport) {
    guard bytes.count <= Self.bytesMax else { throw NotADeliveryReport() }
    do {
      self = try Self.read(MailPart(bytes[...]))
    } catch {
      throw NotADeliveryReport()
    }
  }

  private init(deliveredTo: [EmailAddress], action: Action, status: EnhancedStatus) {
    self.deliveredTo = deliveredTo
    self.action = action
    self.status = status
  }

  private static func read(_ mail: MailPart) throws(MailPart.Malformed) -> DeliveryReport {
    guard let type = ContentType(mail.value("content-type") ?? ""), type.type == "multipart/report",
      type.parameters["report-type"]?.lowercased() == "delivery-status"
    else { throw MailPart.Malformed() }
    let reports = try mail.parts().filter {
      ContentType($0.value("content-type") ?? "")?.type == "message/delivery-status"
    }
    guard reports.count == 1 else { throw MailPart.Malformed() }
    let recipient = try recipientFields(reports[0].body)
    guard let action = Action(rawValue: recipient.value("action")?.lowercased() ?? ""),
      let status = EnhancedStatus(recipient.value("status") ?? ""), fits(action, status)
    else { throw MailPart.Malformed() }
    return DeliveryReport(deliveredTo: addresses(mail), action: action, status: status)
  }

  /// Fields of the message, an empty line, fields of the recipient. Each of our mails has one recipient: a
  /// report of more is not about one.
  private static func recipientFields(_ body: ArraySlice<UInt8>) throws(MailPart.Malformed) -> MailPart {
    let message = try MailPart(body)
    let recipient = try MailPart(message.body)
    let rest = try MailPart(recipient.body)
    guard rest.fields.isEmpty, rest.body.allSatisfy({ [0x0A, 0x0D, 0x20, 0x09].contains($0) }) else {
      throw MailPart.Malformed()
    }
    return recipient
  }

  private static func fits(_ action: Action, _ status: EnhancedStatus) -> Bool {
    switch action {
    case .failed: status.kind != 2
    case .delayed: status.kind == 4
    case .delivered, .relayed, .expanded: status.kind == 2
    }
  }

  private static func addresses(_ mail: MailPart) -> [EmailAddress] {
    ["delivered-to", "x-original-to", "envelope-to", "to"].flatMap(mail.values).compactMap { value in
      let bare = value.hasPrefix("<") && value.hasSuffix(">") ? String(value.dropFirst().dropLast()) : value
      return try? EmailAddress(parsing: bare)
    }
  }
}

/// The mail is not a delivery report, or not one that can be believed. Carries nothing of it.
package struct NotADeliveryReport: Error, Hashable, Sendable {
  package init() {}
}
