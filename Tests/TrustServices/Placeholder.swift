import Testing
@Test func placeholderTrustServices() {}
