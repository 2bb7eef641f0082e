import Pages

extension PageTemplate {
  /// In the page of a message: what can be decided, or what stands.
  static let registeredStanding = """
    {{#decisionNews}}<p class="{{kind}}" role="status">{{text}}</p>{{/decisionNews}}
    {{#decide}}
    <section class="panel" id="registered" aria-labelledby="registered-title">
    <h2 id="registered-title">{{t.registeredDecideTitle}}</h2>
    <p>{{t.registeredDecideLead}}</p>
    <p class="notice{{^isNear}} calm{{/isNear}}">{{until}}</p>
    <dl class="facts-table">
    <dt>{{t.registeredIfAccept}}</dt>
    <dd>{{t.registeredIfAcceptText}}</dd>
    <dt>{{t.registeredIfRefuse}}</dt>
    <dd>{{t.registeredIfRefuseText}} {{t.registeredRefuseFinal}}</dd>
    <dt>{{t.registeredIfSilent}}</dt>
    <dd>{{t.registeredIfSilentText}}</dd>
    </dl>
    <p>{{t.registeredProofText}}</p>
    <p class="quiet">{{t.registeredLawText}}</p>
    <ul class="actions">
    <li><form method="post" action="{{address}}">
    <input type="hidden" name="form-token" value="{{formToken}}">
    <input type="hidden" name="decision" value="accept">
    <button class="button" type="submit">{{t.registeredAccept}}</button>
    </form></li>
    <li><a class="button second" href="{{refusal}}?lang={{language}}">{{t.registeredRefuse}}</a></li>
    </ul>
    </section>
    {{/decide}}
    {{#stands}}
    <section class="panel" id="registered" aria-labelledby="registered-title">
    <h2 id="registered-title">{{t.registeredTitle}}</h2>
    <p><strong>{{outcome}}.</strong>{{#isClosed}} {{t.registeredClosed}}{{/isClosed}}</p>
    </section>
    {{/stands}}
    """

  /// In the page of a message: each fact and its proof.
  static let registeredProofs = """
    {{#proofs}}
    <section class="panel" aria-labelledby="proofs-title">
    <h2 id="proofs-title">{{t.proofsTitle}}</h2>
    <p class="quiet">{{t.proofsLead}}</p>
    {{#areUnknown}}<p class="notice">{{t.proofsUnknown}}</p>{{/areUnknown}}
    <ul class="files">
    {{#facts}}
    <li>
    <p class="name">{{text}}</p>
    {{#isBeingMade}}<p class="quiet">{{t.proofBeingMade}}</p>{{/isBeingMade}}
    {{#isOnceAccepted}}<p class="quiet">{{t.proofOnceAccepted}}</p>{{/isOnceAccepted}}
    {{#proof}}
    <ul class="actions">
    <li><a class="button second" href="{{document}}" download>{{t.proofDocument}}\
    <span class="hidden"> – {{text}}</span></a></li>
    <li><a class="button second" href="{{seal}}" download>{{t.proofSeal}}\
    <span class="hidden"> – {{text}}</span></a></li>
    </ul>
    {{/proof}}
    </li>
    {{/facts}}
    </ul>
    <p class="after"><a href="{{help}}">{{t.proofsCheck}}</a></p>
    </section>
    {{/proofs}}
    """

  static let refusal = PageTemplate(
    "refusal",
    """
    <p class="back"><a href="{{back}}">{{t.replyBack}}</a></p>
    <p class="over" lang="{{sender.lang}}">{{sender.name}}</p>
    <h1>{{t.registeredRefuseTitle}}</h1>
    <p class="lead" lang="{{subjectLang}}">{{subject}}</p>
    <p>{{t.registeredIfRefuseText}}</p>
    <p class="notice">{{t.registeredRefuseFinal}}</p>
    <p>{{until}}</p>
    <p class="quiet">{{t.registeredLawText}}</p>
    <form method="post" action="{{action}}">
    <input type="hidden" name="form-token" value="{{formToken}}">
    <input type="hidden" name="decision" value="refuse">
    <ul class="actions">
    <li><button class="button danger" type="submit">{{t.registeredRefuseConfirm}}</button></li>
    <li><a class="button second" href="{{back}}">{{t.registeredRefuseKeep}}</a></li>
    </ul>
    </form>

    """)
}
