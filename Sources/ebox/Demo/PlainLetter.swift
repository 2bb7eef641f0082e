import Foundation

/// A PDF of one page with a line of text: what the demonstration's letters are where Python can't make them.
struct PlainLetter: Sendable {
  let title: String

  /// PDF 1.4, with one of the fonts that every reader has. Characters outside of Latin 1 become question
  /// marks.
  var bytes: Data {
    var file = Data("%PDF-1.4\n".utf8)
    var offsets: [Int] = []
    let page = "BT /F1 14 Tf 70 760 Td (\(escaped)) Tj ET"
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources "
        + "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding "
        + ">> >> >> >>",
      "<< /Length \(latin(page).count) >>\nstream\n\(page)\nendstream",
    ]
    for (index, object) in objects.enumerated() {
      offsets.append(file.count)
      file += latin("\(index + 1) 0 obj\n\(object)\nendobj\n")
    }
    let start = file.count
    let entries = offsets.map { offset in
      let digits = String(offset)
      return String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    file += Data("xref\n0 \(objects.count + 1)\n0000000000 65535 f \n\(entries.joined())".utf8)
    file += Data(
      "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n".utf8)
    return file
  }

  private var escaped: String {
    title.replacing("\\", with: "\\\\").replacing("(", with: "\\(").replacing(")", with: "\\)")
  }

  private func latin(_ text: String) -> Data {
    Data(text.unicodeScalars.map { $0.value < 256 ? UInt8($0.value) : UInt8(ascii: "?") })
  }
}
