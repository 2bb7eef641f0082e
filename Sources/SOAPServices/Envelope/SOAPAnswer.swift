import Contracts
import EdgeHTTP
import HTTPTypes
import Hummingbird
import NIOCore

/// What is answered: an envelope, unsigned as the policy says.
enum SOAPAnswer {
  static func response(_ payload: (inout XMLWriter) -> Void) -> Response {
    response(.ok, payload)
  }

  /// HTTP 500, as SOAP 1.1 §6.2 asks.
  static func response(_ fault: SOAPFault, _ trace: Trace, _ settings: SOAPSettings) -> Response {
    var response = response(.internalServerError) { writer in
      writer.element("soap:Fault") { writer in
        writer.element("faultcode", text: fault.origin == .consumer ? "soap:Client" : "soap:Server")
        writer.element("faultstring", [("xml:lang", "en")], text: fault.message)
        writer.element("detail") { write(fault, trace, settings, &$0) }
      }
    }
    if fault == .temporarilyUnavailable {
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
      writer.element("err:Origin", text: fault.origin.rawValue)
      writer.element("err:Code", text: fault.code)
      writer.element("err:Message", [("xml:lang", "en")], text: fault.message)
      writer.element("err:Retry", flag: fault.retry)
      if let contact = settings.contact { writer.element("err:Contact", text: contact) }
      writer.element("err:Environment", text: settings.environment.rawValue)
    }
  }

  private static func response(
    _ status: HTTPResponse.Status, _ payload: (inout XMLWriter) -> Void
  ) -> Response {
    var writer = XMLWriter()
    writer.element("soap:Envelope", [("xmlns:soap", Envelope.namespace)]) { writer in
      writer.element("soap:Body") { payload(&$0) }
    }
    let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + writer.text
    return Response(
      status: status, headers: [.contentType: "text/xml; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
