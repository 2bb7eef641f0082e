package import Contracts
package import Hummingbird
package import Pages

/// Serves the provider over HTTP: the authorization server for programs, sign-in and consents for
/// citizens (R-CON-1).
///
/// What the parties turn down, they have audited; what is turned down here goes to the ``AttemptLog``
/// before it is answered.
package struct FederationAPI: Sendable {
  private let oauth: OAuthRoutes
  private let citizens: CitizenRoutes
  private let mailCheck: MailCheckRoutes
  private let notices: NoticeRoutes
  private let providers: MessageProviderRoutes

  /// - Parameters:
  ///   - notifying: for channels that notify by themselves.
  ///   - listing: the document providers that channels and senders may find.
  ///   - formTokens: keyed alike on every copy of the server.
  ///   - mailChecking: for the page where a mail's code is checked.
  ///   - isSecure: whether citizens come over HTTPS.
  /// - Throws: `PageMistake` when a text or a template of the pages is wrong.
  package init(
    authorization: any AuthorizationServer, citizens services: CitizenServices, mailChecking: MailChecking,
    notifying: Notifying, listing: MessageProviderListing, attempts: any AttemptLog, formTokens: FormTokens,
    isSecure: Bool
  ) throws {
    oauth = OAuthRoutes(server: authorization, attempts: attempts)
    notices = NoticeRoutes(
      desk: notifying.desk, introspection: notifying.introspection, attempts: attempts)
    providers = MessageProviderRoutes(listing: listing, attempts: attempts)
    let desk = try CitizenDesk(
      signIn: services.signIn, attempts: attempts, formTokens: formTokens, isSecure: isSecure)
    citizens = CitizenRoutes(desk: desk, authorization: authorization, services: services)
    mailCheck = MailCheckRoutes(desk: desk, checking: mailChecking, isSecure: isSecure)
  }

  /// Adds every route. The style sheet and the logo of the pages are added once a router, by
  /// ``Pages/addAssets(to:)``.
  package func addRoutes<Context: RequestContext>(to router: some RouterMethods<Context>) {
    oauth.add(to: router)
    citizens.add(to: router)
    mailCheck.add(to: router)
    notices.add(to: router)
    providers.add(to: router)
  }
}

/// What channels that notify by themselves are served from.
package struct Notifying: Sendable {
  package let desk: any NotifierDesk
  /// Tells whose a token is.
  package let introspection: any TokenIntrospection

  package init(desk: any NotifierDesk, introspection: any TokenIntrospection) {
    self.desk = desk
    self.introspection = introspection
  }
}

/// The contracts' id of a request, not the framework's.
typealias RequestID = Contracts.RequestID
