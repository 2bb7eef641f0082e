import EBoxTesting
import Foundation
import Mail
import Testing
import Vocabulary

@Suite("Delivery reports, and mails that look like one (RFC 3464)") struct DeliveryReportTests {
  /// As Postfix writes it.
  static func report(
    action: String = "failed", status: String = "5.1.1", to: String = "b-01abc-mark@bounces.ebox.example",
    more: String = ""
  ) -> String {
    """
    Return-Path: <>
    X-Original-To: \(to)
    Delivered-To: \(to)
    Received: by relay.example (Postfix) id 1; Wed, 25 Nov 2026 09:00:00 +0100 (CET)
    From: MAILER-DAEMON@relay.example (Mail Delivery System)
    Subject: Undelivered Mail Returned to Sender
    To: \(to)
    Auto-Submitted: auto-replied
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status;
    \tboundary="AB12.1795593600/relay.example"
    Message-Id: <20261125080000.AB12@relay.example>

    This is a MIME-encapsulated message.

    --AB12.1795593600/relay.example
    Content-Description: Notification
    Content-Type: text/plain; charset=us-ascii

    I'm sorry to have to inform you that your message could not be delivered.

    --AB12.1795593600/relay.example
    Content-Description: Delivery report
    Content-Type: message/delivery-status

    Reporting-MTA: dns; relay.example
    X-Postfix-Queue-ID: AB12
    Arrival-Date: Wed, 25 Nov 2026 09:00:00 +0100 (CET)

    Final-Recipient: rfc822; jan@example.be
    Original-Recipient: rfc822;jan@example.be
    Action: \(action)
    Status: \(status)
    Remote-MTA: dns; mx.example.be
    Diagnostic-Code: smtp; 550 5.1.1 <jan@example.be>: Recipient address rejected:
        User unknown
    \(more)
    --AB12.1795593600/relay.example
    Content-Description: Undelivered Message Headers
    Content-Type: text/rfc822-headers

    Subject: Uw eBox: 2 nieuwe berichten

    --AB12.1795593600/relay.example--

    """
  }

  static func parse(_ text: String) throws -> DeliveryReport { try DeliveryReport(parsing: Array(text.utf8)) }

  @Test("Postfix's report is read, with line ends of either kind", arguments: ["\n", "\r\n"])
  func postfix(_ lineEnd: String) throws {
    let report = try Self.parse(Self.report().replacing("\n", with: lineEnd))
    #expect(report.action == .failed && report.status == EnhancedStatus("5.1.1"))
    #expect(report.condemnsAddress)
    let address = try EmailAddress(parsing: "b-01abc-mark@bounces.ebox.example")
    #expect(Set(report.deliveredTo) == [address])
  }

  @Test(
    "only a permanent failure that is about the address condemns it",
    arguments: [
      ("failed", "5.1.1", true), ("failed", "5.0.0", true), ("failed", "5.2.1", true),
      ("failed", "5.4.4", true), ("failed", "5.2.2", false), ("failed", "5.7.1", false),
      ("failed", "5.1.8", false), ("failed", "4.4.7", false), ("failed", "5.3.4", false),
      ("delayed", "4.4.1", false), ("delivered", "2.0.0", false),
    ])
  func verdicts(_ action: String, _ status: String, _ condemns: Bool) throws {
    #expect(try Self.parse(Self.report(action: action, status: status)).condemnsAddress == condemns)
  }

  @Test(
    "what contradicts itself or is not whole is no report",
    arguments: [
      ("report-type=delivery-status", "report-type=disposition-notification"),
      ("multipart/report", "multipart/mixed"), ("message/delivery-status", "text/plain"),
      ("Action: failed", "Action: maybe"), ("Action: failed", "Action: failed\nAction: delivered"),
      ("Status: 5.1.1", "Status: 5.1"), ("Status: 5.1.1", "Status: 2.1.1"),
      ("Status: 5.1.1", "Status: 5.1.1234"),
      ("Status: 5.1.1", "Status: 5.1.1\nStatus: 4.1.1"), ("Action: failed", "Action: delayed"),
      ("boundary=\"AB12.1795593600/relay.example\"", "boundary=\"\""),
      ("boundary=\"AB12.1795593600/relay.example\"", "boundary=\"other\""),
      ("Content-Type: multipart", "Content-Type: text/plain\nContent-Type: multipart"),
      (
        "User unknown",
        "User unknown\n\nFinal-Recipient: rfc822; piet@example.be\nAction: failed\nStatus: 5.1.1"
      ),
      ("Reporting-MTA: dns; relay.example", "no field at all"), ("Subject: Und", ": Und"),
    ])
  func contradictions(_ part: String, _ changed: String) {
    let text = Self.report().replacing(part, with: changed)
    #expect(text != Self.report())
    #expect(throws: NotADeliveryReport.self) { try Self.parse(text) }
  }

  @Test("three thousand damaged reports are refused or read, and none harms")
  func fuzz() throws {
    let good = Array(Self.report().utf8)
    var generator = Generator(state: 20_261_125)
    var read = 0
    for _ in 0..<3000 {
      var bytes = good
      for _ in 0..<Int(generator.next() % 8 + 1) {
        let place = Int(generator.next() % UInt64(bytes.count))
        switch generator.next() % 5 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: Array("\r\n--".utf8), at: place)
        case 3: bytes.removeSubrange(place..<min(bytes.count, place + Int(generator.next() % 200)))
        default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 60)], at: place)
        }
      }
      do {
        let report = try DeliveryReport(parsing: bytes)
        #expect(report.status.kind >= 2)
        read += 1
      } catch {
        // Refused, as a damaged one may be.
      }
    }
    #expect(read > 100 && read < 3000)
  }

  @Test("limits: bytes, fields, parts")
  func limits() throws {
    let many = String(repeating: "X-A: b\n", count: 501)
    #expect(throws: NotADeliveryReport.self) { try Self.parse(many + Self.report()) }
    let long = "X-A: \(String(repeating: "a", count: 70_000))\n"
    #expect(throws: NotADeliveryReport.self) { try Self.parse(long + Self.report()) }
    let parts = String(repeating: "--AB12.1795593600/relay.example\n\nx\n", count: 30)
    #expect(throws: NotADeliveryReport.self) {
      try Self.parse(Self.report().replacing("This is a MIME", with: parts + "This is a MIME"))
    }
    let huge = Self.report(more: String(repeating: "x", count: DeliveryReport.bytesMax))
    #expect(throws: NotADeliveryReport.self) { try Self.parse(huge) }
    #expect(throws: NotADeliveryReport.self) { try Self.parse("") }
  }

  /// SplitMix64.
  struct Generator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  @Test("the folder gives regular files only, each once, and forgets what was read")
  func folder() async throws {
    try await TemporaryFolder.with { path in
      let folder = try MailFolder(path + "/bounces")
      try folder.deliver(Array("een".utf8), as: "1.a.relay")
      try folder.deliver(Array("twee".utf8), as: "2.b.relay")
      try FileManager.default.createSymbolicLink(
        atPath: path + "/bounces/new/3.c", withDestinationPath: "/etc/hostname")
      try FileManager.default.createDirectory(
        atPath: path + "/bounces/new/4.d", withIntermediateDirectories: false)
      #expect(try folder.newMails() == ["1.a.relay", "2.b.relay", "3.c", "4.d"])
      #expect(try folder.read("1.a.relay", bytesMax: 100) == Array("een".utf8))
      #expect(try folder.read("2.b.relay", bytesMax: 3) == nil)
      #expect(try folder.read("3.c", bytesMax: 100) == nil)
      #expect(try folder.read("4.d", bytesMax: 100) == nil)
      #expect(try folder.read("5.e", bytesMax: 100) == nil)
      for name in try folder.newMails() { try folder.setAside(name) }
      #expect(try folder.newMails().isEmpty)
      #expect(try folder.removeRead(before: Instant(microseconds: 0)) == 0)
      #expect(try folder.removeRead(before: SystemTime().now().adding(seconds: 60)) >= 2)
    }
  }
}
