import Testing
@Test func placeholderVocabulary() {}
