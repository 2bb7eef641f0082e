/// The texts of the demonstration's own pages.
let englishDemoTexts = """
  demoName = eBox – demonstration
  demoTitle = Try eBox out
  demoLead = Everything here is made up: these national numbers belong to nobody. Sign in as anyone you
    like, read messages, give your consent and withdraw it.
  demoClockTitle = The clock
  demoNow = Here it is {date}.
  demoDay = A day later
  demoWeek = A week later
  demoMonth = Thirty days later
  demoMoved = The clock went from {from} to {to}. Meanwhile:
  demoEndedOne = {count} message disappeared, because its term was over.
  demoEndedMany = {count} messages disappeared, because their term was over.
  demoClockHint = Whoever is signed in has to sign in again afterwards: a session grows older too.
  demoChannelsTitle = Other applications
  demoChannelsLead = Two small applications read your eBox beside My eBox. They use only what is described
    in public.
  demoChannelAbsent = is not running.
  demoCitizensTitle = Who you can be
  demoCitizensLead = Choose one of these numbers when you sign in. The state is that at the start.
  demoActive = Active
  demoNeverActivated = Never activated
  demoWithdrawn = Withdrawn
  demoClosed = Closed
  demoSendersTitle = Who sends messages
  demoSendersLead = Keys and addresses are in {file}, in the folder of the demonstration.
  demoNoAddress = No e-mail address
  demoMailsLink = Mails that were sent
  demoMailsOne = {count} mail was sent.
  demoMailsMany = {count} mails were sent.
  """
