import Contracts
import Testing
import Vocabulary

@testable import SOAPServices

@Suite("CitizenProfile: who may look at profiles, and until when")
struct ProfilePurposeTests {
  private static func identity(
    _ purpose: ProfilePurpose?, channel: ChannelID? = nil
  ) throws -> RegisteredCertificate.Identity {
    RegisteredCertificate.Identity(
      clientID: "client", organization: try EnterpriseNumber(parsing: "0999999031"), application: nil,
      scopes: [], commonName: "app", channel: channel, profilePurpose: purpose)
  }

  @Test("a purpose ends with the last mandate by which it is; a channel has none")
  func purposes() throws {
    let end = try Instant(parsing: "2026-11-30T00:00:00+01:00")
    let bounded = try Self.identity(ProfilePurpose(text: "paper", until: end))
    #expect(bounded.purpose(at: end.adding(seconds: -1)) == "paper")
    #expect(bounded.purpose(at: end) == nil)
    #expect(try Self.identity(ProfilePurpose(text: "paper")).purpose(at: end) == "paper")
    #expect(try Self.identity(nil).purpose(at: end) == nil)
    let channel = try ChannelID(parsing: "my-ebox")
    #expect(try Self.identity(ProfilePurpose(text: "paper"), channel: channel).purpose(at: end) == nil)
  }
}
