import Contracts
import EBoxTesting
import Storage
import Testing
import TrustServices
import Vocabulary

@testable import DocumentProvider

/// What is kept of a recall after a data breach can be checked without the register and without us.
@Suite("Kept approvals")
struct KeptApprovalsTests {
  private typealias Stores = House<PlayedDocuments>

  private func takenBack(in house: House<PlayedDocuments>) async throws -> MessageID {
    let id = try await house.published()
    let draft = ApprovalDraft(message: id)
    try await house.provider.registry(for: Cast.sender()).recall(
      draft.recall(draft.signed(by: [.an, .bert, .officer])))
    return id
  }

  @Test(
    "as they were kept, all three hold; of another message there are none", arguments: TestDatabases.allCases)
  func sound(_ engine: TestDatabases) async throws {
    try await Stores.with(engine) { house in
      let (other, id) = (try await house.published(), try await takenBack(in: house))
      let kept = try #require(try await KeptApprovals.of(id, in: house.database))
      #expect(kept.isSound && kept.reference == ApprovalDraft.reference && kept.countOnTrail == 3)
      #expect(kept.approvals.map(\.approver) == ["an", "bert", "officer"])
      #expect(kept.approvals[0].fingerprint == Person.an.approver.key.fingerprint)
      #expect(kept.at == house.time.now())
      #expect(try await KeptApprovals.of(other, in: house.database) == nil)
    }
  }

  @Test(
    "what was changed, taken out or put in does not hold",
    arguments: [
      "UPDATE document_provider_breach_approval SET approver = 'chris' WHERE number = 1",
      "UPDATE document_provider_breach_approval SET role = 'data-protection' WHERE number = 1",
      "UPDATE document_provider_breach_approval SET approval = approval || 'A' WHERE number = 1",
      "UPDATE document_provider_breach_approval SET approval = 'a.b.c' WHERE number = 1",
      "UPDATE document_provider_breach_approval SET public_key = X'00' WHERE number = 1",
      "UPDATE document_provider_breach SET reference = '2026-18'",
      "DELETE FROM document_provider_breach_approval WHERE number = 2",
      "DELETE FROM document_provider_breach_approval", "DELETE FROM document_provider_breach",
      "UPDATE audit_entry SET details = replace(details, '2026-17', '2026-18') WHERE action = 'recall'",
      "UPDATE audit_entry SET details = replace(details, 'recall:bert', 'recall:an') WHERE action = 'recall'",
      "DELETE FROM audit_entry WHERE action = 'recall'",
    ] as [SQL])
  func changed(_ change: SQL) async throws {
    try await Stores.with(.sqlite) { house in
      let id = try await takenBack(in: house)
      try await house.database.write { try $0.run(change) }
      let kept = try #require(try await KeptApprovals.of(id, in: house.database))
      #expect(!kept.isSound)
    }
  }

  @Test("the approval of another person under a name, with that person's key, does not hold")
  func swapped() async throws {
    try await Stores.with(.sqlite) { house in
      let id = try await takenBack(in: house)
      let text = try ApprovalDraft(message: id).signed(by: .chris)
      try await house.database.write { transaction in
        try transaction.run(
          """
          UPDATE document_provider_breach_approval SET approver = 'chris', public_key = $1, approval = $2
          WHERE number = 1
          """,
          .bytes(Person.chris.approver.key.bytes), .text(text))
      }
      let kept = try #require(try await KeptApprovals.of(id, in: house.database))
      #expect(kept.approvals.map(\.isSigned) == [true, true, true])
      #expect(kept.approvals.map(\.isOnTrail) == [true, false, true] && !kept.isSound)
    }
  }
}
