import Pages

extension PageTemplate {
  /// The consent screen: what it means, before the citizen decides (R-CON-2). Both answers are as easy to
  /// give.
  static let consent = PageTemplate(
    "consent",
    """
    <h1>{{t.consentTitle}}</h1>
    <p class="lead">{{lead}}</p>
    <h2>{{t.consentMeans}}</h2>
    <ul>
    <li>{{t.consentDigital}}</li>
    <li>{{t.consentTransition}}</li>
    <li>{{t.consentAllSenders}}</li>
    <li>{{channelText}}</li>
    <li>{{t.consentLegal}}</li>
    <li>{{t.consentWithdrawable}}</li>
    </ul>
    <form method="post" action="{{action}}">
    <input type="hidden" name="form-token" value="{{formToken}}">
    <input type="hidden" name="query" value="{{query}}">
    <input type="hidden" name="version" value="{{version}}">
    <input type="hidden" name="language" value="{{textLanguage}}">
    <p class="actions">
    <button class="button" type="submit" name="choice" value="accept">{{t.consentAccept}}</button>
    <button class="button quiet" type="submit" name="choice" value="decline">{{t.consentDecline}}</button>
    </p>
    </form>
    <p class="quiet">{{versionText}}</p>

    """)

  static let ownConsents = PageTemplate(
    "own-consents",
    """
    <h1>{{t.myConsents}}</h1>
    {{#hasName}}<p class="quiet">{{signedInAs}}</p>{{/hasName}}
    {{#isEmpty}}
    <p>{{t.ownConsentsEmpty}}</p>
    {{/isEmpty}}
    {{^isEmpty}}
    <p>{{t.ownConsentsLead}}</p>
    <ul class="list">
    {{#consents}}
    <li>
    <h2>{{name}}</h2>
    <p>{{since}}<br><span class="quiet">{{version}}</span></p>
    <p><a class="button quiet" href="{{withdraw}}">{{withdrawText}}</a></p>
    </li>
    {{/consents}}
    </ul>
    {{/isEmpty}}

    """)

  static let withdrawal = PageTemplate(
    "withdrawal",
    """
    <h1>{{t.withdrawalTitle}}</h1>
    <p class="lead">{{lead}}</p>
    {{#isLast}}
    <p>{{t.withdrawalLast}}</p>
    {{/isLast}}
    {{^isLast}}
    <p>{{t.withdrawalOther}}</p>
    {{/isLast}}
    <form method="post" action="{{action}}">
    <input type="hidden" name="form-token" value="{{formToken}}">
    <input type="hidden" name="channel" value="{{channel}}">
    <p class="actions">
    <button class="button" type="submit">{{t.withdrawalConfirm}}</button>
    <a class="button quiet" href="{{back}}">{{t.withdrawalKeep}}</a>
    </p>
    </form>

    """)
}
