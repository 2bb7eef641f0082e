import Contracts
import Pages
import Vocabulary

/// What the demonstration's page says: who can be played, what time it is here, and what the last move of the
/// clock did.
struct DemoPage: Sendable {
  static let path = "/demo"
  static let clockPath = "/demo/clock"

  let file: DemoFile
  let words: Words
  let now: Instant
  let move: DemoTravel.Report?
  let channelState: @Sendable (String) -> DemoChannels.State

  var response: PageResponse {
    var values: [String: any Sendable] = [
      "portal": file.portalURL, "consents": ProviderPages.consentsPath, "clockAddress": Self.clockPath,
      "mails": DemoMailRoutes.path,
      "now": words.filled(.demoNow, ["date": WrittenTime(now, in: words.language).dateAndTime]),
      "channels": channels, "citizens": file.citizens.map(citizen),
      "senders": file.senders.map {
        ["name": $0.name, "number": $0.enterpriseNumber, "client": $0.clientId] as [String: any Sendable]
      },
      "sendersLead": words.filled(.demoSendersLead, ["file": DemoFile.name]),
    ]
    if let move { values["move"] = happened(move) }
    return PageResponse(.demo, title: words[.demoTitle], values: values)
  }

  private var channels: [[String: any Sendable]] {
    let others = DemoRegister.otherChannels.map(\.id)
    return file.channels.filter { others.contains($0.clientId) }.map { channel in
      var values: [String: any Sendable] = [
        "name": channel.name, "isRunning": true,
        "address": channel.redirectURI.replacing("callback", with: ""),
      ]
      if case .absent(let reason) = channelState(channel.clientId) {
        values["isRunning"] = false
        values["reason"] = reason
      }
      return values
    }
  }

  private func citizen(_ citizen: DemoFile.Citizen) -> [String: any Sendable] {
    let state: TextKey =
      switch citizen.state {
      case .active: .demoActive
      case .neverActivated: .demoNeverActivated
      case .withdrawn: .demoWithdrawn
      case .closed: .demoClosed
      }
    let cast = DemoCast.citizens.first { $0.number == citizen.nationalNumber }
    var values: [String: any Sendable] = [
      "number": citizen.login, "name": citizen.name, "lang": citizen.language, "state": words[state],
      "language": citizen.language.uppercased(),
      "channelNames": citizen.state == .active ? (cast?.channels ?? []).map(\.name) : [],
    ]
    if let address = citizen.emailAddress { values["address"] = address }
    return values
  }

  private func happened(_ move: DemoTravel.Report) -> [String: any Sendable] {
    let (from, to) = (WrittenTime(move.from, in: words.language), WrittenTime(move.to, in: words.language))
    return [
      "title": words.filled(.demoMoved, ["from": from.date, "to": to.date]),
      "lines": [
        words.counted(move.mailsSent, one: .demoMailsOne, many: .demoMailsMany),
        words.counted(move.messagesEnded, one: .demoEndedOne, many: .demoEndedMany),
      ],
    ]
  }
}
