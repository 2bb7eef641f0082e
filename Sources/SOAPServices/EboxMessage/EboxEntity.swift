import TrustServices
import Vocabulary

/// Whose e-Box: `EntityID` of the contract.
struct EboxEntity: Hashable, Sendable {
  enum Identifier: Hashable, Sendable {
    case company(String, subentity: String?)
    case citizen(String)
    case caregiver(String)
  }

  let identifier: Identifier

  init(_ element: XMLElement) throws {
    if let company = element.typed("CompanyID") {
      identifier = .company(company.text, subentity: element.typed("SubentityId")?.text)
    } else if let number = element.typed("INSS") {
      identifier = .citizen(number.text)
    } else if let number = element.typed("NIHII") {
      identifier = .caregiver(number.text)
    } else {
      throw SOAPFault.notValid("The message is not valid against the schema, at \(element.name.local).")
    }
  }

  /// The citizen's number; nil for who is no citizen, and for a number that fails its checksum.
  var nationalNumber: NationalNumber? {
    guard case .citizen(let text) = identifier else { return nil }
    return try? NationalNumber(parsing: text)
  }

  /// As asked.
  func write(_ name: String, _ writer: inout XMLWriter) {
    writer.element(name) { writer in
      switch identifier {
      case .company(let number, let subentity):
        writer.element("t:CompanyID", text: number)
        if let subentity { writer.element("t:SubentityId", text: subentity) }
      case .citizen(let number): writer.element("t:INSS", text: number)
      case .caregiver(let number): writer.element("t:NIHII", text: number)
      }
    }
  }
}

/// The kind of e-Box: `QualityCode` or `EboxType`, two ways to say one thing, echoed as asked.
struct EboxKind: Hashable, Sendable {
  private static let citizen = "CITIZEN"

  let element: String
  let value: String

  init(_ parent: XMLElement) {
    let quality = parent.typed("QualityCode")
    element = quality == nil ? "EboxType" : "QualityCode"
    value = (quality ?? parent.typed("EboxType"))?.text ?? ""
  }

  var isCitizen: Bool { value == Self.citizen }

  func write(_ writer: inout XMLWriter) { writer.element("t:\(element)", text: value) }
}

extension Ticket {
  /// - Parameter element: a `MessageID`, valid against the schema.
  init(_ element: XMLElement) throws {
    do {
      // The schema's integer may be written with blanks, a sign or zeros before it.
      let sequence = element.typed("Sequence").map { Int($0.text.trimming(\.isWhitespace)) ?? -1 }
      try self.init(parsing: element.typed("Ticket")?.text ?? "", sequence: sequence)
    } catch {
      throw SOAPFault.content("\(error.kind) \(error.reason).")
    }
  }

  func write(_ writer: inout XMLWriter) {
    writer.element("t:MessageID") { writer in
      writer.element("t:Ticket", text: text)
      if let sequence { writer.element("t:Sequence", text: "\(sequence)") }
    }
  }
}
