import Testing
@Test func placeholderFederationAPI() {}
