import ArgumentParser
import Foundation

/// `bin/bench publish|soap|list|read|inbox|notices`: the product beside its baselines, interleaved in the
/// same run, medians of the rounds.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measures the product beside its baselines, in the same run.",
    discussion: """
      Everything runs on loopback in a throw-away folder and is ended afterwards. Figures are medians over \
      the rounds; within a round the product and its baselines take turns, so that a noisy machine hits all \
      alike.

        bin/bench publish              20 KB and 200 KB, 1, 8 and 32 clients, 5 rounds
        bin/bench read --json          for programs
        bin/bench list --clients 1     one client only
        bin/bench soap --sizes 20      signed messages of one size
      """,
    subcommands: [Publish.self, SOAP.self, List.self, Read.self, Inbox.self, Notices.self])
}

struct BenchOptions: ParsableArguments {
  @Option(help: "Rounds; the medians over them are printed.") var rounds = 5
  @Option(help: "Seconds that each measured line takes in a round.") var seconds = 2.0
  @Option(help: "Numbers of clients, with commas.") var clients = "1,8,32"
  @Option(help: "Document sizes in KB (1 KB = 1000 bytes), with commas.") var sizes = "20,200"
  @Option(help: "The program to measure.") var ebox = ".build/release/ebox"
  @Flag(help: "Prints one JSON document instead of a table.") var json = false

  var clientCounts: [Int] { clients.split(separator: ",").compactMap { Int($0) } }
  var byteCounts: [Int] { sizes.split(separator: ",").compactMap { Int($0) }.map { $0 * 1000 } }

  func validate() throws {
    guard (1...100).contains(rounds), seconds > 0, seconds <= 600 else {
      throw ValidationError("rounds must be 1 to 100, seconds above 0 and at most 600")
    }
    guard !clientCounts.isEmpty, clientCounts.allSatisfy({ (1...256).contains($0) }) else {
      throw ValidationError("clients must be numbers from 1 to 256, with commas")
    }
    guard !byteCounts.isEmpty, byteCounts.allSatisfy({ (1000...50_000_000).contains($0) }) else {
      throw ValidationError("sizes must be 1 to 50000 KB, with commas")
    }
  }

  /// Runs `body` with a throw-away folder that is removed afterwards.
  func inFolder(_ body: (String) throws -> Report) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/ebox-bench-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    if !json { print(ReportLine.head) }
    let report = try body(folder)
    guard json else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    print(String(decoding: try encoder.encode(report), as: UTF8.self))
  }
}
