import Pages

extension PageTemplate {
  static let help = PageTemplate(
    "help",
    """
    <h1>{{t.help}}</h1>
    <p class="lead">{{t.helpLead}}</p>
    <div class="questions">
    <details class="question">
    <summary><h2>{{t.helpReadQ}}</h2></summary>
    <p>{{t.helpReadA}}</p>
    </details>
    <details class="question">
    <summary><h2>{{t.helpTermQ}}</h2></summary>
    <p>{{t.helpTermA}}</p>
    </details>
    <details class="question">
    <summary><h2>{{t.helpDueQ}}</h2></summary>
    <p>{{t.helpDueA}}</p>
    </details>
    <details class="question">
    <summary><h2>{{t.helpWhoQ}}</h2></summary>
    <p>{{t.helpWhoA}}</p>
    </details>
    <details class="question" id="registered">
    <summary><h2>{{t.helpRegisteredQ}}</h2></summary>
    <p>{{t.helpRegisteredA}}</p>
    </details>
    <details class="question" id="proofs">
    <summary><h2>{{t.helpProofsQ}}</h2></summary>
    <p>{{t.helpProofsA}}</p>
    </details>
    <details class="question">
    <summary><h2>{{t.helpStopQ}}</h2></summary>
    <p>{{t.helpStopA}}</p>
    </details>
    <details class="question">
    <summary><h2>{{t.helpMailQ}}</h2></summary>
    <p>{{t.helpMailA}}</p>
    {{#mailCheck}}<p><a href="{{.}}">{{t.helpMailCheck}}</a></p>{{/mailCheck}}
    </details>
    </div>
    <section class="panel" aria-labelledby="contact">
    <h2 id="contact">{{t.helpContactTitle}}</h2>
    <p>{{t.helpContactSender}}</p>
    {{#support}}<p>{{t.helpContactChannel}} <strong>{{.}}</strong></p>{{/support}}
    </section>

    """)

  static let accessibility = PageTemplate(
    "accessibility",
    """
    <h1>{{t.accessibility}}</h1>
    <p class="lead">{{t.accessibilityLead}}</p>
    <h2>{{t.accessibilityDoesTitle}}</h2>
    <ul class="points">
    <li>{{t.accessibilityDoesKeys}}</li>
    <li>{{t.accessibilityDoesReader}}</li>
    <li>{{t.accessibilityDoesZoom}}</li>
    <li>{{t.accessibilityDoesScript}}</li>
    </ul>
    <h2>{{t.accessibilityLimitTitle}}</h2>
    <p>{{t.accessibilityLimitText}}</p>
    <p>{{t.accessibilityTested}}</p>
    {{#support}}<p class="notice calm">{{t.accessibilityTell}} <strong>{{.}}</strong></p>{{/support}}

    """)

  static let privacy = PageTemplate(
    "privacy",
    """
    <h1>{{t.privacy}}</h1>
    <p class="lead">{{t.privacyLead}}</p>
    <h2>{{t.privacyWhoTitle}}</h2>
    <ul class="points">
    <li>{{t.privacySender}}</li>
    {{#provider}}<li>{{.}}</li>{{/provider}}
    {{#keeper}}<li>{{.}}</li>{{/keeper}}
    </ul>
    <h2>{{t.privacyKeptTitle}}</h2>
    <ul class="points">
    <li>{{t.privacyKeptDocuments}}</li>
    <li>{{t.privacyKeptTrail}}</li>
    <li>{{t.privacyKeptSession}}</li>
    </ul>
    <h2>{{t.privacyRightsTitle}}</h2>
    <p>{{t.privacyRightsText}}</p>
    {{#officer}}<p class="notice calm">{{t.privacyOfficer}} <strong>{{.}}</strong></p>{{/officer}}
    <p>{{t.privacyAuthority}}</p>

    """)
}
