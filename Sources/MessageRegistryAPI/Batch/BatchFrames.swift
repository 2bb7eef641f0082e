import Contracts
import EdgeHTTP
import NIOCore

/// A batch's body as frames, read from the connection only as they are asked for: a tar archive with a
/// manifest among its files, or the manifest alone.
struct BatchFrames: AsyncSequence, Sendable {
  typealias Element = BatchFrame

  enum Form: String, Sendable, CaseIterable {
    case archive = "application/x-tar"
    case manifest = "application/x-ndjson"
  }

  /// In an archive, the file that holds the rows.
  static let manifestName = "manifest.ndjson"

  let form: Form
  let body: BodyReader

  func makeAsyncIterator() -> Iterator { Iterator(frames: self) }

  struct Iterator: AsyncIteratorProtocol {
    private enum Source {
      case archive(TarReader)
      case manifest(BodyReader, Place)
    }

    private enum Place { case before, within, after }

    private var source: Source

    fileprivate init(frames: BatchFrames) {
      switch frames.form {
      case .archive: source = .archive(TarReader(frames.body))
      case .manifest: source = .manifest(frames.body, .before)
      }
    }

    mutating func next() async throws -> BatchFrame? {
      switch source {
      case .archive(var reader):
        defer { source = .archive(reader) }
        return try await reader.next().map(Self.frame)
      case .manifest(let body, let place): return try await next(of: body, place)
      }
    }

    private mutating func next(of body: BodyReader, _ place: Place) async throws -> BatchFrame? {
      switch place {
      case .before:
        source = .manifest(body, .within)
        return .manifest
      case .within:
        if let bytes = try await body.next() { return .bytes(bytes) }
        source = .manifest(body, .after)
        return .end
      case .after: return nil
      }
    }

    private static func frame(_ step: TarReader.Step) -> BatchFrame {
      switch step {
      case .file(BatchFrames.manifestName): .manifest
      case .file(let name): .file(name: name)
      case .bytes(let bytes): .bytes(bytes)
      case .endOfFile: .end
      case .pending: .pending
      }
    }
  }
}
