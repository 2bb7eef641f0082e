import Testing
@Test func placeholderHouseRules() {}
