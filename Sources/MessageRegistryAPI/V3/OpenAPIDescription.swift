/// The text of `docs/contracts/message-registry-3.yaml`, as served.
enum OpenAPIDescription {
  static let text = ""
}
