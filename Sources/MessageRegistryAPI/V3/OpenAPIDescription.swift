/// What this version of the contract offers, as OpenAPI: `message-registry-3.yaml` beside this file, byte for
/// byte. `docs/contracts` points to the same file.
enum OpenAPIDescription {
  static let text = String(decoding: PackageResources.message_registry_3_yaml, as: UTF8.self)
}
