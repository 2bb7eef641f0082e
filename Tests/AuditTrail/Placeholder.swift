import Testing
@Test func placeholderAuditTrail() {}
