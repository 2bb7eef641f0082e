/// The texts of the demonstration's own pages.
let frenchDemoTexts = """
  demoName = eBox – démonstration
  demoTitle = Essayez l’eBox
  demoLead = Tout est inventé ici : ces numéros nationaux n’appartiennent à personne. Connectez-vous comme
    qui vous voulez, lisez des messages, donnez votre consentement et retirez-le.
  demoClockTitle = L’horloge
  demoNow = Ici, nous sommes le {date}.
  demoDay = Un jour plus tard
  demoWeek = Une semaine plus tard
  demoMonth = Trente jours plus tard
  demoMoved = L’horloge est passée du {from} au {to}. Entre-temps :
  demoEndedOne = {count} message a disparu, parce que son délai était écoulé.
  demoEndedMany = {count} messages ont disparu, parce que leur délai était écoulé.
  demoClockHint = Qui est connecté devra se reconnecter : une session vieillit aussi.
  demoChannelsTitle = Autres applications
  demoChannelsLead = Deux petites applications lisent votre eBox à côté de My eBox. Elles n’utilisent que
    ce qui est décrit publiquement.
  demoChannelAbsent = n’est pas démarrée.
  demoCitizensTitle = Qui vous pouvez être
  demoCitizensLead = Choisissez un de ces numéros à la connexion. L’état est celui du début.
  demoActive = Active
  demoNeverActivated = Jamais activée
  demoWithdrawn = Retirée
  demoClosed = Clôturée
  demoSendersTitle = Qui envoie des messages
  demoSendersLead = Les clés et les adresses se trouvent dans {file}, dans le dossier de la démonstration.
  demoNoAddress = Pas d’adresse e-mail
  demoMailsLink = E-mails envoyés
  demoMailsOne = {count} e-mail est parti.
  demoMailsMany = {count} e-mails sont partis.
  """
