package import Crypto
import Synchronization
package import Vocabulary

/// Keeps root and day keys as files of a folder of its own, which belongs in no backup set.
///
/// The keys lie there in clear, protected by file permissions only (0600 in a 0700 folder; a folder or file
/// that is open to others is refused): they are the only plain keys that the product keeps on disk. Whoever
/// reads this folder and the database and the documents reads everything; whoever lacks it reads nothing.
/// Losing it loses every document.
///
/// A key is durable before it is returned (file and folder fsynced), and cached in memory, so that asking
/// again costs a lock. Several processes may share a folder; a process that runs keeps what it has cached,
/// so the destroyer of days is the process that uses them.
package final class DirectoryKeyStore: KeyStore {
  private static let destroyedName = "days-destroyed-before"
  private static let rootPrefix = "root-"
  private static let keyBytes = 32

  private struct State {
    var roots: [String: SymmetricKey] = [:]
    var days: [CalendarDate: SymmetricKey] = [:]
    /// Keys of all days before this one are destroyed and are never made again.
    var destroyedBefore: CalendarDate?
  }

  private let folder: KeyFolder
  private let random: any RandomSource
  private let state: Mutex<State>

  /// Opens the folder, making it when it is not there.
  /// - Throws: ``KeyFailure``: it is open to others, or the disk refused.
  package init(opening path: String, random: any RandomSource) throws {
    folder = try KeyFolder(path)
    self.random = random
    state = Mutex(State(destroyedBefore: try DirectoryKeyStore.readDestroyed(folder)))
  }

  package func rootKey(_ purpose: String) throws -> SymmetricKey {
    try state.withLock { state in
      if let key = state.roots[purpose] { return key }
      guard DirectoryKeyStore.isPurpose(purpose) else { throw KeyFailure.invalidPurpose(purpose) }
      let key = try keyOrNew(DirectoryKeyStore.rootPrefix + purpose)
      state.roots[purpose] = key
      return key
    }
  }

  package func existingRootKey(_ purpose: String) throws -> SymmetricKey? {
    try state.withLock { state in
      if let key = state.roots[purpose] { return key }
      guard DirectoryKeyStore.isPurpose(purpose) else { throw KeyFailure.invalidPurpose(purpose) }
      guard let key = try folder.key(DirectoryKeyStore.rootPrefix + purpose) else { return nil }
      state.roots[purpose] = key
      return key
    }
  }

  package func rootPurposes() throws -> [String] {
    try folder.names().filter { $0.hasPrefix(DirectoryKeyStore.rootPrefix) }
      .map { String($0.dropFirst(DirectoryKeyStore.rootPrefix.count)) }.filter(DirectoryKeyStore.isPurpose)
  }

  package func dayKey(_ day: CalendarDate) throws -> SymmetricKey {
    try state.withLock { state in
      if let key = state.days[day] { return key }
      if let destroyed = state.destroyedBefore, day < destroyed { throw KeyDestroyed(day: day) }
      let key = try keyOrNew("day-\(day)")
      state.days[day] = key
      return key
    }
  }

  package func existingDayKey(_ day: CalendarDate) throws -> SymmetricKey? {
    try state.withLock { state in
      if let key = state.days[day] { return key }
      // Another process of this folder may have destroyed it since.
      let destroyed =
        try state.destroyedBefore.flatMap { day < $0 ? $0 : nil }
        ?? DirectoryKeyStore.readDestroyed(folder)
      if let destroyed, day < destroyed { throw KeyDestroyed(day: day) }
      guard let key = try folder.key("day-\(day)") else { return nil }
      state.days[day] = key
      return key
    }
  }

  /// The mark that days are destroyed is durable before the first key goes, so that none is ever made anew;
  /// a crash in between leaves keys that the next call destroys and returns.
  package func destroyDayKeys(before day: CalendarDate) throws -> [CalendarDate] {
    try state.withLock { state in
      let limit = max(day, state.destroyedBefore ?? day)
      if limit != state.destroyedBefore {
        try folder.write(Array(limit.description.utf8), as: DirectoryKeyStore.destroyedName, replacing: true)
        state.destroyedBefore = limit
      }
      state.days = state.days.filter { $0.key >= limit }
      let days = try folder.names().compactMap(DirectoryKeyStore.day(of:)).filter { $0 < limit }
      for day in days { try folder.destroy("day-\(day)") }
      if !days.isEmpty { try folder.syncFolder() }
      return days
    }
  }

  private func keyOrNew(_ name: String) throws -> SymmetricKey {
    try folder.key(name) ?? folder.keep(random.bytes(DirectoryKeyStore.keyBytes), as: name)
  }

  private static func readDestroyed(_ folder: KeyFolder) throws -> CalendarDate? {
    guard let bytes = try folder.read(destroyedName) else { return nil }
    do {
      return try CalendarDate(parsing: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw KeyFailure.damagedKeyFile(destroyedName)
    }
  }

  private static func day(of name: String) -> CalendarDate? {
    guard name.hasPrefix("day-") else { return nil }
    do {
      return try CalendarDate(parsing: name.dropFirst("day-".count))
    } catch {
      return nil
    }
  }

  private static func isPurpose(_ purpose: String) -> Bool {
    (1...40).contains(purpose.utf8.count)
      && purpose.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
      }
  }
}
