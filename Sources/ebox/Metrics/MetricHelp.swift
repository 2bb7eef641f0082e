/// What the families of `/metrics` mean, in a line each. A test finds one that lacks.
enum MetricHelp {
  static let lines = [
    "http_requests_total": "Requests answered, by route pattern.",
    "http_request_duration_seconds": "Time until an answer began.",
    "publications_total": "Publications by what became of them, and the contract's code when turned down.",
    "readings_total": "Consultations of a main content.",
    "consent_acts_total": "Consents given and withdrawn.",
    "events_delivered_total": "Events that a subscriber took.",
    "proofs_waiting": "Proofs of registered mail that are still to be made, in the whole database.",
    "proofs_oldest_seconds": "How long the oldest of them waits.",
    "audit_entries_sequenced_total": "Audit entries that got their place in a trail.",
  ]
}
