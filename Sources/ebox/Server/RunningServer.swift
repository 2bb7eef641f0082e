import DocumentInspection
import DocumentProvider
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// The composed process: listens until it is told to stop, then finishes what it began.
struct RunningServer: Sendable {
  let parties: Parties
  let responder: RouterResponder<ServerRouter.Context>
  let onListening: @Sendable () async -> Void

  /// Returns after SIGTERM or SIGINT, when requests, jobs and stores have ended.
  func run() async throws {
    let settings = parties.settings
    PartyFigures(factory: parties.surroundings.metrics).prepare()
    let application = Application(
      responder: responder,
      server: .http1(
        configuration: HTTP1Channel.Configuration(idleTimeout: .seconds(Int64(settings.serverIdleSeconds)))),
      configuration: ApplicationConfiguration(
        address: .hostname(settings.serverHost, port: settings.serverPort), serverName: "ebox"),
      onServerRunning: { _ in await onListening() }, logger: parties.surroundings.log)
    let services: [any Service] = BackgroundJobs(parties: parties).services + [application]
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
        logger: parties.surroundings.log))
    try await group.run()
    for hosted in parties.documentProviders { await hosted.documentProvider.settle() }
    await parties.quality.inspectors?.close()
    await parties.close()
  }
}
