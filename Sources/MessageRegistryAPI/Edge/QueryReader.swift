import Foundation
import Hummingbird
import Vocabulary

/// Reads the parameters of a query string: each at most once, none unknown.
final class QueryReader {
  private var values: [String: String] = [:]
  private var issues: [Problem.Issue] = []
  private var notOffered: [Problem.Issue] = []
  /// The query as it came, without `page` and `pageSize`.
  let filters: String

  init(_ request: Request, names: Set<String>, notOffered: Set<String> = []) {
    let pairs = (request.uri.query ?? "").split(separator: "&").map(String.init)
    filters = pairs.filter { !$0.hasPrefix("page=") && !$0.hasPrefix("pageSize=") }.joined(separator: "&")
    for pair in pairs {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let name = String((Self.decoded(halves[0]) ?? halves[0]).prefix(InputReader.namesCharactersMax))
      if notOffered.contains(name) {
        self.notOffered.append(
          Problem.Issue(
            Problem.Issue.ours + "notOffered", in: .query, name: name, detail: "is not in this release"))
      } else if !names.contains(name) {
        report(Problem.Issue.belgif + "unknownInput", name, "is not known here")
      } else if values[name] != nil {
        report(Problem.Issue.belgif + "schemaViolation", name, "must be given once")
      } else {
        values[name] = Self.decoded(halves.count > 1 ? halves[1] : "") ?? ""
      }
    }
  }

  /// As forms are written, which most clients do: `+` is a space, in itself `%2B`.
  private static func decoded(_ text: String) -> String? {
    text.replacing("+", with: " ").removingPercentEncoding
  }

  func parsed<Value>(_ name: String, by parse: (String) throws(InvalidIdentifier) -> Value) -> Value? {
    guard let text = values[name] else { return nil }
    do { return try parse(text) } catch {
      report(Problem.Issue.belgif + "invalidInput", name, error.reason)
      return nil
    }
  }

  func flag(_ name: String) -> Bool? {
    parsed(name) { (text: String) throws(InvalidIdentifier) in
      guard let flag = Bool(text) else { throw InvalidIdentifier(name, "must be true or false") }
      return flag
    }
  }

  /// `page` and `pageSize`.
  func page() -> PageRequest {
    func number(_ name: String) -> Int? {
      parsed(name) { (text: String) throws(InvalidIdentifier) in
        guard text.utf8.count <= 9, let number = Int(text) else {
          throw InvalidIdentifier(name, "must be a number")
        }
        return number
      }
    }
    let (page, size) = (number("page") ?? 1, number("pageSize") ?? PageRequest.sizeDefault)
    do { return try PageRequest(parsing: page, size: size) } catch {
      refuse(error)
      return .first
    }
  }

  /// A value that is none, of the parameter that is called as its kind.
  func refuse(_ invalid: InvalidIdentifier) {
    report(Problem.Issue.belgif + "outOfRange", invalid.kind, invalid.reason)
  }

  /// A parameter that another one needs.
  func missing(_ name: String) { report(Problem.Issue.belgif + "requiredInput", name, "is required") }

  func finish() throws(EdgeRefusal) {
    guard issues.isEmpty else { throw .invalidInput(issues) }
    guard notOffered.isEmpty else { throw .notOffered(notOffered) }
  }

  private func report(_ type: String, _ name: String, _ detail: String) {
    guard issues.count < InputReader.issuesMax else { return }
    issues.append(Problem.Issue(type, in: .query, name: name, detail: detail))
  }
}
