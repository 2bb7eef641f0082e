import Contracts
import Testing
import Vocabulary

@testable import DocumentProvider

/// The rules of replies: each broken alone, and each before those that come after it.
@Suite("R-PUB-10: the rules of replies")
struct ReplyRulesTests {
  private struct Case: Sendable {
    var hasRequest = true
    var text: TranslatedText? = Cast.text("Ik ga niet akkoord")
    var files = [Draft.File(part: "a"), Draft.File(part: "b")]
    var asked = ["a", "b"]
    var unfit: DocumentFinding?

    func judged() -> ReplyRejection? {
      let request = ReplyRequest(text: text, files: asked.map { ReplyRequest.File(partName: $0) })
      let parts = files.map { file in
        SubmittedPart(
          header: PartHeader(name: file.part, fileName: file.fileName, mediaType: file.mediaType),
          size: Int64(file.bytes.count), sha256: file.sha256, unfitFor: unfit)
      }
      do throws(ReplyRejection) {
        _ = try ReplyRules.judge(hasRequest ? request : nil, parts)
        return nil
      } catch { return error }
    }
  }

  private struct Rule: Sendable {
    let rejection: ReplyRejection
    let breaks: @Sendable (inout Case) -> Void

    init(_ rejection: ReplyRejection, _ breaks: @escaping @Sendable (inout Case) -> Void) {
      self.rejection = rejection
      self.breaks = breaks
    }
  }

  private static let rules: [Rule] = [
    Rule(.upload(.requestMissing)) { $0.hasRequest = false },
    Rule(.severalLanguages) {
      $0.text = try! TranslatedText(parsing: [.nl: "a", .fr: "b"], kind: "text", charactersMax: 10)
    },
    Rule(.file(.partMissing("c"))) { $0.asked.append("c") },
    Rule(.file(.mediaTypeNotAllowed(part: "a"))) { $0.files[0].mediaType = "application/x-msdownload" },
    Rule(.file(.attachmentEmpty(part: "b"))) { $0.files[1].bytes = [] },
    Rule(.file(.documentUnfit(part: "a", .malware))) { $0.unfit = .malware },
  ]

  @Test("each rule alone, and before every later one")
  func order() {
    #expect(Case().judged() == nil)
    for (place, rule) in Self.rules.enumerated() {
      var broken = Case()
      rule.breaks(&broken)
      #expect(broken.judged() == rule.rejection)
      for later in Self.rules[(place + 1)...] {
        var both = Case()
        later.breaks(&both)
        rule.breaks(&both)
        #expect(both.judged() == rule.rejection, "\(rule.rejection) before \(later.rejection)")
      }
    }
  }

  @Test("a text alone or a file alone is enough; neither is not")
  func something() {
    var reply = Case()
    (reply.files, reply.asked) = ([], [])
    #expect(reply.judged() == nil)
    reply.text = nil
    #expect(reply.judged() == .empty)
    reply = Case()
    reply.text = nil
    #expect(reply.judged() == nil)
  }

  @Test("the text is the main content; without one, the first file")
  func mainContent() throws {
    func reply(_ text: TranslatedText?) throws -> [Bool] {
      let parts = ["a", "b"].map { name in
        let file = Draft.File(part: name)
        return SubmittedPart(
          header: PartHeader(name: name, fileName: "x.pdf", mediaType: "application/pdf"),
          size: Int64(file.bytes.count), sha256: file.sha256)
      }
      let files = ["a", "b"].map { ReplyRequest.File(partName: $0) }
      return try ReplyRules.judge(ReplyRequest(text: text, files: files), parts).attachments
        .map(\.isMainContent)
    }
    #expect(try reply(nil) == [true, false])
    #expect(try reply(Cast.text("tekst")) == [false, false])
  }
}
