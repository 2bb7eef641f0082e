import Pages

extension PageTemplate {
  /// The consent screen: what it means, before the citizen decides (R-CON-2). Both answers are as easy to
  /// give.
  static let consent = PageTemplate(
    "consent",
    """
    <h1>{{t.consentTitle}}</h1>
    {{#still}}<p class="notice calm">{{.}}</p>{{/still}}
    <p class="lead">{{lead}}</p>
    <h2>{{t.consentMeans}}</h2>
    <ul>
    {{#points}}
    <li>{{.}}</li>
    {{/points}}
    </ul>
    <form method="post" action="{{action}}">
    <input type="hidden" name="form-token" value="{{formToken}}">
    <input type="hidden" name="screen-token" value="{{screenToken}}">
    <input type="hidden" name="query" value="{{query}}">
    <input type="hidden" name="version" value="{{version}}">
    <input type="hidden" name="language" value="{{textLanguage}}">
    <p class="actions">
    <button class="button" type="submit" name="choice" value="accept">{{t.consentAccept}}</button>
    <button class="button second" type="submit" name="choice" value="decline">{{t.consentDecline}}</button>
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
    <p>{{since}}</p>
    <p class="quiet">{{prefetchState}}</p>
    <p class="facts"><a href="{{text}}">{{version}}</a> <a href="{{prefetch}}">{{prefetchText}}</a>
    <a href="{{withdraw}}">{{withdrawText}}</a></p>
    </li>
    {{/consents}}
    </ul>
    {{/isEmpty}}
    {{#takeOut}}
    <h2>{{t.takeOutTitle}}</h2>
    <p>{{t.takeOutLead}}</p>
    <p><a class="button" href="{{address}}">{{t.takeOutOpen}}</a></p>
    {{/takeOut}}
    {{#paper}}
    <h2>{{t.exclusiveTitle}}</h2>
    <p>{{text}}</p>
    <p><a href="{{address}}">{{t.exclusiveChange}}</a></p>
    {{/paper}}
    {{#hasHistory}}
    <h2>{{t.historyTitle}}</h2>
    <ol class="files">
    {{#history}}
    <li><p class="name">{{what}}</p>
    <p class="quiet">{{#at}}<time datetime="{{iso}}">{{text}}</time>{{/at}}
    {{#text}}<br><a href="{{address}}">{{name}}</a>{{/text}}</p></li>
    {{/history}}
    </ol>
    {{/hasHistory}}

    """)

  /// What was accepted, word for word.
  static let acceptedText = PageTemplate(
    "accepted-text",
    """
    <h1>{{t.acceptedTextTitle}}</h1>
    <p>{{version}}</p>
    <div class="panel" lang="{{textLanguage}}">
    <p>{{lead}}</p>
    <ul>
    {{#points}}
    <li>{{.}}</li>
    {{/points}}
    </ul>
    </div>
    {{#digest}}<p class="quiet">{{t.acceptedTextDigest}} <code>{{.}}</code></p>{{/digest}}
    <p><a href="{{back}}">{{t.backToConsents}}</a></p>

    """)

  static let prefetch = PageTemplate(
    "prefetch",
    """
    <h1>{{t.prefetchTitle}}</h1>
    <p class="lead">{{lead}}</p>
    <ul>
    {{#points}}
    <li>{{.}}</li>
    {{/points}}
    </ul>
    <form method="post" action="{{action}}">
    <input type="hidden" name="form-token" value="{{formToken}}">
    <input type="hidden" name="channel" value="{{channel}}">
    <p><strong>{{state}}</strong></p>
    <p class="actions">
    <button class="button" type="submit" name="choice" value="{{choice}}">{{choiceText}}</button>
    <a class="button second" href="{{back}}">{{t.exclusiveKeep}}</a>
    </p>
    </form>

    """)

  static let exclusive = PageTemplate(
    "exclusive",
    """
    <h1>{{t.exclusiveTitle}}</h1>
    <p>{{t.exclusiveLead}}</p>
    <form method="post" action="{{action}}">
    <input type="hidden" name="form-token" value="{{formToken}}">
    {{#isChosen}}
    <p>{{t.exclusiveIsChosen}}</p>
    <p class="actions">
    <button class="button" type="submit" name="choice" value="paper">{{t.exclusiveDrop}}</button>
    <a class="button second" href="{{back}}">{{t.exclusiveKeep}}</a>
    </p>
    {{/isChosen}}
    {{^isChosen}}
    <p>{{t.exclusiveIsNotChosen}}</p>
    <p class="actions">
    <button class="button" type="submit" name="choice" value="exclusive">{{t.exclusiveChoose}}</button>
    <a class="button second" href="{{back}}">{{t.exclusiveKeep}}</a>
    </p>
    {{/isChosen}}
    </form>

    """)
}
