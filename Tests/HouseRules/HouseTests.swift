import Testing

/// The whole source tree against house.md §5.
@Suite struct HouseTests {
  static let exceptions = Exceptions(House.text(Exceptions.path) ?? "")

  /// A rule that looks at one file.
  struct Rule: CustomTestStringConvertible, Sendable {
    let name: String
    let check: @Sendable (SourceText) -> [Finding]
    var testDescription: String { name }
  }

  static let rules: [Rule] = [
    Rule(name: "columns", check: LengthRules.lines),
    Rule(name: "file-lines", check: LengthRules.file),
    Rule(name: "function-lines", check: FunctionRules.length),
    Rule(name: "parameters", check: FunctionRules.parameters),
    Rule(name: "dropped-errors", check: ForbiddenRules.droppedErrors),
    Rule(name: "traps", check: ForbiddenRules.traps),
    Rule(name: "clock-and-chance", check: ForbiddenRules.clockAndChance),
    Rule(name: "leftovers", check: ForbiddenRules.leftovers),
    Rule(name: "file-names", check: ForbiddenRules.fileName),
    Rule(name: "imports", check: ImportRules.imports),
    Rule(name: "callers", check: CallerRules.callers),
    Rule(name: "tables", check: TableRules.tables),
    Rule(name: "doc-comments", check: DocumentationRules.comments),
  ]

  @Test("the source tree keeps the rule", arguments: rules)
  func tree(_ rule: Rule) {
    let found = House.swiftFiles.flatMap(rule.check)
    report(HouseTests.exceptions.applied(to: found, of: rule.name))
  }

  @Test("Package.swift declares no import against the direction")
  func manifest() throws {
    let text = try #require(House.text("Package.swift"))
    let package = SourceText("Package.swift", text)
    report(ImportRules.manifest(package) + LengthRules.lines(package))
  }

  @Test("each requirement is kept, partly or open, and what is kept names its tests")
  func requirements() {
    guard let text = House.text("docs/requirements.md") else { return }
    let tests = House.swiftFiles.filter { $0.root == "Tests" }
    let files = Set(House.paths(in: "Tests"))
    report(
      RequirementRules.rows(SourceText("docs/requirements.md", text)) {
        RequirementRules.isTest($0, among: tests, files: files)
      })
  }

  @Test("every operation and field of the contracts has a row, and every row its tests")
  func coverage() throws {
    let path = "docs/contracts/coverage.md"
    let table = SourceText(path, try #require(House.text(path)))
    let tests = House.swiftFiles.filter { $0.root == "Tests" }
    let files = Set(House.paths(in: "Tests"))
    report(CoverageRules.rows(table) { RequirementRules.isTest($0, among: tests, files: files) })
    let older = try #require(House.text("Sources/MessageRegistryAPI/V21/message-registry-2.1.yaml"))
    let newer = try #require(House.text("Sources/MessageRegistryAPI/V3/message-registry-3.yaml"))
    // The fields of version 3 are held against what is written by `OpenAPITests/fields`.
    let operations = CoverageRules.items(of: newer).filter { $0.contains("/") }
    #expect(CoverageRules.items(of: older).count > 100 && operations.count > 20)
    report(CoverageRules.missing(table, description: older))
    for item in operations where !table.lines.contains(where: { $0.hasPrefix("| `\(item)` |") }) {
      report([table.finding(1, "\(item) has no row", "add one, with its tests")])
    }
  }

  @Test("exceptions are few, reasoned, and of rules that exist")
  func exceptionList() {
    let names = Set(HouseTests.rules.map(\.name))
    let unknown = HouseTests.exceptions.entries.filter { !names.contains($0.rule) }.map {
      Finding(
        path: Exceptions.path, line: $0.line, wrong: "no rule \($0.rule)",
        remedy: "name one of HouseTests.rules")
    }
    report(HouseTests.exceptions.findings + unknown)
  }

  @Test("the tree is found: a check of nothing would pass")
  func treeIsFound() {
    #expect(House.sources.contains { $0.path == "Sources/Vocabulary/Instant.swift" })
    #expect(House.swiftFiles.contains { $0.path == "Tests/HouseRules/HouseTests.swift" })
  }

  private func report(_ findings: [Finding]) {
    for finding in findings { Issue.record("\(finding)") }
  }
}
