import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Vocabulary

/// The form of a reply as it arrives: its fields, then its files, which are passed on as they come.
struct ReplyForm: Sendable {
  static let text = "text"
  static let key = "key"
  static let files = "files"
  /// Bytes of all fields together: the text, in characters of four bytes, and what proves the form.
  static let fieldBytesMax = 4 * ReplyLimits.textCharactersMax + 4096
  /// Bytes of the whole form: files, fields, and what multipart adds.
  static let bytesMax =
    PublicationLimits.publicationBytesMax + fieldBytesMax + 16 * (MultipartLimits().headerBytesMax + 256)

  /// Those that came before the first file.
  let fields: [String: String]
  /// Whether it is declared to be more than ``bytesMax``: its fields are known, its files are not read.
  let isTooLarge: Bool
  private let reader: MultipartReader
  private let firstFile: PartHeader?

  /// Reads up to the first file.
  /// - Throws: ``FormMistake``, ``MultipartFailure``, ``BodyTooLarge`` or ``BodyInterrupted``.
  init(_ request: Request, _ body: BodyReader) async throws {
    let type = request.headers[.contentType] ?? ""
    guard type.lowercased().hasPrefix("multipart/form-data") else { throw FormMistake.mediaType }
    let boundary = try HeaderParameters.boundary(ofContentType: type, subtype: "form-data")
    var reader = try MultipartReader(body, boundary: boundary)
    var fields: [String: [UInt8]] = [:]
    var open: String?
    var file: PartHeader?
    var bytesCount = 0
    while file == nil, let step = try await reader.next() {
      switch step {
      case .part(let headers):
        let header = try PartHeader(form: headers)
        if header.fileName == nil { open = header.name } else { file = header }
      case .bytes(let bytes):
        guard let open else { continue }
        bytesCount += bytes.readableBytes
        guard bytesCount <= Self.fieldBytesMax else { throw FormMistake.tooLarge }
        fields[open, default: []] += Array(bytes.readableBytesView)
      case .endOfPart: open = nil
      case .pending: continue
      }
    }
    self.fields = try fields.mapValues { bytes in
      guard let text = String(validating: bytes, as: UTF8.self) else { throw FormMistake.encoding }
      return text
    }
    (self.reader, firstFile) = (reader, file)
    isTooLarge = body.declaredBytes.map { $0 > Self.bytesMax } ?? false
  }

  /// The text as it was typed, whose lines end as everywhere here; nil for none.
  var typed: String? {
    let text = (fields[Self.text] ?? "").replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    return text.allSatisfy(\.isWhitespace) ? nil : text
  }

  func frames(_ text: TranslatedText?, _ names: FileNames) -> Frames {
    Frames(reader: reader, firstFile: firstFile, text: text, names: names)
  }

  /// What the citizen called the files that came, by the names of their parts.
  actor FileNames {
    private var names: [String: String] = [:]
    func add(_ name: String, as part: String) { names[part] = name }
    func name(_ part: String) -> String { names[part] ?? part }
  }

  /// The files, and at the end the request. A field without a chosen file is none.
  struct Frames: AsyncSequence, Sendable {
    typealias Element = ReplyFrame
    typealias Failure = any Error

    fileprivate let reader: MultipartReader
    fileprivate let firstFile: PartHeader?
    fileprivate let text: TranslatedText?
    fileprivate let names: FileNames

    func makeAsyncIterator() -> Iterator { Iterator(self) }

    struct Iterator: AsyncIteratorProtocol {
      typealias Failure = any Error

      private var reader: MultipartReader
      private var waiting: PartHeader?
      private let text: TranslatedText?
      private let names: FileNames
      private var files: [ReplyRequest.File] = []
      private var isInFile = false
      private var isFinished = false

      fileprivate init(_ frames: Frames) {
        (reader, waiting) = (frames.reader, frames.firstFile)
        (text, names) = (frames.text, frames.names)
      }

      mutating func next() async throws -> ReplyFrame? {
        if let header = waiting.take() { return await begin(header) }
        if isFinished { return nil }
        guard let step = try await reader.next() else {
          isFinished = true
          return .request(ReplyRequest(text: text, files: files))
        }
        switch step {
        case .part(let headers): return await begin(try PartHeader(form: headers))
        case .bytes(let bytes): return isInFile ? .bytes(bytes) : .pending
        case .endOfPart:
          defer { isInFile = false }
          return isInFile ? .endOfPart : .pending
        case .pending: return .pending
        }
      }

      private mutating func begin(_ header: PartHeader) async -> ReplyFrame {
        guard header.name == ReplyForm.files, let name = header.fileName, !name.isEmpty else {
          return .pending
        }
        let part = "file\(files.count + 1)"
        files.append(ReplyRequest.File(partName: part))
        await names.add(name, as: part)
        isInFile = true
        return .part(PartHeader(name: part, fileName: name, mediaType: header.mediaType))
      }
    }
  }
}

extension PartHeader {
  /// - Throws: ``MultipartFailure/malformedHeader`` without a `form-data` disposition that has a name.
  fileprivate init(form headers: [MultipartHeader]) throws(MultipartFailure) {
    func value(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    guard let text = value("content-disposition") else { throw .malformedHeader }
    let disposition = try HeaderParameters(parsing: text)
    guard disposition.value == "form-data", let name = disposition.parameters["name"], !name.isEmpty else {
      throw .malformedHeader
    }
    // A browser sends the bare name; a path that an old one sends is left out.
    let file = disposition.fileName.map { $0.split(separator: "\\").last.map(String.init) ?? $0 }
    let type = value("content-type")?.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
    self.init(name: name, fileName: file, mediaType: type)
  }
}
