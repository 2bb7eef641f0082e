import Contracts
import Hummingbird
import TrustServices
import Vocabulary

/// getRestrictedCitizenProfiles and getCitizenProfiles: one answer each, in the order asked.
enum CitizenProfiles {
  /// Of the contract: a longer one is left out.
  private static let addressCharactersMax = 60

  /// For senders that declared for what they look.
  static func serveRestricted(
    _ exchange: SOAPExchange, _ registry: any ProfileRegistry
  ) async throws -> Response {
    guard let purpose = exchange.identity.purpose(at: exchange.at) else {
      throw SOAPFault.notAuthorized("This operation is for senders whose purpose is registered.")
    }
    let profiles = registry.profiles(for: exchange.sender(), purpose: purpose)
    return try await serve(exchange, "GetRestrictedCitizenProfilesResponse") {
      numbers async throws(Failure<Never>) in
      try await profiles.profiles(of: numbers).map { $0.map { LinkedProfile(profile: $0, address: nil) } }
    }
  }

  /// For a channel, of the citizens who have linked it.
  static func serve(_ exchange: SOAPExchange, _ registry: any ProfileRegistry) async throws -> Response {
    let profiles = registry.profiles(for: try exchange.channel())
    return try await serve(exchange, "GetCitizenProfilesResponse") { numbers async throws(Failure<Never>) in
      try await profiles.profiles(of: numbers)
    }
  }

  private static func serve(
    _ exchange: SOAPExchange, _ name: String,
    _ question: ([NationalNumber]) async throws(Failure<Never>) -> [LinkedProfile?]
  ) async throws -> Response {
    try await exchange.checkNoAttachments()
    let asked = exchange.payload.allCore("INSS").map(\.text)
    // A number that fails its checksum is nobody's.
    let numbers = asked.map { try? NationalNumber(parsing: $0) }
    let profiles = try await exchange.ask { () async throws(Failure<Never>) in
      try await question(numbers.compactMap(\.self))
    }
    var known = profiles.makeIterator()
    let answers = numbers.map { $0 == nil ? nil : known.next() ?? nil }
    return CitizenProfileContract.response(name) { writer in
      for (number, profile) in zip(asked, answers) { write(number, profile, &writer) }
    }
  }

  private static func write(_ number: String, _ linked: LinkedProfile?, _ writer: inout XMLWriter) {
    writer.element("c:CitizenProfile") { writer in
      writer.element("c:INSS", text: number)
      guard let linked else { return writer.element("c:Status", text: "ProfileNotFound") }
      let profile = linked.profile
      writer.element("c:ContactInfo") { writer in
        writer.element("c:LanguageCode", text: profile.language.rawValue.uppercased())
        if let address = linked.address?.text, address.count <= addressCharactersMax {
          writer.element("c:EmailAddress", text: address)
        }
      }
      writer.element("c:Flags") { writer in
        writer.element("c:ConditionsAccepted", flag: profile.isActive)
        writer.element("c:ExclusiveEbox", flag: profile.isExclusive)
      }
      writer.element("c:LastValidationDate", text: profile.validatedAt.description)
    }
  }
}
