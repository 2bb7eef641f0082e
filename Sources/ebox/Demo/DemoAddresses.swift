import Foundation

/// Where everything of the demonstration answers: one port for the parties, one for each other channel.
struct DemoAddresses: Sendable {
  let port: Int
  /// By channel id.
  private let channelPorts: [String: Int]

  /// Takes a channel's own port when it is free, else any that is, so that two demonstrations can run at
  /// once.
  init(port: Int) {
    self.port = port
    var ports: [String: Int] = [:]
    for channel in DemoRegister.channels {
      if let usual = channel.loopbackPort { ports[channel.id] = Self.free(usual) ?? Self.free(0) ?? usual }
    }
    channelPorts = ports
  }

  var baseURL: String { "http://127.0.0.1:\(port)" }

  /// Of the played time-stamp authority.
  var timestampURL: String { baseURL + DemoStampRoutes.path }

  /// Nil for the portal of this server.
  func port(of channel: DemoCast.Channel) -> Int? { channelPorts[channel.id] }

  func startURL(of channel: DemoCast.Channel) -> String {
    port(of: channel).map { "http://127.0.0.1:\($0)/" } ?? baseURL + "/"
  }

  func redirectURI(of channel: DemoCast.Channel) -> String { startURL(of: channel) + "callback" }

  /// The port when nobody listens on it; for 0 any free one.
  private static func free(_ port: Int) -> Int? {
    let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard handle >= 0 else { return nil }
    defer { close(handle) }
    var yes: Int32 = 1
    setsockopt(handle, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isFree = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
        bind(handle, plain, length) == 0 && getsockname(handle, plain, &length) == 0
      }
    }
    return isFree ? Int(UInt16(bigEndian: address.sin_port)) : nil
  }
}
