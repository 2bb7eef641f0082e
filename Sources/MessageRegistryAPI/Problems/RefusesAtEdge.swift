import EdgeHTTP

/// An error that this edge answers as its own refusal.
protocol RefusesAtEdge: Error {
  var refusal: EdgeRefusal { get }
}

extension EdgeRefusal: RefusesAtEdge {
  var refusal: EdgeRefusal { self }
}

extension BodyTooLarge: RefusesAtEdge {
  var refusal: EdgeRefusal { .payloadTooLarge(bytesMax: bytesMax) }
}

extension ArchiveFailure: RefusesAtEdge {
  var refusal: EdgeRefusal { .archive(self) }
}

extension MultipartFailure: RefusesAtEdge {
  var refusal: EdgeRefusal { .multipart(self) }
}
