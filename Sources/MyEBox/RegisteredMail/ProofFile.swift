import AuditTrail
import Contracts
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Vocabulary

/// The two files of a proof.
enum ProofFile: Sendable {
  case document, seal

  fileprivate var ending: String {
    switch self {
    case .document: "xml"
    case .seal: "p7s"
    }
  }

  fileprivate var mediaType: String {
    switch self {
    case .document: "application/xml"
    case .seal: "application/pkcs7-signature"
    }
  }
}

extension MyEBox {
  /// One file of the proof of a fact, as a download: the bytes that the sender gets too (R-REG-3).
  func proof(_ asked: Asked, _ message: MessageID, _ id: EvidenceID, _ file: ProofFile) async throws
    -> Response
  {
    let act = Act(action: .proof, message: message, details: ["proof": id.text])
    return try await signedIn(asked, at: .message(message), act) { reader in
      let proof = try await OneInbox(registries: reader.registries).proof(id, of: message)
      let bytes = file == .document ? proof.document : proof.signature
      var headers = HTTPFields.pageSecurity(["default-src 'none'", "sandbox"])
      headers[.contentType] = file.mediaType
      headers[.contentLength] = String(bytes.count)
      let name = "evidence-\(proof.fact.event.rawValue).\(file.ending)"
      headers[.contentDisposition] = ContentDisposition(name, isDownload: true).text
      let body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
      return (Response(status: .ok, headers: headers, body: body), act)
    }
  }
}
