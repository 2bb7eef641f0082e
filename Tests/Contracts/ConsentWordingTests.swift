import Contracts
import Crypto
import Testing
import Vocabulary

/// What a citizen accepted must stay readable, word for word, as long as the consent history lives.
@Suite("R-CON-2: the consent texts")
struct ConsentWordingTests {
  /// SHA-256 of each landed text. A text that changed after somebody accepted it is caught here: add a
  /// version instead.
  static let landed: [(version: String, language: Language, digest: String)] = [
    ("2026-11", .nl, "a373a9aa78ab82aec8bc4f3aec4fc1410847434367359f96063160764978c5cc"),
    ("2026-11", .fr, "91f947f221dcca719fdc41af96c0629f0947628b6a3973a3e51a3d15816688a6"),
    ("2026-11", .de, "893f211f1f08175b7f5c8968c2e08cc49f3bd21a259a14ac95f6303aa4809094"),
    ("2026-11", .en, "ec49d58e0971b86f72215dad65a28b7b4e33568a3ef0cb2d049804c915bec0db"),
    ("2026-12", .nl, "93718ea6f6ae02ce0f0a8ef61ab44313552afae241d41248d4bdf0f008000a07"),
    ("2026-12", .fr, "3025fd38dd6be8d0393433bb1c0dd7a807d4d7d64f201cd0c7f0771f8a1593cf"),
    ("2026-12", .de, "6525a3c00f66f4812c9ab3a2cc49f681cda4e451187996d8b18ba8a5dd8fe51b"),
    ("2026-12", .en, "f5e61bd1c1d24d51a3840b199b9e38b212b26b2918c0ad48d904ef541f784a5a"),
  ]

  @Test("R-CON-2: every version stands in four languages; the current one is among them")
  func complete() {
    let versions = Set(ConsentWording.all.map(\.text.version))
    #expect(versions.contains(ConsentText.currentVersion))
    for version in versions {
      for language in Language.allCases {
        let text = ConsentText(version: version, language: language)
        #expect(ConsentWording.all.count { $0.text == text } == 1)
        let points = ConsentWording.find(text)?.points.count
        #expect(points == ConsentWording.find(ConsentText(version: version, language: .nl))?.points.count)
      }
    }
  }

  @Test("R-CON-2: a landed text is never changed")
  func unchanged() {
    #expect(Self.landed.count == ConsentWording.all.count)
    for (version, language, digest) in Self.landed {
      let wording = ConsentWording.find(ConsentText(version: version, language: language))
      let now = SHA256.hash(data: Array((wording?.canonical ?? "").utf8)).map {
        String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
      }.joined()
      #expect(now == digest, "\(version) in \(language)")
    }
  }

  @Test("the channel's name stands where the text says so, and no placeholder is left")
  func filled() {
    for wording in ConsentWording.all {
      let text = ([wording.lead(for: "Doccle")] + wording.points(for: "Doccle")).joined()
      #expect(text.contains("Doccle"))
      #expect(!text.contains("{"))
    }
  }
}
