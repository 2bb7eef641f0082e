import Foundation

/// The bytes of the requests that the bench sends.
enum Requests {
  /// A publication of one document to one citizen.
  static func publish(
    _ server: ServerUnderTest, token: String, to recipient: String, document: [UInt8]
  ) -> [UInt8] {
    let boundary = "bench-7d93b1"
    let json = """
      {"sender":{"eboxType":"enterprise",\
      "enterpriseNumber":"\(server.sender.enterpriseNumber)"},\
      "recipient":{"eboxType":"citizen","ssin":"\(recipient)"},\
      "subject":{"nl":"Beslissing over uw renovatiepremie"},\
      "senderApplicationId":"\(server.sender.applicationId)","messageTypeId":"\(server.sender.messageTypeIds[0])",\
      "attachments":[{"httpPartName":"upfile1","isMainContent":true}]}
      """
    var body = Array(
      ("--\(boundary)\r\nContent-Disposition: form-data; name=\"messageToPublish\"\r\n"
        + "Content-Type: application/json\r\n\r\n\(json)\r\n--\(boundary)\r\n"
        + "Content-Disposition: form-data; name=\"upfile1\"; filename=\"beslissing.pdf\"\r\n"
        + "Content-Type: application/pdf\r\n\r\n").utf8)
    body += document
    body += Array("\r\n--\(boundary)--\r\n".utf8)
    let head =
      "POST \(server.path)/ebox/messages HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n"
      + "Authorization: Bearer \(token)\r\nContent-Type: multipart/form-data; boundary=\(boundary)\r\n"
      + "Content-Length: \(body.count)\r\n\r\n"
    return Array(head.utf8) + body
  }

  static func get(_ port: Int, _ path: String, token: String? = nil) -> [UInt8] {
    let authorization = token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
    return Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\(authorization)\r\n".utf8)
  }

  static func document(bytes: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    var random = [UInt8](repeating: 0, count: bytes)
    for place in stride(from: 0, to: bytes, by: 8) {
      withUnsafeBytes(of: generator.next()) { word in
        for offset in 0..<min(8, bytes - place) { random[place + offset] = word[offset] }
      }
    }
    return Array("%PDF-1.7\n".utf8) + random.dropFirst(9)
  }
}

/// A publication over SOAP with one attachment (SOAP Messages with Attachments), around envelopes that come
/// later.
struct SOAPRequest: Sendable {
  private static let boundary = "bench-5f02c8"

  private let head: String
  private let before: [UInt8]
  private let after: [UInt8]

  init(_ server: ServerUnderTest, document: [UInt8]) {
    func part(_ id: String, _ type: String) -> String {
      "--\(Self.boundary)\r\nContent-Type: \(type)\r\nContent-Transfer-Encoding: binary\r\n"
        + "Content-ID: <\(id)>\r\n\r\n"
    }
    head =
      "POST \(server.soapPath) HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nSOAPAction: \"\"\r\n"
      + "Content-Type: multipart/related; type=\"text/xml\"; start=\"<root@sender.example>\"; "
      + "boundary=\"\(Self.boundary)\"\r\n"
    before = Array(part("root@sender.example", "text/xml; charset=UTF-8").utf8)
    after =
      Array("\r\n\(part(SOAPSender.documentID, "application/pdf"))".utf8) + document
      + Array("\r\n--\(Self.boundary)--\r\n".utf8)
  }

  func bytes(_ envelope: [UInt8]) -> [UInt8] {
    let count = before.count + envelope.count + after.count
    return Array("\(head)Content-Length: \(count)\r\n\r\n".utf8) + before + envelope + after
  }
}
