import Synchronization
import Testing

@testable import Contracts

@Suite("Questions of which one may hang")
struct AskingSeveralTests {
  private struct No: Error {}

  /// What closures that run beside a test note.
  private final class Noted: Sendable {
    private let noted = Mutex<[Int]>([])

    var numbers: [Int] { noted.withLock { $0 } }
    func note(_ number: Int) { noted.withLock { $0.append(number) } }
  }

  @Test("answers come in the order of those who were asked, failures among them")
  func inOrder() async {
    let answers = await AskingSeveral.ask([3, 1, 2]) { number in
      try await Task.sleep(for: .milliseconds(number))
      guard number != 2 else { throw No() }
      return number * 10
    }
    let texts = answers.map { answer in
      switch answer {
      case .success(let number): "\(number)"
      case .failure(let error): "\(type(of: error))"
      }
    }
    #expect(texts == ["30", "10", "No"])
    let none = await AskingSeveral.ask([Int]()) { $0 }
    #expect(none.isEmpty)
  }

  @Test("who is cancelled waits for nobody, and the one that was asked is told")
  func cancelled() async throws {
    let cancelled = Noted()
    let asking = Task {
      await AskingSeveral.askOne(1, isAlone: false) { number in
        do { try await Task.sleep(for: .seconds(60)) } catch {
          cancelled.note(number)
          throw error
        }
      }
    }
    try await Task.sleep(for: .milliseconds(20))
    asking.cancel()
    let answer = await asking.value
    #expect(throws: (any Error).self) { try answer.get() }
    for _ in 0..<100 where cancelled.numbers.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
    #expect(cancelled.numbers == [1])
  }

  @Test("one answer is taken, the first, whether it comes before or after somebody waits for it")
  func firstAnswer() async {
    let early = Arrival<Int>()
    early.arrive(1)
    early.arrive(2)
    #expect(await early.first() == 1)
    let late = Arrival<Int>()
    let waiting = Task { await late.first() }
    await Task.yield()
    late.arrive(3)
    late.arrive(4)
    #expect(await waiting.value == 3)
  }

  @Test("deadlines pass, those that are withdrawn never, and others after a rest")
  func deadlines() async throws {
    let deadlines = Deadlines(.milliseconds(50))
    for _ in 0..<2 {
      let passed = Noted()
      let numbers = (0..<20).map { number in deadlines.add { passed.note(number) } }
      for number in stride(from: 1, to: 20, by: 2) { deadlines.withdraw(numbers[number]) }
      for _ in 0..<100 where passed.numbers.count < 10 { try await Task.sleep(for: .milliseconds(10)) }
      try await Task.sleep(for: .milliseconds(100))
      #expect(passed.numbers.sorted() == Array(stride(from: 0, to: 20, by: 2)))
    }
  }
}
