package import HTTPTypes
import Hummingbird
import NIOCore

/// A problem document in the form of the Belgif REST guide (reference §2.11, RFC 9457), with the stable
/// `code` of 2.x as an extension member. Holds nothing personal: no value of a body is ever repeated.
package struct Problem: Error, Hashable, Sendable {
  /// What is wrong at one place of the input.
  package struct Issue: Hashable, Sendable {
    package enum Place: String, Hashable, Sendable { case body, header, path, query }

    package static let belgif = "urn:problem-type:belgif:input-validation:"
    package static let ours = "urn:problem-type:ebox:input-validation:"

    package let type: String
    package let place: Place
    /// The input's name: `attachments[0].httpPartName`, `pageSize`, `Idempotency-Key`, or a part's name.
    package let name: String?
    package let detail: String
    /// Particulars for programs: a limit, a count, an instant.
    package let members: [JSON.Member]

    package init(_ type: String, in place: Place, name: String?, detail: String, members: [JSON.Member] = [])
    {
      self.type = type
      self.place = place
      self.name = name
      self.detail = detail
      self.members = members
    }

    var json: JSON {
      guard
        case .object(let named) = JSON.members(
          ("type", .string(type)), ("in", .string(place.rawValue)), ("name", name.map(JSON.string)),
          ("detail", .string(detail)))
      else { return .object(members) }
      return .object(named + members)
    }
  }

  /// `urn:problem-type:belgif:…`, or `urn:problem-type:ebox:…` where the guide has none.
  package let type: String
  package let title: String
  package let status: HTTPResponse.Status
  package let code: String
  package let detail: String?
  package let issues: [Issue]
  /// Further extension members: `requiredScopes`, `limit`, the first receipt.
  package let members: [JSON.Member]
  package let headers: HTTPFields

  package init(
    _ type: String, _ title: String, _ status: HTTPResponse.Status, code: String, detail: String? = nil,
    issues: [Issue] = [], members: [JSON.Member] = [], headers: HTTPFields = [:]
  ) {
    self.type = type
    self.title = title
    self.status = status
    self.code = code
    self.detail = detail
    self.issues = issues
    self.members = members
    self.headers = headers
  }

  package static let belgif = "urn:problem-type:belgif:"
  package static let ours = "urn:problem-type:ebox:"

  /// The whole document.
  /// - Parameter instance: the request's identifier, a URN.
  func json(instance: String, environment: String) -> JSON {
    let known = JSON.members(
      ("type", .string(type)), ("title", .string(title)), ("status", .int(status.code)),
      ("code", .string(code)),
      ("detail", detail.map(JSON.string)), ("instance", .string(instance)),
      ("environment", .string(environment)),
      ("issues", issues.isEmpty ? nil : .array(issues.map(\.json))))
    guard case .object(let first) = known else { return known }
    return .object(first + members)
  }

  /// All of it in one text, for a version that has no list of issues.
  /// - Parameter name: what the version calls a member.
  func sentence(_ name: (String) -> String) -> String {
    let places = issues.map { issue in
      [issue.name.map(name), issue.detail].compactMap(\.self).joined(separator: " ")
    }
    let parts = [detail].compactMap(\.self) + places
    return parts.isEmpty ? title : "\(title): \(parts.joined(separator: "; "))"
  }

  func response(instance: String, environment: String) -> Response {
    var headers = headers
    headers[.contentType] = "application/problem+json"
    headers[.cacheControl] = "no-store"
    let body = ByteBuffer(bytes: json(instance: instance, environment: environment).bytes)
    return Response(status: status, headers: headers, body: .init(byteBuffer: body))
  }
}
