import Storage
import TrustServices

/// Turns why a server can't start into words for its operator.
enum ServerFailure {
  static func explained(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let error as ConfigurationError {
      Terminal.note(error.description)
      throw ExitStatus.badConfiguration.code
    } catch let error as DataFolderRefused {
      Terminal.note(error.description)
      throw ExitStatus.tryLater.code
    } catch let error as MigrationRefused {
      Terminal.note(error.description)
      throw ExitStatus.badConfiguration.code
    } catch let error as KeyStoreRefused {
      Terminal.note("Not started: \(error)")
      throw ExitStatus.badConfiguration.code
    } catch let error as KeyFailure {
      Terminal.note("Not started: \(error)")
      throw ExitStatus.badConfiguration.code
    } catch let error as DemoFailure {
      Terminal.note(error.description)
      throw ExitStatus.fault.code
    }
  }
}
