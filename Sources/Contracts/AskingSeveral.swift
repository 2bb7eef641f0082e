/// A question to several document providers at the same time.
package enum AskingSeveral {
  /// Of several, one that says nothing for so long counts as one that can't answer now.
  package static let deadline = Duration.seconds(3)

  /// What each answers, in the order of `all`. Who did not answer in time is told to stop, and not waited for
  /// even if it goes on. One that is alone has no deadline: a slow answer is better than none.
  /// - Parameter isOneEnough: returns with the first answer that is no failure; the others stand as
  ///   ``NoAnswerInTime``, unless they answered before.
  package static func ask<Asked: Sendable, Answer: Sendable>(
    _ all: [Asked], isOneEnough: Bool = false,
    _ question: @escaping @Sendable (Asked) async throws -> Answer
  ) async -> [Result<Answer, any Error>] {
    guard all.count > 1 else {
      guard let alone = all.first else { return [] }
      return [await answer(alone, question)]
    }
    let (arrivals, arrival) = AsyncStream<Arrival<Answer>>.makeStream()
    // Not children: those would be waited for.
    var tasks = all.enumerated().map { place, asked in
      Task<Void, Never> { arrival.yield(Arrival(place: place, answer: await answer(asked, question))) }
    }
    tasks.append(
      Task<Void, Never> {
        do { try await Task.sleep(for: deadline) } catch { return }
        arrival.finish()
      })
    defer { for task in tasks { task.cancel() } }
    var answers = [Result<Answer, any Error>](repeating: .failure(NoAnswerInTime()), count: all.count)
    var waiting = all.count
    for await arrived in arrivals {
      answers[arrived.place] = arrived.answer
      waiting -= 1
      if waiting == 0 { break }
      if isOneEnough, case .success = arrived.answer { break }
    }
    return answers
  }

  private struct Arrival<Answer: Sendable>: Sendable {
    let place: Int
    let answer: Result<Answer, any Error>
  }

  private static func answer<Asked: Sendable, Answer: Sendable>(
    _ asked: Asked, _ question: @Sendable (Asked) async throws -> Answer
  ) async -> Result<Answer, any Error> {
    do { return .success(try await question(asked)) } catch { return .failure(error) }
  }
}

/// One of several that were asked said nothing for ``AskingSeveral/deadline``.
package struct NoAnswerInTime: Error {
  package init() {}
}
