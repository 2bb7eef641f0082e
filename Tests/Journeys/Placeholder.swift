import Testing
@Test func placeholderJourneys() {}
