import Testing
@Test func placeholderDocumentProvider() {}
