import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

@testable import ebox

/// A page as a browser has it.
struct WebPage: Sendable {
  let address: String
  let status: Int
  let headers: HTTPHeaders
  let text: String

  var location: String? { headers.first(name: "Location") }

  /// The hidden fields of the first form that posts to an address with `part` in it; nil when there is none.
  func form(to part: String) -> (action: String, fields: [(String, String)])? {
    for form in text.components(separatedBy: "<form ").dropFirst() {
      let inside = form.components(separatedBy: "</form>")[0]
      guard let action = Self.value(of: "action", in: inside), action.contains(part) else { continue }
      let fields = inside.components(separatedBy: "type=\"hidden\"").dropFirst().compactMap { field in
        Self.value(of: "name", in: field).map { ($0, Self.value(of: "value", in: field) ?? "") }
      }
      return (action, fields)
    }
    return nil
  }

  /// The address of the first link that has `part` in it.
  func link(to part: String) -> String? {
    text.components(separatedBy: "href=\"").dropFirst().map { $0.components(separatedBy: "\"")[0].unescaped }
      .first { $0.contains(part) }
  }

  private static func value(of attribute: String, in text: String) -> String? {
    let pieces = text.components(separatedBy: "\(attribute)=\"")
    return pieces.count > 1 ? pieces[1].components(separatedBy: "\"")[0].unescaped : nil
  }
}

/// A citizen's browser: cookies, redirects, forms; no JavaScript. Used by one test at a time.
final class CitizenBrowser {
  static let redirectsMax = 12

  let base: String
  private let http: HTTPClient
  private(set) var cookies: [String: String] = [:]

  init(_ server: JourneyServer) { (base, http) = (server.file.baseURL, server.http) }

  /// Goes there, and on where it is sent, on this server; signs in as `citizen` where the played sign-in
  /// asks.
  func open(_ address: String, as citizen: String? = nil) async throws -> WebPage {
    try await follow(try await get(address), as: citizen)
  }

  /// Posts a form of a page, with its hidden fields, and goes on where it is sent.
  func submit(
    _ page: WebPage, to part: String, _ more: [(String, String)] = [], as citizen: String? = nil
  ) async throws -> WebPage {
    guard let form = page.form(to: part) else {
      throw ClientRefusal("\(page.address) has no form to \(part): \(page.status) \(page.text.prefix(2000))")
    }
    return try await follow(try await post(form.action, form.fields + more), as: citizen)
  }

  func get(_ address: String, headers: [(String, String)] = []) async throws -> WebPage {
    try await send(HTTPClientRequest(url: absolute(address)), headers)
  }

  func post(
    _ address: String, _ fields: [(String, String)], headers: [(String, String)] = []
  ) async throws -> WebPage {
    var request = HTTPClientRequest(url: absolute(address))
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    let text = fields.map { "\($0.0.formEscaped)=\($0.1.formEscaped)" }.joined(separator: "&")
    request.body = .bytes(ByteBuffer(string: text))
    return try await send(request, headers)
  }

  func keep(_ name: String, _ value: String) { cookies[name] = value }

  private func follow(_ first: WebPage, as citizen: String?) async throws -> WebPage {
    var page = first
    for _ in 0..<Self.redirectsMax {
      if let citizen, page.status == 200, page.address.contains("/csam/authorize") {
        let items = URLComponents(string: page.address)?.queryItems?.map { ($0.name, $0.value ?? "") } ?? []
        page = try await post("/csam/authorize", items + [("ssin", citizen), ("level", "high")])
      } else if let location = page.location {
        guard absolute(location).hasPrefix(base) else { return page }
        page = try await get(location)
      } else {
        return page
      }
    }
    throw ClientRefusal("round in circles at \(page.address)")
  }

  private func send(_ request: HTTPClientRequest, _ headers: [(String, String)]) async throws -> WebPage {
    var request = request
    request.headers.add(name: "Accept-Language", value: "en")
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if !cookies.isEmpty {
      let line = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
      request.headers.add(name: "Cookie", value: line)
    }
    let response = try await http.execute(request, timeout: .seconds(30))
    for line in response.headers["Set-Cookie"] {
      let pair = line.components(separatedBy: ";")[0].split(separator: "=", maxSplits: 1).map(String.init)
      cookies[pair[0]] = pair.count > 1 && !line.contains("Max-Age=0") ? pair[1] : nil
    }
    let text = String(buffer: try await response.body.collect(upTo: 8 * 1_048_576))
    return WebPage(
      address: request.url, status: Int(response.status.code), headers: response.headers, text: text)
  }

  private func absolute(_ address: String) -> String { address.hasPrefix("/") ? base + address : address }
}

extension String {
  fileprivate var unescaped: String {
    replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }

  fileprivate var formEscaped: String {
    let plain = CharacterSet(
      charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    return addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }
}
