import Testing
@Test func placeholderMyEBox() {}
