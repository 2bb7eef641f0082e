import Contracts
import DocumentProvider
import TrustServices
import Vocabulary

extension RegisterParser {
  /// `{id: legal-1, role: recall, enterprise: "0999999031", key: legal-1.pub.pem, until: 2027-12-31}`: who
  /// may approve that an opened message is taken back. First and last day count.
  func approver(
    _ node: ConfigurationNode, in register: PartyRegister
  ) throws(ConfigurationError) -> RecallApprover {
    let fields = try node.fields(["id", "role", "enterprise", "key", "algorithm", "from", "until"])
    let id = try fields.required("id", in: node)
    let role = try self.role(fields.required("role", in: node))
    if role == .recall, fields["enterprise"] == nil {
      throw node.error("lacks `enterprise`: who approves as `recall` is of one sender")
    }
    let approver = RecallApprover(
      id: try id.value(approverID), role: role,
      key: try key(fields, node), organization: try organization(fields["enterprise"], in: register),
      from: try fields["from"]?.value(day).startInBrussels,
      until: try fields["until"]?.value(day).adding(days: 1).startInBrussels)
    for other in register.approvers {
      if other.id == approver.id { throw id.error("`\(other.id)` is registered twice") }
      if other.key.fingerprint == approver.key.fingerprint {
        throw node.error("has the key of `\(other.id)`: one person, one key")
      }
    }
    return approver
  }

  /// A person's key is no program's: who holds a client's or a channel's would approve as well.
  func checkApart(
    _ register: PartyRegister, _ approvers: ConfigurationNode?
  ) throws(ConfigurationError) {
    let signers = register.signers
    for (approver, node) in zip(register.approvers, try approvers?.items() ?? []) {
      guard let program = signers[approver.key.fingerprint] else { continue }
      let key = try node.entries().first { $0.key == "key" }?.node
      throw (key ?? node).error("is a key of `\(program)` too: a person's key is no client's or channel's")
    }
  }

  private func role(_ node: ConfigurationNode) throws(ConfigurationError) -> ApproverRole {
    guard let role = ApproverRole(rawValue: try node.text()) else {
      throw node.error("must be one of \(ApproverRole.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return role
  }

  private func organization(
    _ node: ConfigurationNode?, in register: PartyRegister
  ) throws(ConfigurationError) -> EnterpriseNumber? {
    guard let node else { return nil }
    let number = try node.value(enterpriseNumber)
    guard register.organizations.contains(where: { $0.number == number }) else {
      throw node.error("no such organisation under `organizations`")
    }
    return number
  }

  /// Under the approver's own name, which the approvals give as `kid`.
  private func key(
    _ fields: [String: ConfigurationNode], _ node: ConfigurationNode
  ) throws(ConfigurationError) -> VerificationKey {
    let file = try fields.required("key", in: node)
    var algorithm: SignatureAlgorithm?
    if let named = fields["algorithm"] {
      algorithm = SignatureAlgorithm(rawValue: try named.text())
      guard algorithm != nil else {
        let known = SignatureAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
        throw named.error("must be one of \(known)")
      }
    }
    let (id, pem) = (try fields.required("id", in: node).text(), try publicPEM(file))
    do {
      return try VerificationKey(id: id, keyOrCertificate: pem, algorithm: algorithm)
    } catch {
      throw file.error(error.reason)
    }
  }
}

private func approverID(_ text: String) throws(InvalidIdentifier) -> ApproverID {
  try ApproverID(parsing: text)
}
private func enterpriseNumber(_ text: String) throws(InvalidIdentifier) -> EnterpriseNumber {
  try EnterpriseNumber(parsing: text)
}
private func day(_ text: String) throws(InvalidIdentifier) -> CalendarDate { try CalendarDate(parsing: text) }
