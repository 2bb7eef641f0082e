import Contracts
import NIOCore
import NIOPosix

/// Asks a clamd, over a connection for each document (clamd(8), `INSTREAM`).
struct ClamAV: Sendable {
  let address: ClamAVAddress
  /// For the connection, for each piece to be taken, and for the verdict.
  let secondsMax: Int

  /// Begins to scan one document.
  func begin() async throws(InspectionUnavailable) -> ClamAVScan {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    let reply = loop.makePromise(of: String.self)
    let bootstrap = ClientBootstrap(group: loop).connectTimeout(.seconds(Int64(secondsMax)))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ClamAVReply(reply))
        }
      }
    do {
      let channel =
        switch address {
        case .tcp(let host, let port): try await bootstrap.connect(host: host, port: port).get()
        case .unix(let path): try await bootstrap.connect(unixDomainSocketPath: path).get()
        }
      let scan = ClamAVScan(channel: channel, reply: reply.futureResult, secondsMax: secondsMax)
      try await scan.begin()
      return scan
    } catch {
      reply.fail(error)
      throw InspectionUnavailable(.malware)
    }
  }
}

/// One document on its way to clamd. Ended by exactly one of ``isInfected()`` and ``abandon()``, also after a
/// failure.
struct ClamAVScan: Sendable {
  let channel: any Channel
  let reply: EventLoopFuture<String>
  let secondsMax: Int

  fileprivate func begin() async throws {
    try await inTime(channel.writeAndFlush(ByteBuffer(string: "zINSTREAM\0")))
  }

  /// Returns when the bytes are taken.
  func feed(_ bytes: ByteBuffer) async throws(InspectionUnavailable) {
    // A piece of no bytes would end the document.
    guard bytes.readableBytes > 0 else { return }
    channel.write(ByteBuffer(integer: UInt32(bytes.readableBytes)), promise: nil)
    do {
      try await inTime(channel.writeAndFlush(bytes))
    } catch {
      throw InspectionUnavailable(.malware)
    }
  }

  /// - Throws: when clamd says anything but OK or FOUND: the document is too long for its `StreamMaxLength`,
  ///   its memory is short, it is ending.
  func isInfected() async throws(InspectionUnavailable) -> Bool {
    do {
      try await inTime(channel.writeAndFlush(ByteBuffer(integer: UInt32(0))))
      let said = try await inTime(reply)
      abandon()
      if said == "stream: OK" { return false }
      if said.hasPrefix("stream: "), said.hasSuffix(" FOUND") { return true }
    } catch {
      abandon()
    }
    throw InspectionUnavailable(.malware)
  }

  func abandon() { channel.close(promise: nil) }

  /// What takes longer than allowed ends with the connection.
  @discardableResult
  private func inTime<T: Sendable>(_ step: EventLoopFuture<T>) async throws -> T {
    let late = channel.eventLoop.scheduleTask(in: .seconds(Int64(secondsMax))) { channel.close(promise: nil) }
    defer { late.cancel() }
    return try await step.get()
  }
}

/// Gathers clamd's one answer, up to its NUL.
private final class ClamAVReply: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private static let bytesMax = 4096

  private let promise: EventLoopPromise<String>
  private var said: [UInt8] = []

  init(_ promise: EventLoopPromise<String>) { self.promise = promise }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    said.append(contentsOf: unwrapInboundIn(data).readableBytesView)
    if let end = said.firstIndex(of: 0) {
      promise.succeed(String(decoding: said[..<end], as: UTF8.self))
    } else if said.count > Self.bytesMax {
      context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) { promise.fail(ChannelError.eof) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
