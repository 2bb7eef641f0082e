import Foundation

/// The product itself: the release build's demo, embedded default, without sample messages.
final class ServerUnderTest {
  let process: StartedProcess
  let port: Int
  let data: String
  private let executable: String
  private let demo: Demo

  /// What the bench needs of `demo.json`.
  struct Demo: Decodable {
    struct Sender: Decodable {
      let name: String
      let enterpriseNumber: String
      let applicationId: String
      let messageTypeIds: [String]
      let privateKeyFile: String
      let certificateFile: String
    }
    struct Citizen: Decodable {
      let nationalNumber: String
      let state: String
    }
    let registryV3URL: String
    let eboxMessageURL: String
    let senders: [Sender]
    let citizens: [Citizen]
  }

  init(executable: String, folder: String) throws {
    self.executable = executable
    port = try Command.freePort()
    data = "\(folder)/ebox"
    // The documents are bytes of a size, not letters.
    setenv("EBOX_QUALITY_DOCUMENTS", "off", 1)
    process = try StartedProcess(
      executable, ["demo", "--empty", "--port", "\(port)", "--data", data], log: "\(folder)/ebox.log")
    for _ in 0..<600 {
      if let connection = try? HTTPConnection(port: port),
        let answer = try? connection.exchange(Array("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".utf8)),
        answer.status == 200, let text = FileManager.default.contents(atPath: "\(data)/demo.json")
      {
        demo = try JSONDecoder().decode(Demo.self, from: text)
        return
      }
      usleep(50_000)
    }
    throw BenchFailure("the server did not come up: see \(folder)/ebox.log")
  }

  func end() { process.end() }

  var activeCitizens: [String] { demo.citizens.filter { $0.state == "active" }.map(\.nationalNumber) }
  var sender: Demo.Sender { demo.senders[0] }
  var path: String { URL(string: demo.registryV3URL)?.path ?? "" }

  var soapPath: String { URL(string: demo.eboxMessageURL)?.path ?? "" }

  func senderToken() throws -> String {
    try Command.run(executable, ["token", "--demo", "\(data)/demo.json", "--sender", sender.name])
  }

  func citizenToken(_ number: String) throws -> String {
    try Command.run(executable, ["token", "--demo", "\(data)/demo.json", "--citizen", number])
  }

  /// Moves the demo's clock, so that terms end.
  func advance(days: Int) throws {
    let body = "{\"advanceDays\": \(days)}"
    let request =
      "POST /demo/clock HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Type: application/json\r\n"
      + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    let answer = try HTTPConnection(port: port).exchange(Array(request.utf8))
    guard answer.status < 300 else { throw BenchFailure("POST /demo/clock answered \(answer.status)") }
  }
}
