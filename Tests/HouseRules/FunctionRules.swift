/// Budgets of functions.
enum FunctionRules {
  static let linesMax = 60
  static let branchesMax = 10
  static let parametersMax = 5

  /// A long function that runs straight on is no failure.
  static func length(_ source: SourceText) -> [Finding] {
    Function.all(in: source).compactMap { function in
      guard function.length > linesMax, function.branches > branchesMax else { return nil }
      return source.finding(
        function.line, "\(function.name) has \(function.length) lines and \(function.branches) branches",
        "at most \(linesMax) lines with more than \(branchesMax) branches: give its steps names")
    }
  }

  /// Initialisers that only assign are exempt.
  static func parameters(_ source: SourceText) -> [Finding] {
    Function.all(in: source).compactMap { function in
      guard function.parameters > parametersMax, !function.onlyAssigns else { return nil }
      return source.finding(
        function.line, "\(function.name) has \(function.parameters) parameters",
        "at most \(parametersMax): make a value of those that belong together")
    }
  }
}
