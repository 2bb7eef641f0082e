import Vocabulary

/// How a content of some media type is shown, and what it may do in a browser.
struct Presentation: Hashable, Sendable {
  /// What people call it.
  let label: String
  /// Whether it can be put in the page; else it is downloaded only.
  let isShownInPage: Bool
  /// Whether it may have a tab of its own. HTML may not: a tab could lead the citizen elsewhere under our
  /// name.
  let opensInTab: Bool
  /// Whether the frame is sandboxed. The PDF viewer of a browser does not work in a sandbox.
  let isSandboxed: Bool
  /// The content security policy of the content itself, so that it holds in a tab as well.
  let policy: [String]

  init(_ mediaType: MediaType) {
    label = Self.labels[mediaType.text] ?? mediaType.text
    let common = ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'"]
    switch mediaType {
    case .pdf:
      (isShownInPage, opensInTab, isSandboxed) = (true, true, false)
      policy = common + ["object-src 'self'", "style-src 'unsafe-inline'"]
    case .html:
      (isShownInPage, opensInTab, isSandboxed) = (true, false, true)
      policy = common + ["sandbox", "style-src 'unsafe-inline'", "img-src data:"]
    case .plainText:
      (isShownInPage, opensInTab, isSandboxed) = (true, true, true)
      policy = common + ["sandbox"]
    default:
      (isShownInPage, opensInTab, isSandboxed) = (false, false, true)
      policy = common + ["sandbox"]
    }
  }

  private static let labels = [
    "application/pdf": "PDF", "application/zip": "ZIP", "text/csv": "CSV", "text/html": "HTML",
    "text/plain": "TXT",
    "text/xml": "XML", "application/vnd.oasis.opendocument.text": "ODT",
    "application/vnd.oasis.opendocument.spreadsheet": "ODS",
    "application/vnd.oasis.opendocument.presentation": "ODP",
    "application/vnd.oasis.opendocument.graphics": "ODG", "application/vnd.ms-excel": "XLS",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.ms-powerpoint": "PPT", "application/msword": "DOC",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
  ]
}
