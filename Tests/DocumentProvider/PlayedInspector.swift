import Contracts
import NIOCore
import Synchronization

/// What was asked of it; what it finds is what the documents say.
final class PlayedInspector: DocumentInspector {
  let open = Mutex(0)
  let isAvailable = Mutex(true)
  let declared = Mutex<[String?]>([])

  func begin(_ mediaType: String?) -> any DocumentInspection {
    open.withLock { $0 += 1 }
    declared.withLock { $0.append(mediaType) }
    return PlayedInspection(self)
  }
}

final class PlayedInspection: DocumentInspection {
  private let inspector: PlayedInspector
  private let bytes = Mutex<[UInt8]>([])

  init(_ inspector: PlayedInspector) { self.inspector = inspector }

  func feed(_ piece: ByteBuffer) { bytes.withLock { $0 += Array(piece.readableBytesView) } }
  func abandon() { inspector.open.withLock { $0 -= 1 } }

  func findings() throws(InspectionUnavailable) -> [DocumentFinding] {
    inspector.open.withLock { $0 -= 1 }
    guard inspector.isAvailable.withLock(\.self) else { throw InspectionUnavailable(.pdf) }
    let text = bytes.withLock { String(decoding: $0, as: UTF8.self) }
    return DocumentFinding.allCases.filter { text.contains($0.rawValue) }
  }
}
