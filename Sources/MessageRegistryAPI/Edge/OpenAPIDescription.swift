/// What each version of the contract offers, as OpenAPI: the file beside its code, byte for byte.
/// `docs/contracts` points to the same files.
enum OpenAPIDescription {
  static let v3 = String(decoding: PackageResources.message_registry_3_yaml, as: UTF8.self)
  static let v21 = String(decoding: PackageResources.message_registry_2_1_yaml, as: UTF8.self)
}
