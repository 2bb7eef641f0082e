import Contracts
import Crypto
import Foundation
import Hummingbird
import Vocabulary

/// A sealed proof as the contract has it: a file beside the envelope, with its digest and its seal.
struct SignedFile {
  private static let mediaType = "text/xml"

  let proof: SealedProof
  /// To save it by.
  let name: String
  let type: String

  init(_ proof: SealedProof, name: String, type: String) {
    (self.proof, self.name, self.type) = (proof, name, type)
  }

  private var contentID: String { "\(proof.fact.id)@ebox" }

  func write(_ element: String, _ writer: inout XMLWriter) {
    let digest = Data(SHA256.hash(data: proof.document)).base64EncodedString()
    writer.element(element) { writer in
      writer.element("t:Title", text: proof.fact.event.rawValue)
      writer.element("t:Digest") { writer in
        writer.element("t:DigestMethod", text: "SHA-256")
        writer.element("t:DigestValue", text: digest)
      }
      writer.element("t:DownloadFileName", text: name)
      writer.element("t:MIME", text: Self.mediaType)
      writer.element("t:Type", text: type)
      writer.element("t:Language", text: "en")
      writer.element("t:Content", text: "cid:\(contentID)")
      writer.element("t:Signature", text: Data(proof.signature).base64EncodedString())
    }
  }

  /// - Parameter request: makes a boundary that nobody who wrote the proof knew.
  func response(
    _ request: Contracts.RequestID, _ payload: (inout XMLWriter) -> Void
  ) -> Response {
    SOAPAnswer.response(
      with: SOAPAnswer.Attachment(contentID: contentID, mediaType: Self.mediaType, bytes: proof.document),
      boundary: "ebox-\(request)", payload)
  }
}
