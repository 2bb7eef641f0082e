import Contracts
import EBoxTesting
import NIOCore
import NIOPosix
import Testing
import Vocabulary

@testable import DocumentInspection

@Suite("R-PUB-7: malware, by a real clamd") struct ClamAVTests {
  @Test("EICAR is found and other documents pass, over TCP and the socket")
  func found() async throws {
    try await ClamDaemon.with { daemon in
      for address in ["127.0.0.1:\(daemon.port)", daemon.socket] {
        try await Self.with(ClamAVAddress(parsing: address)) { desk throws in
          #expect(try await desk.findings(ByteBuffer(string: "Geachte"), "text/plain") == [])
          #expect(try await desk.findings(ByteBuffer(string: ClamDaemon.eicar), "text/plain") == [.malware])
          #expect(try await desk.findings("good") == [])
          #expect(try await desk.findings("launch") == [.activeContent])
          #expect(try await desk.findings(ByteBuffer(), "text/plain") == [])
          let both = ByteBuffer(string: ClamDaemon.eicar)
          #expect(try await desk.findings(both, "application/zip") == [.malware, .notDeclaredType])
          #expect(desk.said.lines.isEmpty)
        }
      }
    }
  }

  @Test("what is long is scanned as it comes; what is too long for clamd is no verdict")
  func long() async throws {
    try await ClamDaemon.with { daemon in
      try await Self.with(.unix(daemon.socket)) { desk throws in
        let half = Self.text(InspectionSettings.smallBytesMax / 2 + 1000)
        var document = half
        document.writeImmutableBuffer(half)
        #expect(try await desk.findings(document, "text/plain") == [])
        document.writeString(ClamDaemon.eicar)
        #expect(try await desk.findings(document, "text/plain") == [.malware])
        #expect(try await desk.findings("good-large") == [])

        let tooLong = Self.text(ClamDaemon.streamBytesMax + 100_000)
        await #expect(throws: InspectionUnavailable(.malware)) {
          try await desk.findings(tooLong, "text/plain")
        }
        #expect(try await desk.findings(half, "text/plain") == [])
      }
    }
  }

  @Test("many documents at once")
  func concurrent() async throws {
    try await ClamDaemon.with { daemon in
      try await Self.with(.tcp(host: "127.0.0.1", port: daemon.port)) { desk throws in
        let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
          for number in 0..<60 {
            group.addTask {
              let text = number % 3 == 0 ? ClamDaemon.eicar + "\(number)" : "Geachte \(number)"
              let found = try await desk.findings(ByteBuffer(string: text), "text/plain", pieces: 5)
              return found == (number % 3 == 0 ? [.malware] : []) ? 0 : 1
            }
          }
          return try await group.reduce(0, +)
        }
        #expect(wrong == 0)
      }
    }
  }

  @Test("a daemon that is gone is no verdict, at the beginning, between and half way")
  func gone() async throws {
    try await Self.with(.tcp(host: "127.0.0.1", port: 1)) { desk throws in
      await #expect(throws: InspectionUnavailable(.malware)) { try await desk.findings("good") }
    }
    try await Self.with(.unix("/nonexistent/clamd.ctl")) { desk throws in
      await #expect(throws: InspectionUnavailable(.malware)) { try await desk.findings("good") }
    }
    try await ClamDaemon.with { daemon in
      try await Self.with(.unix(daemon.socket)) { desk throws in
        #expect(try await desk.findings("good") == [])
        let halfWay = await desk.inspectors.begin("text/plain")
        let text = Self.text(InspectionSettings.smallBytesMax + 1000)
        await desk.feed(text, to: halfWay)
        daemon.stop()
        await desk.feed(text, to: halfWay)
        await #expect(throws: InspectionUnavailable(.malware)) { try await halfWay.findings() }
        await #expect(throws: InspectionUnavailable(.malware)) { try await desk.findings("launch") }
      }
    }
  }

  @Test("a daemon that never answers, or talks nonsense, is no verdict")
  func silent() async throws {
    for answer in [nil, "stream: X ERROR\0", "OK\0", "\0", String(repeating: "x", count: 10_000)] {
      let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .childChannelInitializer { channel in
          guard let answer else { return channel.eventLoop.makeSucceededVoidFuture() }
          return channel.writeAndFlush(ByteBuffer(string: answer))
        }
        .bind(host: "127.0.0.1", port: 0).get()
      let address = ClamAVAddress.tcp(host: "127.0.0.1", port: try #require(listener.localAddress?.port))
      try await Self.with(address, secondsMax: 1) { desk throws in
        await #expect(throws: InspectionUnavailable(.malware)) { try await desk.findings("good") }
      }
      try await listener.close().get()
    }
  }

  @Test("a verdict is remembered for ten minutes, the rest of what is known for longer")
  func remembered() async throws {
    try await ClamDaemon.with { daemon in
      let time = PlayedTime()
      try await Self.with(.unix(daemon.socket), time: time) { desk throws in
        let infected = ByteBuffer(string: ClamDaemon.eicar)
        #expect(try await desk.findings("launch") == [.activeContent])
        #expect(try await desk.findings(infected, "text/plain") == [.malware])
        daemon.stop()
        time.advance(seconds: 600)
        #expect(try await desk.findings("launch") == [.activeContent])
        #expect(try await desk.findings(infected, "text/plain") == [.malware])
        // Declared otherwise it is another document.
        await #expect(throws: InspectionUnavailable(.malware)) {
          try await desk.findings(infected, "text/csv")
        }
        time.advance(seconds: 1)
        await #expect(throws: InspectionUnavailable(.malware)) { try await desk.findings("launch") }
        await #expect(throws: InspectionUnavailable(.malware)) {
          try await desk.findings(infected, "text/plain")
        }
      }
    }
  }

  @Test("unavailable scanners and workers accept where the settings say so; the log says it once a minute")
  func accepted() async throws {
    let time = PlayedTime()
    let settings = InspectionSettings(
      worker: "/nonexistent", clamAV: .unix("/nonexistent"), whenUnavailable: .accept)
    try await Desk.with(settings, time: time) { desk throws in
      let told = { desk.said.lines.filter { $0.contains("accepted unseen") } }
      for _ in 1...5 { #expect(try await desk.findings("launch") == []) }
      #expect(try await desk.findings("launch", "text/csv") == [.notDeclaredType])
      #expect(told().count == 2)
      #expect(told().contains { $0.contains("pdf") } && told().contains { $0.contains("malware") })
      time.advance(seconds: 59)
      #expect(try await desk.findings("good") == [])
      #expect(told().count == 2)
      time.advance(seconds: 1)
      #expect(try await desk.findings("good") == [])
      #expect(told().count == 4)
      #expect(!desk.said.lines.contains { $0.contains("Geachte") })
    }
  }

  @Test("addresses")
  func addresses() {
    #expect(ClamAVAddress(parsing: "/run/clamav/clamd.ctl") == .unix("/run/clamav/clamd.ctl"))
    #expect(ClamAVAddress(parsing: "scanner.example:3310") == .tcp(host: "scanner.example", port: 3310))
    #expect(ClamAVAddress(parsing: "[::1]:3310")?.description == "[::1]:3310")
    for text in ["", "scanner", "scanner:", ":3310", "a:0", "a:65536", "::1:3310", "a b:1", "[]:1"] {
      #expect(ClamAVAddress(parsing: text) == nil)
    }
  }

  private static func text(_ count: Int) -> ByteBuffer { ByteBuffer(repeating: 0x61, count: count) }

  private static func with(
    _ address: ClamAVAddress?, secondsMax: Int = 20, time: any TimeSource = SystemTime(),
    _ body: (Desk) async throws -> Void
  ) async throws {
    let address = try #require(address)
    let settings = InspectionSettings(worker: Desk.worker, clamAV: address, clamAVSecondsMax: secondsMax)
    try await Desk.with(settings, time: time, body)
  }
}
