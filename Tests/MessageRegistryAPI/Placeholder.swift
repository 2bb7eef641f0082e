import Testing
@Test func placeholderMessageRegistryAPI() {}
