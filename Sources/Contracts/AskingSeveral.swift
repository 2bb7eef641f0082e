/// Questions to document providers of which one may hang.
package enum AskingSeveral {
  /// Of several, one that says nothing for so long counts as one that can't answer now.
  package static let deadline = Duration.seconds(10)
  /// What keeps that time. A test that measures no time gives itself more: a busy machine is not away.
  @TaskLocal package static var deadlines = Deadlines(deadline)

  /// What each answers, in the order of `all`, who are asked at the same time. One that is alone has no
  /// deadline: a slow answer is better than none.
  /// - Parameter isAlone: whether nobody else can be asked; nil when `all` are all there are.
  package static func ask<Asked: Sendable, Answer: Sendable>(
    _ all: [Asked], isAlone: Bool? = nil, _ question: @escaping @Sendable (Asked) async throws -> Answer
  ) async -> [Result<Answer, any Error>] {
    let isAlone = isAlone ?? (all.count == 1)
    return await withTaskGroup(of: (Int, Result<Answer, any Error>).self) { group in
      for (place, asked) in all.enumerated() {
        group.addTask { (place, await askOne(asked, isAlone: isAlone, question)) }
      }
      var answers = [Result<Answer, any Error>](repeating: .failure(NoAnswerInTime()), count: all.count)
      for await (place, answer) in group { answers[place] = answer }
      return answers
    }
  }

  /// What one answers. When it does not in time, it is told to stop, and not waited for even if it goes on.
  /// - Parameter isAlone: whether nobody else can be asked: then there is no deadline.
  package static func askOne<Asked: Sendable, Answer: Sendable>(
    _ asked: Asked, isAlone: Bool, _ question: @escaping @Sendable (Asked) async throws -> Answer
  ) async -> Result<Answer, any Error> {
    if isAlone { return await answer(asked, question) }
    let arrival = Arrival<Result<Answer, any Error>>()
    // No child task: that would be waited for. It runs where this one does.
    let executor = withUnsafeCurrentTask { $0?.unownedTaskExecutor?.asTaskExecutor() }
    let asking = Task<Void, Never>(executorPreference: executor) {
      arrival.arrive(await answer(asked, question))
    }
    let late = deadlines.add { arrival.arrive(.failure(NoAnswerInTime())) }
    defer {
      asking.cancel()
      deadlines.withdraw(late)
    }
    return await withTaskCancellationHandler {
      await arrival.first()
    } onCancel: {
      arrival.arrive(.failure(NoAnswerInTime()))
    }
  }

  private static func answer<Asked: Sendable, Answer: Sendable>(
    _ asked: Asked, _ question: @Sendable (Asked) async throws -> Answer
  ) async -> Result<Answer, any Error> {
    do { return .success(try await question(asked)) } catch { return .failure(error) }
  }
}

/// One of several that were asked said nothing for ``AskingSeveral/deadline``.
package struct NoAnswerInTime: Error {}
