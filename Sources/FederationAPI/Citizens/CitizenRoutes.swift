import Contracts
import Hummingbird

/// The pages that citizens see at the provider.
struct CitizenRoutes: Sendable {
  private let signIn: SignInRoutes
  private let authorize: AuthorizeRoutes
  private let consents: ConsentRoutes
  private let withdrawal: WithdrawalRoutes
  private let takeOut: TakeOutRoutes
  private let sessions: SessionRoutes

  init(desk: CitizenDesk, authorization: any AuthorizationServer, services: CitizenServices) {
    signIn = SignInRoutes(desk: desk)
    authorize = AuthorizeRoutes(desk: desk, server: authorization, services: services)
    consents = ConsentRoutes(desk: desk, consents: services.consents)
    withdrawal = WithdrawalRoutes(desk: desk, services: services)
    takeOut = TakeOutRoutes(desk: desk, services: services)
    sessions = SessionRoutes(desk: desk, sessions: services.sessions)
  }

  func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
    signIn.add(to: router)
    authorize.add(to: router)
    consents.add(to: router)
    withdrawal.add(to: router)
    takeOut.add(to: router)
    sessions.add(to: router)
  }
}
