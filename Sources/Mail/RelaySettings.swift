/// How the relay is reached.
package struct RelaySettings: Hashable, Sendable {
  package enum Security: String, Hashable, Sendable, CaseIterable {
    /// In clear; for a relay on this machine, or where it is expressly allowed.
    case none
    /// TLS after STARTTLS, or no mail.
    case starttls
    /// TLS from the first byte.
    case tls
  }

  /// A connection that was idle for longer is not used again: a relay may have closed it (RFC 5321, 4.5.3.2).
  package static let idleSecondsMax = 100

  package let host: String
  package let port: Int
  package let security: Security
  /// PEM file of the authorities that are trusted; nil: those of the system.
  package let caFile: String?
  /// Nil: the relay asks for none.
  package let user: String?
  package let password: String
  /// How we introduce ourselves.
  package let helloName: String
  package let connectSeconds: Int
  /// For each answer. A relay may think for a while after the whole mail.
  package let replySeconds: Int
  /// For one mail.
  package let mailSeconds: Int

  package init(
    host: String, port: Int, security: Security, caFile: String? = nil, user: String? = nil,
    password: String = "", helloName: String, connectSeconds: Int = 15, replySeconds: Int = 60,
    mailSeconds: Int = 150
  ) {
    self.host = host
    self.port = port
    self.security = security
    self.caFile = caFile
    self.user = user
    self.password = password
    self.helloName = helloName
    self.connectSeconds = connectSeconds
    self.replySeconds = replySeconds
    self.mailSeconds = mailSeconds
  }

  var url: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return "\(security == .tls ? "smtps" : "smtp")://\(name):\(port)/\(helloName)"
  }
}
