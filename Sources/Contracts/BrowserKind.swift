/// What kind of browser somebody uses, in general words: enough to know one's own again, too little to follow
/// anyone by.
package struct BrowserKind: Hashable, Sendable {
  package enum Family: String, Hashable, Sendable, CaseIterable {
    case firefox, edge, opera, samsung, chrome, safari, other

    /// As people know it; nil for ``other``.
    package var name: String? {
      switch self {
      case .firefox: "Firefox"
      case .edge: "Edge"
      case .opera: "Opera"
      case .samsung: "Samsung Internet"
      case .chrome: "Chrome"
      case .safari: "Safari"
      case .other: nil
      }
    }
  }

  package enum Device: String, Hashable, Sendable, CaseIterable { case phone, tablet, computer, other }

  package static let unknown = BrowserKind(family: .other, device: .other)
  package let family: Family
  package let device: Device

  package init(family: Family, device: Device) {
    self.family = family
    self.device = device
  }

  /// - Parameter userAgent: the header as it came; nothing of it is kept but the two words.
  package init(userAgent: String) {
    let marks: [(String, Family)] = [
      ("Firefox/", .firefox), ("FxiOS/", .firefox), ("Edg", .edge), ("OPR/", .opera),
      ("SamsungBrowser/", .samsung), ("Chrome/", .chrome), ("Chromium/", .chrome), ("CriOS/", .chrome),
      ("Safari/", .safari),
    ]
    family = marks.first { userAgent.contains($0.0) }?.1 ?? .other
    if userAgent.contains("iPad") || userAgent.contains("Tablet")
      || userAgent.contains("Android") && !userAgent.contains("Mobile")
    {
      device = .tablet
    } else if userAgent.contains("iPhone") || userAgent.contains("Mobile") {
      device = .phone
    } else if ["Windows", "Macintosh", "Linux", "CrOS"].contains(where: userAgent.contains) {
      device = .computer
    } else {
      device = .other
    }
  }
}
