/// A caller is made where it was authenticated, and nowhere else (house.md §2).
enum CallerRules {
  static let makers: [String: Set<String>] = [
    "SenderCaller": ["MessageRegistryAPI", "SOAPServices", "FederationAPI"],
    "ChannelCaller": ["MessageRegistryAPI", "SOAPServices", "FederationAPI"],
    "CitizenCaller": ["FederationAPI"],
  ]

  /// Where a citizen signs in.
  static let signIn = "Sources/Provider/SignIn/"

  /// Where callers are defined; a sender that was put aside is taken up there.
  static let definition = "Sources/Contracts/Caller.swift"

  static func callers(_ source: SourceText) -> [Finding] {
    if source.isForTests || source.path == definition { return [] }
    return makers.sorted { $0.key < $1.key }.flatMap { caller, rooms -> [Finding] in
      if rooms.contains(source.room) { return [] }
      if caller == "CitizenCaller", source.path.hasPrefix(signIn) { return [] }
      return source.codeMatches(#"\b\#(caller)(\.init)?\("#).map { line, _ in
        source.finding(
          line, "\(source.room) makes a \(caller)",
          "only \(rooms.sorted().joined(separator: ", ")) may, after authenticating: take it from there")
      }
    }
  }
}
