package import Contracts
package import Vocabulary

/// Rows of a batch in the words of Message Registry 3: `messageToPublish`, and under `files` what each of its
/// parts is in the batch.
///
///     {"idempotencyKey": "…", "messageToPublish": {…}, "files": {"upfile1": "letters/0001.pdf",
///       "upfile2": {"path": "annex.csv", "fileName": "Bijlage.csv", "mediaType": "text/csv"}}}
package struct BatchRowsV3: BatchRowForm {
  package init() {}

  package func row(_ line: [UInt8], _ key: IdempotencyKey) throws(BatchRowFault) -> BatchRow {
    do throws(EdgeRefusal) {
      let document = try InputReader.document(line)
      let reader = InputReader()
      let root = reader.object(document, at: "", names: ["messageToPublish", "files", "idempotencyKey"])
      let own = root.flatMap {
        reader.parsed("idempotencyKey", of: $0, by: IdempotencyKey.init(parsing:))
      }
      let message = root.flatMap { reader.value("messageToPublish", of: $0, isRequired: true) }
      let parts = root.flatMap { Self.parts(reader, $0) } ?? []
      let request = message.flatMap {
        MessageToPublish.v3.request(reader, $0, at: "messageToPublish", own ?? key)
      }
      try reader.finish()
      guard let request else { throw EdgeRefusal.invalidInput([]) }
      return BatchRow(request: request, parts: parts)
    } catch { throw BatchRowFault(error) }
  }

  package func fault(_ rejection: PublicationRejection) -> BatchRowFault {
    BatchRowFault(code: rejection.code, detail: Problem(rejection).sentence { $0 })
  }

  private static func parts(_ reader: InputReader, _ root: InputReader.Object) -> [BatchRow.Part] {
    guard let value = reader.value("files", of: root) else { return [] }
    guard case .object(let members) = value else {
      reader.invalid("files", "must be an object")
      return []
    }
    guard members.count <= PublicationLimits.attachmentsMax else {
      reader.invalid("files", "may have at most \(PublicationLimits.attachmentsMax) members")
      return []
    }
    return members.compactMap { part(reader, $0) }
  }

  private static func part(_ reader: InputReader, _ member: JSON.Member) -> BatchRow.Part? {
    let place = "files.\(member.name)"
    guard !member.name.isEmpty, member.name.allSatisfy({ !$0.isNewline }) else {
      reader.invalid("files", "has a name that no part can have")
      return nil
    }
    if case .string(let path) = member.value { return part(member.name, path, nil, nil) }
    let object = reader.object(member.value, at: place, names: ["path", "fileName", "mediaType"])
    guard let object, let path = reader.text("path", of: object, isRequired: true) else { return nil }
    return part(
      member.name, path, reader.text("fileName", of: object), reader.text("mediaType", of: object))
  }

  /// Without a name of its own a file goes by the last part of its path, without a media type by its ending.
  private static func part(
    _ name: String, _ path: String, _ fileName: String?, _ mediaType: String?
  ) -> BatchRow.Part {
    let fileName = fileName ?? path.split(separator: "/").last.map(String.init)
    let header = PartHeader(
      name: name, fileName: fileName,
      mediaType: mediaType ?? fileName.flatMap { MediaType(ofFile: $0)?.text })
    return BatchRow.Part(header: header, file: path)
  }
}

extension BatchRowFault {
  fileprivate init(_ refusal: EdgeRefusal) {
    let problem = Problem(refusal)
    self.init(code: problem.code, detail: problem.sentence { $0 })
  }
}
