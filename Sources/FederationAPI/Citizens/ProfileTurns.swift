import Contracts
import Hummingbird
import Pages
import Vocabulary

/// The two ways in which a page of the profile begins; what they do may fail.
extension CitizenDesk {
  /// Shows a page to who is signed in; leads others to sign-in, and back here.
  func shown(_ turn: Turn, _ show: (Guest) async throws -> Response) async throws -> Response {
    let guest: Guest?
    do { guest = try await self.guest(turn) } catch { return fault(error, turn) }
    if let guest { return try await show(guest) }
    guard let here = try? LocalPath(parsing: turn.request.uri.string) else {
      return notice(.init(.notFoundTitle, .notFoundText, .notFound), turn)
    }
    return await startSignIn(turn, returnTo: here)
  }

  /// Takes a form that we made for this session; what is not one is recorded and told.
  func taken(
    _ turn: Turn, _ act: (Guest, FormFields) async throws -> Response
  ) async throws -> Response {
    let guest: Guest?
    do { guest = try await self.guest(turn) } catch { return fault(error, turn) }
    guard let guest else {
      try await record(turn, nil, ProfileRoutes.action, "sessionOver", 401)
      return notice(.init(.sessionOverTitle, .sessionOverText, .unauthorized), turn)
    }
    guard let form = try await genuineForm(turn, guest, action: ProfileRoutes.action) else {
      return formExpired(turn, guest)
    }
    return try await act(guest, form)
  }
}

extension [String: any Sendable] {
  /// Leaves a text out that is not there.
  mutating func put(_ text: String?, _ key: String) {
    if let text { self[key] = text }
  }
}
