import Contracts
import Hummingbird

/// The pages that citizens see at the provider.
struct CitizenRoutes: Sendable {
  private let signIn: SignInRoutes
  private let authorize: AuthorizeRoutes
  private let consents: ConsentRoutes
  private let prefetch: PrefetchRoutes
  private let withdrawal: WithdrawalRoutes
  private let takeOut: TakeOutRoutes
  private let sessions: SessionRoutes
  private let profile: ProfileRoutes
  private let address: AddressRoutes

  init(desk: CitizenDesk, authorization: any AuthorizationServer, services: CitizenServices) {
    signIn = SignInRoutes(desk: desk)
    authorize = AuthorizeRoutes(desk: desk, server: authorization, services: services)
    consents = ConsentRoutes(desk: desk, consents: services.consents)
    prefetch = PrefetchRoutes(desk: desk, consents: services.consents)
    withdrawal = WithdrawalRoutes(desk: desk, services: services)
    takeOut = TakeOutRoutes(desk: desk, services: services)
    sessions = SessionRoutes(desk: desk, sessions: services.sessions)
    profile = ProfileRoutes(desk: desk, profiles: services.profiles)
    address = AddressRoutes(desk: desk, profiles: services.profiles)
  }

  func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
    signIn.add(to: router)
    authorize.add(to: router)
    consents.add(to: router)
    prefetch.add(to: router)
    withdrawal.add(to: router)
    takeOut.add(to: router)
    sessions.add(to: router)
    profile.add(to: router)
    address.add(to: router)
  }
}
