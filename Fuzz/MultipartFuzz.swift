// A libFuzzer target: any bytes, cut anywhere, either fail as `MultipartFailure` or give the same parts as in
// one piece. Built without packages from the parser's files alone; `Fuzz/run` says how.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let first = input.first else { return 0 }
  let body = Array(input.dropFirst())
  precondition(outcome(body, piece: body.count) == outcome(body, piece: Int(first % 16) + 1))
  if let text = String(validating: body, as: UTF8.self), let parameters = try? HeaderParameters(parsing: text)
  {
    _ = parameters.fileName
  }
  return 0
}

private struct Outcome: Equatable {
  var headers: [[MultipartHeader]] = []
  var contents: [[UInt8]] = []
  var failure: MultipartFailure?
}

private func outcome(_ body: [UInt8], piece: Int) -> Outcome {
  var outcome = Outcome()
  do throws(MultipartFailure) {
    var parser = try MultipartParser(boundary: "b")
    var place = 0
    while place < body.count {
      let end = min(body.count, place + max(1, piece))
      let bytes = Array(body[place..<end])
      place = end
      var events: [MultipartParser.Event] = []
      let failure = bytes.withUnsafeBytes { buffer -> MultipartFailure? in
        do throws(MultipartFailure) { try parser.feed(buffer, into: &events) } catch { return error }
        return nil
      }
      for event in events {
        switch event {
        case .part(let headers):
          outcome.headers.append(headers)
          outcome.contents.append([])
        case .bytes(let range): outcome.contents[outcome.contents.count - 1] += bytes[range]
        case .delimiterBytes(let range):
          outcome.contents[outcome.contents.count - 1] += parser.delimiter[range]
        case .endOfPart, .end: break
        }
      }
      if let failure { throw failure }
    }
    try parser.finish()
  } catch { outcome.failure = error }
  // How much of an unfinished content was handed on before a failure depends on the pieces.
  if outcome.failure != nil { outcome.contents = [] }
  return outcome
}
