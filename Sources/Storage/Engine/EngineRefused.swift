/// An engine is not set as the product needs it: an answered transaction could be lost, or the two engines
/// would differ. The program refuses to start on it.
package struct EngineRefused: Error, Hashable, CustomStringConvertible {
  package let setting: String
  package let found: String
  package var description: String { "the database's \(setting) is \(found), which the product can't rely on" }
}
