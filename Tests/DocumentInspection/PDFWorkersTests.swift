import Contracts
import EBoxTesting
import Foundation
import NIOCore
import Testing
import Vocabulary

@testable import DocumentInspection

@Suite("R-PUB-7: PDFs that harm whoever opens them, and workers that end") struct PDFWorkersTests {
  @Test(
    "a bomb ends within its limits, and the next document is judged",
    .disabled(if: AddressSanitizer.isOn, "the address sanitizer takes more memory than any limit allows"),
    arguments: ["bomb-time", "bomb-memory"])
  func bombs(_ sample: String) async throws {
    var settings = InspectionSettings(worker: Desk.worker, workers: 1, secondsMax: 3)
    // What counts here is the processor's time: other tests run beside.
    settings.clockFactor = 100
    try await Desk.with(settings) { desk throws in
      #expect(try await desk.findings("good") == [])
      let before = desk.processes
      #expect(try await desk.findings(sample) == [.damaged])
      #expect(desk.said.lines.count == 1)
      #expect(desk.said.lines.first?.contains("not survived") == true)
      #expect(try await desk.findings("launch") == [.activeContent])
      #expect(desk.processes == before)
    }
  }

  @Test("many documents share two workers, and each gets its own answer")
  func concurrent() async throws {
    let expected: [String: [DocumentFinding]] = [
      "good": [], "launch": [.activeContent], "picture": [.noTextLayer], "xref-lost": [.repaired],
      "user-password": [.encrypted], "truncated": [.damaged],
    ]
    let names = expected.keys.sorted()
    try await Desk.with { desk throws in
      let wrong = try await withThrowingTaskGroup(of: String?.self) { group in
        for number in 0..<300 {
          let name = names[number % names.count]
          group.addTask {
            // Another document each time, of the same kind: what follows its end is nobody's.
            var document = try Samples.buffer(name)
            document.writeString("\n% \(number)")
            let found = try await desk.findings(document)
            return found == expected[name] ? nil : "\(name): \(found)"
          }
        }
        return try await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
      }
      #expect(wrong == [])
      #expect(desk.processes.count == 2)
    }
  }

  @Test("nothing runs before the first document, or after the last")
  func processes() async throws {
    var all: Set<pid_t> = []
    try await Desk.with { desk throws in
      #expect(desk.processes.isEmpty)
      #expect(try await desk.findings("good") == [])
      all = desk.processes
      #expect(all.count == 1)
      await desk.inspectors.close()
      #expect(desk.processes.isEmpty)
      await #expect(throws: InspectionUnavailable(.pdf)) { try await desk.findings("launch") }
    }
    #expect(all.allSatisfy { kill($0, 0) != 0 })
  }

  @Test("a worker that was ended while idle is replaced unnoticed")
  func idle() async throws {
    try await Desk.with(InspectionSettings(worker: Desk.worker, workers: 1)) { desk throws in
      #expect(try await desk.findings("good") == [])
      let before = try #require(desk.processes.first)
      kill(before, SIGKILL)
      #expect(try await desk.findings("launch") == [.activeContent])
      #expect(desk.processes.count == 1 && !desk.processes.contains(before))
    }
  }

  @Test(
    "a worker that was ended at work is replaced, and the document judged by the next",
    .disabled(if: AddressSanitizer.isOn, "an inspection is known by its confinement, which is not whole then")
  )
  func atWork() async throws {
    try await Desk.with(InspectionSettings(worker: Desk.worker, workers: 1, secondsMax: 3)) { desk throws in
      let bomb = try Samples.buffer("bomb-time")
      let finding = Task { try await desk.findings(bomb) }
      let (worker, inspection) = try await desk.inspection()
      #expect(status(inspection, "Seccomp") == "2")
      kill(worker, SIGKILL)
      #expect(try await finding.value == [.damaged])
      // What opened the document for the worker went with it.
      #expect(kill(inspection, 0) != 0)
      #expect(desk.said.lines.contains { $0.contains("a PDF worker failed") })
    }
  }

  @Test(
    "workers that are always ended leave the document unjudged",
    .disabled(if: AddressSanitizer.isOn, "an inspection is known by its confinement, which is not whole then")
  )
  func alwaysEnded() async throws {
    try await Desk.with(InspectionSettings(worker: Desk.worker, workers: 1, secondsMax: 10)) { desk throws in
      let bomb = try Samples.buffer("bomb-time")
      let finding = Task { try await desk.findings(bomb) }
      let (first, _) = try await desk.inspection()
      kill(first, SIGKILL)
      let (second, _) = try await desk.inspection(otherThan: first)
      kill(second, SIGKILL)
      await #expect(throws: InspectionUnavailable(.pdf)) { try await finding.value }
      #expect(try await desk.findings("good") == [])
    }
  }

  @Test(
    "an inspection that somebody else ended is no verdict",
    .disabled(if: AddressSanitizer.isOn, "an inspection is known by its confinement, which is not whole then")
  )
  func inspectionEnded() async throws {
    var settings = InspectionSettings(worker: Desk.worker, workers: 1, secondsMax: 10)
    settings.clockFactor = 100
    try await Desk.with(settings) { desk throws in
      let bomb = try Samples.buffer("bomb-time")
      let finding = Task { try await desk.findings(bomb) }
      let (first, inspection) = try await desk.inspection()
      kill(inspection, SIGKILL)
      let (_, other) = try await desk.inspection(otherThan: first)
      kill(other, SIGKILL)
      await #expect(throws: InspectionUnavailable(.pdf)) { try await finding.value }
      #expect(try await desk.findings("good") == [])
    }
  }

  @Test("a worker that stands still is no verdict")
  func late() async throws {
    try await Desk.with(InspectionSettings(worker: Desk.worker, workers: 1, secondsMax: 1)) { desk throws in
      #expect(try await desk.findings("good") == [])
      let worker = try #require(desk.processes.first)
      kill(worker, SIGSTOP)
      await #expect(throws: InspectionUnavailable(.pdf)) { try await desk.findings("launch") }
      #expect(kill(worker, 0) != 0)
      #expect(try await desk.findings("launch") == [.activeContent])
    }
  }

  @Test(
    "what can't be started, or is another program, is no verdict",
    arguments: ["/nonexistent", "/etc/passwd", "/bin/true", "/bin/cat"])
  func notStarted(_ program: String) async throws {
    let time = PlayedTime()
    // A program that says nothing is waited for by a clock that stands still here: none of these does.
    try await Desk.with(InspectionSettings(worker: program), time: time) { desk throws in
      await #expect(throws: InspectionUnavailable(.pdf)) { try await desk.findings("good") }
      #expect(desk.processes.isEmpty)
    }
  }

  @Test("a worker can open no file and gain no right, and sees nothing of ours")
  func confined() async throws {
    try await Desk.with { desk throws in
      #expect(try await desk.findings("good") == [])
      let worker = try #require(desk.processes.first)
      #expect(status(worker, "NoNewPrivs") == "1")
      let limits = try String(contentsOfFile: "/proc/\(worker)/limits", encoding: .utf8)
      for limit in ["Max open files", "Max core file size", "Max file size"] {
        let line = try #require(limits.split(separator: "\n").first { $0.hasPrefix(limit) })
        #expect(line.dropFirst(limit.count).split(separator: " ").prefix(2) == ["0", "0"])
      }
      #expect(try Data(contentsOf: URL(fileURLWithPath: "/proc/\(worker)/environ")).isEmpty)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(worker)/fd").sorted() == ["0", "1", "2"])
    }
  }

  @Test("a worker ends on input that it does not understand, and with its input")
  func input() throws {
    let tooLong: [UInt8] = [0, 0x10, 0, 1]
    let overfull: [UInt8] = [0, 0, 0, 20] + Array(repeating: 1, count: 20)
    for (input, status) in [(tooLong, 2), (overfull, 2), ([0, 0], 0), ([], 0)] as [([UInt8], Int32)] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Desk.worker)
      process.arguments = ["10", "1", "1073741824"]
      let (stdin, stdout) = (Pipe(), Pipe())
      (process.standardInput, process.standardOutput) = (stdin, stdout)
      try process.run()
      #expect(try stdout.fileHandleForReading.read(upToCount: 1) == Data([0x40]))
      stdin.fileHandleForWriting.write(Data(input))
      stdin.fileHandleForWriting.closeFile()
      process.waitUntilExit()
      #expect(process.terminationStatus == status)
    }
  }

  private func status(_ process: pid_t, _ key: String) -> String? {
    let text = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = text?.split(separator: "\n").first { $0.hasPrefix(key + ":") }
    return line?.dropFirst(key.count + 1).trimmingCharacters(in: .whitespaces)
  }
}

extension Desk {
  var processes: Set<pid_t> { inspectors.workers.processes }

  /// A worker and the process that opens a document for it, when there are such.
  func inspection(otherThan before: pid_t = 0) async throws -> (worker: pid_t, inspection: pid_t) {
    while true {
      for worker in processes where worker != before {
        let text = try? String(contentsOfFile: "/proc/\(worker)/task/\(worker)/children", encoding: .utf8)
        guard let child = (text?.split(separator: " ").first).flatMap({ pid_t($0) }) else { continue }
        let status = try? String(contentsOfFile: "/proc/\(child)/status", encoding: .utf8)
        if status?.contains("Seccomp:\t2") == true { return (worker, child) }
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }
}
