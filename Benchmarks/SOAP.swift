import ArgumentParser
import Foundation
import Synchronization
import TrustServices

/// Signed publications a second over SOAP, beside the same documents over REST, and beside the verification
/// of the same signatures alone.
struct SOAP: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soap",
    abstract: "Publishes documents over SOAP, each in a message signed before the clock runs.",
    discussion: """
      In each round: documents over REST for --seconds; as many messages are signed; these are published over \
      SOAP, all of them; the same envelopes are verified in one thread, then on all cores, for half of \
      --seconds each.

      Per core: publications a CPU second of the server process (user and system time of all its threads, \
      until it rests again), over verifications a CPU second in one thread. Beside it: over those of all \
      cores, and the plain rates on the clock, in which the clients' own work on the same cores counts.
      """)

  static let shareMin = 0.6
  /// A message is valid for five minutes, in which it is signed and published.
  static let messagesMax = 50_000

  @OptionGroup var options: BenchOptions

  func run() throws {
    try options.inFolder { folder in
      let server = try ServerUnderTest(executable: options.ebox, folder: folder)
      defer { server.end() }
      let sender = try SOAPSender(server)
      var report = Report()
      for bytes in options.byteCounts {
        for clients in options.clientCounts {
          var rounds = Rounds()
          for _ in 0..<options.rounds { try measure(server, sender, Load(clients, bytes), &rounds) }
          add(rounds, Load(clients, bytes), to: &report)
        }
      }
      return report
    }
  }

  private struct Load {
    let clients: Int
    let bytes: Int

    init(_ clients: Int, _ bytes: Int) { (self.clients, self.bytes) = (clients, bytes) }
  }

  private struct Rounds {
    var soap: [Measurement] = []
    var rest: [Measurement] = []
    var oneThread: [Measurement] = []
    var allCores: [Measurement] = []
    var bare: [Measurement] = []
    var envelopeBytes = 0

    /// Of publications in verifications, each a second of CPU time.
    var share: Double { median(zip(soap, oneThread).map { $0.ratePerCPUSecond / $1.ratePerCPUSecond }) }
    /// The same with the verifications on all cores.
    var shareOfAll: Double { median(zip(soap, allCores).map { $0.ratePerCPUSecond / $1.ratePerCPUSecond }) }
    /// Of publications in verifications on all cores, each a second on the clock.
    var plainShare: Double { median(zip(soap, allCores).map { $0.rate / $1.rate }) }
  }

  private func measure(
    _ server: ServerUnderTest, _ sender: SOAPSender, _ load: Load, _ rounds: inout Rounds
  ) throws {
    let document = Requests.document(bytes: load.bytes)
    let rest = try publishOverREST(server, document, load)
    let messages = try sender.sign(min(rest.microseconds.count, Self.messagesMax))
    rounds.envelopeBytes = messages.first?.envelope.count ?? 0
    rounds.rest.append(rest)
    rounds.soap.append(try publishOverSOAP(server, messages, document, load))
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let own = try XMLSignatureKey(certificate: sender.certificate)
    let verify: @Sendable (SignedMessage) throws -> Void = {
      try SignatureVerification.verify($0, by: own)
    }
    rounds.oneThread.append(try repeated(messages, threads: 1, verify))
    rounds.allCores.append(try repeated(messages, threads: cores, verify))
    let key = sender.publicKey
    rounds.bare.append(
      try repeated(messages, threads: 1) { try SignatureVerification.verifyBare($0, by: key) })
  }

  private func publishOverREST(
    _ server: ServerUnderTest, _ document: [UInt8], _ load: Load
  ) throws -> Measurement {
    let (token, port) = (try server.senderToken(), server.port)
    let requests = server.activeCitizens.map {
      Requests.publish(server, token: token, to: $0, document: document)
    }
    return try weighed(server) {
      try Clients.run(load.clients, seconds: options.seconds) { client in
        let connection = try HTTPConnection(port: port)
        var turn = client
        return {
          turn += 1
          let answer = try connection.exchange(requests[turn % requests.count])
          guard answer.status == 201 else { throw BenchFailure("REST answered \(answer.status)") }
        }
      }
    }
  }

  /// Each message once, until none is left.
  private func publishOverSOAP(
    _ server: ServerUnderTest, _ messages: [SignedMessage], _ document: [UInt8], _ load: Load
  ) throws -> Measurement {
    let request = SOAPRequest(server, document: document)
    let (port, next) = (server.port, Counter())
    return try weighed(server) {
      try Clients.run(load.clients, seconds: 240) { _ in
        let connection = try HTTPConnection(port: port)
        return {
          let place = next.take()
          guard place < messages.count else { throw NothingLeft() }
          let answer = try connection.exchange(request.bytes(messages[place].envelope))
          guard answer.status == 200 else {
            throw BenchFailure(
              "SOAP answered \(answer.status): \(String(decoding: answer.body, as: UTF8.self))")
          }
        }
      }
    }
  }

  /// With the CPU time that the server used for it.
  private func weighed(_ server: ServerUnderTest, _ load: () throws -> Measurement) throws -> Measurement {
    let before = try server.process.restingCPUSeconds()
    var measurement = try load()
    measurement.cpuSeconds = try server.process.restingCPUSeconds() - before
    return measurement
  }

  /// For half of the seconds, in this process.
  private func repeated(
    _ messages: [SignedMessage], threads: Int, _ operation: @escaping @Sendable (SignedMessage) throws -> Void
  ) throws -> Measurement {
    let before = ProcessorTime.seconds()
    var measurement = try Clients.run(threads, seconds: options.seconds / 2) { thread in
      var turn = thread
      return {
        turn += threads
        try operation(messages[turn % messages.count])
      }
    }
    measurement.cpuSeconds = ProcessorTime.seconds() - before
    return measurement
  }

  private func add(_ rounds: Rounds, _ load: Load, to report: inout Report) {
    let (quiet, cores) = (options.json, ProcessInfo.processInfo.activeProcessorCount)
    let lines = [
      ("ebox publish, signed SOAP", load.clients, load.bytes, rounds.soap),
      ("ebox publish, REST 3", load.clients, load.bytes, rounds.rest),
      ("verification alone, one thread", 1, rounds.envelopeBytes, rounds.oneThread),
      ("verification alone, all cores", cores, rounds.envelopeBytes, rounds.allCores),
      ("RSA alone, one thread", 1, 0, rounds.bare),
    ]
    for (what, clients, bytes, measurements) in lines {
      report.add(ReportLine(what, clients: clients, bytes: bytes, rounds: measurements), quiet: quiet)
    }
    report.check(
      "\(load.bytes / 1000) KB, \(load.clients) clients, per core ≥ 60 % of verification alone",
      String(
        format: "%.0f %% (%.0f of %.0f a CPU second; of all cores' %.0f %%; on the clock %.0f %%)",
        rounds.share * 100, median(rounds.soap.map(\.ratePerCPUSecond)),
        median(rounds.oneThread.map(\.ratePerCPUSecond)), rounds.shareOfAll * 100, rounds.plainShare * 100),
      rounds.share >= Self.shareMin, quiet: quiet)
  }
}

/// Places in a list, each given to one thread.
private final class Counter: Sendable {
  private let value = Atomic<Int>(0)

  func take() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }
}
