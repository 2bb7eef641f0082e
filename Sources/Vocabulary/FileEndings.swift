extension MediaType {
  /// The ending that files of each media type that an attachment may have go by, in lower case.
  package static let endings: [String: MediaType] = Dictionary(
    uniqueKeysWithValues: [
      ("pdf", "application/pdf"), ("zip", "application/zip"), ("csv", "text/csv"), ("html", "text/html"),
      ("txt", "text/plain"), ("xml", "text/xml"), ("odt", "application/vnd.oasis.opendocument.text"),
      ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
      ("odp", "application/vnd.oasis.opendocument.presentation"),
      ("odg", "application/vnd.oasis.opendocument.graphics"), ("xls", "application/vnd.ms-excel"),
      ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
      ("ppt", "application/vnd.ms-powerpoint"), ("doc", "application/msword"),
      ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ].map { ($0.0, MediaType(known: $0.1)) })

  /// By a file's ending; nil when there is none that is known.
  package init?(ofFile name: some StringProtocol) {
    guard let dot = name.lastIndex(of: "."),
      let type = MediaType.endings[name[name.index(after: dot)...].lowercased()]
    else { return nil }
    self = type
  }
}
