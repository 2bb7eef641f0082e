import AuditTrail
import Contracts
import Storage
import Vocabulary

/// Gives each signed-in citizen their own sessions, and nobody else's.
struct ProviderSessionDesk: SessionDesk {
  let parts: ProviderParts
  let clients: OAuthClients
  let seal: SessionSeal

  func sessions(for caller: CitizenCaller) -> any CitizenSessions {
    OwnSessions(caller: caller, parts: parts, clients: clients, seal: seal)
  }
}

/// The sessions of the citizen who is signed in.
struct OwnSessions: CitizenSessions {
  let caller: CitizenCaller
  let parts: ProviderParts
  let clients: OAuthClients
  let seal: SessionSeal

  func running(own: String) async throws(Failure<Never>) -> [CitizenSession] {
    let (mailbox, now, ownHash) = (caller.mailbox, parts.time.now(), secretDigest(own))
    let kept: [SessionRows.Session] = try await parts.read(as: Never.self) { transaction in
      try SessionRows.all(of: mailbox, in: transaction)
    }
    do {
      return try kept.filter { $0.isRunning(now: now) }.map { session in
        CitizenSession(
          id: session.id, since: session.started, lastSeen: session.seen,
          browser: try seal.browser(session.browser, hash: session.hash), isOwn: session.hash == ownHash)
      }
    } catch {
      throw .outcomeUnknown(error)
    }
  }

  func channels() async throws(Failure<Never>) -> [SignedInChannel] {
    let (mailbox, now) = (caller.mailbox, parts.time.now())
    let kept: [(ChannelID, Instant)] = try await parts.read(as: Never.self) { transaction in
      try TokenRows.runningChannels(of: mailbox, at: now, in: transaction)
    }
    return kept.map { channel, since in
      SignedInChannel(channel: channel, names: clients.channel(channel)?.names, since: since)
    }
  }

  func end(_ id: SessionID) async throws(Failure<Never>) -> Bool {
    let mailbox = caller.mailbox
    return try await act(.signOut, nil) { transaction in
      let isEnded = try SessionRows.end(id, of: mailbox, in: transaction)
      return (isEnded, ["by": "list", "sessions": isEnded ? "1" : "0"])
    }
  }

  func end(in channel: ChannelID) async throws(Failure<Never>) {
    let (mailbox, now) = (caller.mailbox, parts.time.now())
    try await act(.revoke, channel) { transaction in
      try TokenRows.endAll(of: mailbox, clientID: channel.text, at: now, in: transaction)
      return ((), ["by": "list"])
    }
  }

  func endAll(withChannels: Bool) async throws(Failure<Never>) {
    let (mailbox, now) = (caller.mailbox, parts.time.now())
    try await act(.signOut, nil) { transaction in
      let sessions = try SessionRows.endAll(of: mailbox, in: transaction)
      let channels = withChannels ? try TokenRows.runningChannels(of: mailbox, at: now, in: transaction) : []
      if withChannels { try TokenRows.endAll(of: mailbox, at: now, in: transaction) }
      return ((), ["by": "everywhere", "sessions": "\(sessions)", "channels": "\(channels.count)"])
    }
  }

  /// Commits an act with its audit entry.
  private func act<Done: Sendable>(
    _ action: AuditEntry.Action, _ channel: ChannelID?,
    _ body: @escaping @Sendable (Transaction) throws -> (Done, [String: String])
  ) async throws(Failure<Never>) -> Done {
    let (stamp, trail, caller) = (parts.stamp(), parts.trail, caller)
    return try await parts.write(as: Never.self) { transaction in
      let (done, details) = try body(transaction)
      try trail.record(
        AuditEntry(
          id: stamp.id, at: stamp.at, action: action, requestID: caller.requestID, clientID: channel?.text,
          mailbox: caller.mailbox, details: details),
        in: transaction)
      return done
    }
  }
}
