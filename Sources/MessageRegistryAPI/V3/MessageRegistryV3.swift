package import Contracts
package import Hummingbird
package import Logging
package import Vocabulary

/// Serves a ``MessageRegistry`` as Message Registry 3 over HTTP (R-PUB-2; `docs/contracts/message-registry-3.yaml`).
///
/// Authenticates by the access token alone. What it turns down itself is recorded in the ``AttemptLog`` before it is
/// answered; what the registry rejects or denies, the registry has audited.
package struct MessageRegistryV3: Sendable {
  let registry: any MessageRegistry
  let introspection: any TokenIntrospection
  let attempts: any AttemptLog
  let settings: MessageRegistryV3.Settings
  let random: any RandomSource
  let logger: Logger

  package init(
    registry: any MessageRegistry, introspection: any TokenIntrospection, attempts: any AttemptLog, settings: Settings,
    random: any RandomSource = SystemRandom(), logger: Logger
  ) {
    self.registry = registry
    self.introspection = introspection
    self.attempts = attempts
    self.settings = settings
    self.random = random
    self.logger = logger
  }

  /// Adds every route under ``Settings/basePath``. What is under it and no route is answered 404 as a problem document.
  package func addRoutes<Context: RequestContext>(to router: some RouterMethods<Context>) {
  }
}
