import Foundation

/// A citizen's mailbox, filled and read through the public API.
struct Mailbox {
  let server: ServerUnderTest
  let citizen: String

  init(_ server: ServerUnderTest, folder: String, citizen place: Int = 0) throws {
    self.server = server
    guard server.activeCitizens.count > place else {
      throw BenchFailure("too few active citizens in the demo")
    }
    citizen = server.activeCitizens[place]
  }

  func token() throws -> String { try server.citizenToken(citizen) }

  /// - Returns: the message's id.
  func publish(_ document: [UInt8]) throws -> String {
    let request = Requests.publish(server, token: try server.senderToken(), to: citizen, document: document)
    let answer = try HTTPConnection(port: server.port).exchange(request)
    struct Receipt: Decodable { let messageId: String }
    guard answer.status == 201 else { throw BenchFailure("publish answered \(answer.status)") }
    return try JSONDecoder().decode(Receipt.self, from: Data(answer.body)).messageId
  }

  /// Fills it with `count` small messages, by eight clients.
  func fill(_ count: Int) throws {
    let request = Requests.publish(
      server, token: try server.senderToken(), to: citizen, document: Requests.document(bytes: 1000))
    let (port, each) = (server.port, (count + 7) / 8)
    for _ in 0..<1 {
      _ = try Clients.run(8, seconds: 0.001) { _ in
        let connection = try HTTPConnection(port: port)
        return {
          for _ in 0..<each {
            let answer = try connection.exchange(request)
            guard answer.status == 201 else { throw BenchFailure("publish answered \(answer.status)") }
          }
        }
      }
    }
  }

  func contentPath(_ message: String) throws -> String {
    let path = "\(server.path)/ebox/messages/\(message)"
    let answer = try HTTPConnection(port: server.port).exchange(
      Requests.get(server.port, path, token: try token()))
    struct Message: Decodable {
      struct Attachments: Decodable { let items: [Attachment] }
      struct Attachment: Decodable { let attachmentId: String }
      let attachments: Attachments
    }
    guard answer.status == 200 else { throw BenchFailure("the message answered \(answer.status)") }
    let attachment = try JSONDecoder().decode(Message.self, from: Data(answer.body)).attachments.items[0]
    return "\(path)/attachments/\(attachment.attachmentId)/content"
  }
}
