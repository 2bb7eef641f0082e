import Contracts

/// Something came that the test did not expect.
struct Unexpected: Error {
  let what: String
  init(_ what: String) { self.what = what }
}

extension TokenStanding {
  var isActive: Bool { if case .active = self { true } else { false } }
}
