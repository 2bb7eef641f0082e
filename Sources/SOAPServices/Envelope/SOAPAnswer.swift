import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import NIOCore
import Vocabulary

/// What is answered: an envelope, unsigned as the policy says.
enum SOAPAnswer {
  static func response(_ payload: (inout XMLWriter) -> Void) -> Response {
    response(.ok, payload)
  }

  /// What a service provider's fault says beside what the platform's does.
  struct ServiceProvider {
    let actor: String
    let at: Instant
  }

  /// A file that is answered beside the envelope (SOAP with attachments).
  struct Attachment {
    let contentID: String
    let mediaType: String
    let bytes: [UInt8]
  }

  /// - Parameter boundary: stands in neither.
  static func response(
    with attachment: Attachment, boundary: String, _ payload: (inout XMLWriter) -> Void
  ) -> Response {
    let root = "envelope@ebox"
    var body = ByteBuffer()
    func part(_ type: String, _ id: String, _ bytes: some Sequence<UInt8>) {
      body.writeString(
        """
        --\(boundary)\r
        Content-Type: \(type)\r
        Content-Transfer-Encoding: binary\r
        Content-ID: <\(id)>\r
        \r

        """)
      body.writeBytes(bytes)
      body.writeString("\r\n")
    }
    part("text/xml; charset=utf-8", root, envelope(payload).utf8)
    part(attachment.mediaType, attachment.contentID, attachment.bytes)
    body.writeString("--\(boundary)--\r\n")
    let type = "multipart/related; type=\"text/xml\"; start=\"<\(root)>\"; boundary=\"\(boundary)\""
    return Response(
      status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: body))
  }

  /// HTTP 500, as SOAP 1.1 §6.2 asks.
  /// - Parameter provider: nil for faults in the form of the platform's.
  static func response(
    _ fault: SOAPFault, _ trace: Trace, _ settings: SOAPSettings, of provider: ServiceProvider? = nil
  ) -> Response {
    var response = response(.internalServerError) { writer in
      writer.element("soap:Fault") { writer in
        writer.element("faultcode", text: fault.origin == .consumer ? "soap:Client" : "soap:Server")
        writer.element("faultstring", [("xml:lang", "en")], text: fault.message)
        writer.element("detail") { writer in
          if let provider {
            write(fault, trace, settings, provider, &writer)
          } else {
            write(fault, trace, settings, &writer)
          }
        }
      }
    }
    if fault.retry {
      response.headers[.retryAfter] = "\(SOAPSettings.retryAfterSeconds)"
    }
    return response
  }

  private static func write(
    _ fault: SOAPFault, _ trace: Trace, _ settings: SOAPSettings, _ writer: inout XMLWriter
  ) {
    let name = fault.kind == .business ? "err:BusinessError" : "err:SystemError"
    let attributes = [("xmlns:err", "http://socialsecurity.be/errors/v1"), ("Id", trace.requestID.text)]
    writer.element(name, attributes) { writer in
      write(fault, settings, &writer)
      writer.element("err:Environment", text: settings.environment.rawValue)
    }
  }

  private static func write(
    _ fault: SOAPFault, _ trace: Trace, _ settings: SOAPSettings, _ provider: ServiceProvider,
    _ writer: inout XMLWriter
  ) {
    let name = fault.kind == .business ? "err:BusinessError" : "err:SystemError"
    let attributes = [
      ("xmlns:err", "http://socialsecurity.be/errors/serviceprovider/v1"), ("Id", trace.requestID.text),
    ]
    writer.element(name, attributes) { writer in
      write(fault, settings, &writer)
      writer.element("err:Actor", text: provider.actor)
      writer.element("err:DateTime", text: provider.at.description)
    }
  }

  private static func write(_ fault: SOAPFault, _ settings: SOAPSettings, _ writer: inout XMLWriter) {
    writer.element("err:Origin", text: fault.origin.rawValue)
    writer.element("err:Code", text: fault.code)
    writer.element("err:Message", [("xml:lang", "en")], text: fault.message)
    writer.element("err:Retry", flag: fault.retry)
    if let contact = settings.contact { writer.element("err:Contact", text: contact) }
  }

  private static func response(
    _ status: HTTPResponse.Status, _ payload: (inout XMLWriter) -> Void
  ) -> Response {
    Response(
      status: status, headers: [.contentType: "text/xml; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: envelope(payload))))
  }

  private static func envelope(_ payload: (inout XMLWriter) -> Void) -> String {
    var writer = XMLWriter()
    writer.element("soap:Envelope", [("xmlns:soap", Envelope.namespace)]) { writer in
      writer.element("soap:Body") { payload(&$0) }
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + writer.text
  }
}
