import Contracts
import Hummingbird

/// The pages that citizens see at the provider.
struct CitizenRoutes: Sendable {
  private let signIn: SignInRoutes
  private let authorize: AuthorizeRoutes
  private let consents: ConsentRoutes

  init(desk: CitizenDesk, authorization: any AuthorizationServer, consents: any ConsentDesk) {
    signIn = SignInRoutes(desk: desk)
    authorize = AuthorizeRoutes(desk: desk, server: authorization, consents: consents)
    self.consents = ConsentRoutes(desk: desk, consents: consents)
  }

  func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
    signIn.add(to: router)
    authorize.add(to: router)
    consents.add(to: router)
  }
}
