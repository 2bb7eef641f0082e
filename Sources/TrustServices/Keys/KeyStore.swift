package import Crypto
package import Vocabulary

/// Keeps the keys that everything else is wrapped by. Lives outside every backup set (house.md §4).
package protocol KeyStore: Sendable {
  /// A long-lived key of 32 bytes, made on first asking and durable before it is returned.
  /// - Parameter purpose: lower-case letters and dashes: `mailbox`, `national-number-hash`, `consent`…
  func rootKey(_ purpose: String) throws -> SymmetricKey

  /// The root key of that purpose; nil when there is none. Makes nothing.
  func existingRootKey(_ purpose: String) throws -> SymmetricKey?

  /// The purposes of all root keys there are, in alphabetical order.
  func rootPurposes() throws -> [String]

  /// The key of an expiry day, made on first asking and durable before it is returned.
  /// - Throws: ``KeyDestroyed`` when that day's keys were destroyed.
  func dayKey(_ day: CalendarDate) throws -> SymmetricKey

  /// The key of an expiry day; nil when there is none. Makes nothing.
  /// - Throws: ``KeyDestroyed`` when that day's keys were destroyed.
  func existingDayKey(_ day: CalendarDate) throws -> SymmetricKey?

  /// Destroys the keys of all days before `day`, durably, and returns those days. Documents under them are
  /// noise from then on, also in backups.
  func destroyDayKeys(before day: CalendarDate) throws -> [CalendarDate]
}

/// The key is gone, and with it whatever it wrapped.
package struct KeyDestroyed: Error {
  package let day: CalendarDate
  package init(day: CalendarDate) { self.day = day }
}
