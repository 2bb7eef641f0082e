import EBoxTesting
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing
import TrustServices
import Vocabulary

/// R-REG-2: no stamp is taken that a third party would not take.
struct TimeStampingTests {
  private func failure(_ stamping: TimeStamping, _ house: SealHouse) async throws -> SealFailure? {
    let seal = try house.seal(house.trust.seal).sign(SealHouse.document, at: house.time.now())
    do throws(SealFailure) {
      _ = try await stamping.stamp(seal)
      return nil
    } catch { return error }
  }

  /// An answer to a request that is not ours.
  private func recorded(_ house: SealHouse) async throws -> [UInt8] {
    let recorder = Recorder(authority: try house.played(house.trust.stamps))
    let seal = try house.seal(house.trust.seal).sign([1], at: house.time.now())
    _ = try await house.stamping(recorder).stamp(seal)
    return try #require(recorder.last.value)
  }

  @Test func refusesOthersAnswers() async throws {
    let house = try SealHouse()
    let answer = try await recorded(house)
    #expect(try await failure(house.stamping(FixedAuthority(bytes: answer)), house) == .answerToOther)
    #expect(
      try await failure(house.stamping(FixedAuthority(bytes: answer + [0])), house) == .answerUnreadable)
    #expect(
      try await failure(house.stamping(FixedAuthority(bytes: answer.dropLast())), house) == .answerUnreadable)
    #expect(try await failure(house.stamping(FixedAuthority(bytes: [])), house) == .answerUnreadable)
    let html = Array("<html>busy</html>".utf8)
    #expect(try await failure(house.stamping(FixedAuthority(bytes: html)), house) == .answerUnreadable)
    // PKIStatus 2, rejection.
    let no: [UInt8] = [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02]
    #expect(try await failure(house.stamping(FixedAuthority(bytes: no)), house) == .refused)
  }

  @Test func refusesUntrusted() async throws {
    let house = try SealHouse()
    let foreign = try house.played(house.trust.foreignStamps)
    #expect(try await failure(house.stamping(foreign), house) == .authorityUntrusted)
    let expired = try house.played(house.trust.expiredStamps)
    #expect(try await failure(house.stamping(expired), house) == .authorityUntrusted)
    // A certificate for seals makes no stamps.
    let seal = try house.played(house.trust.seal)
    let made = try await failure(house.stamping(seal), house)
    #expect(made == .unreachable("the played authority has a fault"))
  }

  @Test func refusesWrongSignature() async throws {
    let house = try SealHouse()
    let played = try house.played(house.trust.stamps)
    let altering = Altering(authority: played)
    #expect(try await failure(house.stamping(altering), house) == .stampWrong)
  }

  @Test func refusesOtherClocks() async throws {
    let house = try SealHouse()
    let late = PlayedTime(house.time.now().adding(seconds: 301))
    let authority = PlayedTimeStampAuthority(
      key: try house.seal(house.trust.stamps), time: late, random: house.random)
    #expect(try await failure(house.stamping(authority), house) == .clocksDiffer(seconds: 301))
    late.set(house.time.now().adding(seconds: -301))
    #expect(try await failure(house.stamping(authority), house) == .clocksDiffer(seconds: -301))
    late.set(house.time.now().adding(seconds: 300))
    #expect(try await failure(house.stamping(authority), house) == nil)
  }

  @Test func asksForThePolicy() async throws {
    let house = try SealHouse()
    let played = try house.played(house.trust.stamps)
    let stamping = house.stamping(played, policy: PlayedTimeStampAuthority.policy)
    #expect(try await failure(stamping, house) == nil)
    #expect(try await failure(house.stamping(played, policy: "1.2.3.4.5"), house) == .refused)
    #expect(try await failure(house.stamping(played, policy: "no policy"), house) == .fault)
    // One that gives what it likes.
    try await TemporaryFolder.with { folder in
      house.time.set(SystemTime().now())
      let openssl = Unasked(authority: try OpenSSLAuthority(house.trust.stamps, folder))
      #expect(try await failure(house.stamping(openssl, policy: "1.2.3.4.9"), house) == .answerToOther)
    }
  }

  @Test func over() async throws {
    let house = try SealHouse()
    let played = try house.played(house.trust.stamps)
    let router = Router()
    let reply: HTTPFields = [.contentType: "application/timestamp-reply"]
    router.post("/good") { request, _ in
      let bytes = Array(try await request.body.collect(upTo: 65_536).readableBytesView)
      guard request.headers[.contentType] == "application/timestamp-query" else {
        throw HTTPError(.badRequest)
      }
      let answer = try await played.answer(to: bytes)
      return Response(status: .ok, headers: reply, body: .init(byteBuffer: ByteBuffer(bytes: answer)))
    }
    router.post("/page") { _, _ in "<html>not what was asked</html>" }
    router.post("/busy") { _, _ in Response(status: .serviceUnavailable) }
    router.post("/large") { _, _ in
      let bytes = ByteBuffer(repeating: 0, count: HTTPTimeStampAuthority.answerBytesMax + 1)
      return Response(status: .ok, headers: reply, body: .init(byteBuffer: bytes))
    }
    router.post("/slow") { _, _ in
      try await Task.sleep(for: .seconds(5))
      return Response(status: .ok, headers: reply)
    }
    router.post("/drip") { _, _ in
      let body = ResponseBody { writer in
        for _ in 0..<60 {
          try await writer.write(ByteBuffer(bytes: [0x30]))
          try await Task.sleep(for: .milliseconds(100))
        }
        try await writer.finish(nil)
      }
      return Response(status: .ok, headers: reply, body: body)
    }
    router.post("/moved") { _, _ in Response(status: .temporaryRedirect, headers: [.location: "/good"]) }
    try await Application(router: router).test(.live) { client in
      let port = try #require(client.port)
      func outcome(_ path: String) async throws -> SealFailure? {
        let authority = HTTPTimeStampAuthority(
          url: "http://localhost:\(port)/\(path)",
          timeout: .seconds(path == "slow" || path == "drip" ? 1 : 10))
        return try await failure(house.stamping(authority), house)
      }
      #expect(try await outcome("good") == nil)
      #expect(try await outcome("page") == .answerUnreadable)
      #expect(try await outcome("busy") == .unreachable("status 503"))
      #expect(try await outcome("moved") == .unreachable("status 307"))
      for path in ["large", "slow", "drip"] {
        guard case .unreachable = try await outcome(path) else {
          Issue.record("\(path) was taken")
          continue
        }
      }
    }
    let nobody = HTTPTimeStampAuthority(url: "http://127.0.0.1:9/")
    guard case .unreachable = try await failure(house.stamping(nobody), house) else {
      Issue.record("nobody answered, and it was taken")
      return
    }
  }
}

/// Remembers the last answer.
private struct Recorder: TimeStampAuthority {
  let authority: PlayedTimeStampAuthority
  let last = Kept()

  func answer(to request: [UInt8]) async throws(SealFailure) -> [UInt8] {
    let answer = try await authority.answer(to: request)
    last.value = answer
    return answer
  }

  /// Of one test, one call after the other.
  final class Kept: @unchecked Sendable { var value: [UInt8]? }
}

/// Changes the last byte: the end of the stamp's signature.
private struct Altering: TimeStampAuthority {
  let authority: PlayedTimeStampAuthority

  func answer(to request: [UInt8]) async throws(SealFailure) -> [UInt8] {
    let answer = try await authority.answer(to: request)
    return answer.dropLast() + [(answer.last ?? 0) ^ 1]
  }
}

/// Answers as if no policy had been asked for: takes it out of the request.
private struct Unasked: TimeStampAuthority {
  let authority: OpenSSLAuthority

  func answer(to request: [UInt8]) async throws(SealFailure) -> [UInt8] {
    // 1.2.3.4.9, DER; 1.2.3.4.1 is what the authority is for.
    let asked: [UInt8] = [0x06, 0x04, 0x2A, 0x03, 0x04, 0x09]
    guard let at = request.indices.first(where: { request[$0...].starts(with: asked) }) else { return [] }
    var other = request
    other[at + 5] = 0x01
    return try await authority.answer(to: other)
  }
}
