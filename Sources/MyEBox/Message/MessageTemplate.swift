import Pages

extension PageTemplate {
  static let message = PageTemplate(
    "message",
    """
    <p><a href="/inbox">{{t.backToInbox}}</a></p>
    <h1 lang="{{subjectLang}}">{{subject}}</h1>
    <p class="marks">
    {{#isUnread}}<span class="badge strong">{{t.unread}}</span>{{/isUnread}}
    {{^isUnread}}<span class="badge">{{t.read}}</span>{{/isUnread}}
    {{#isRegistered}}<span class="badge">{{t.registeredMail}}</span>{{/isRegistered}}
    {{#subjectFilled}}<span class="badge">{{.}}</span>{{/subjectFilled}}
    </p>
    {{#isEnding}}<p class="notice">{{t.lastDaysNotice}}</p>{{/isEnding}}
    {{#isFromBefore}}<p class="notice calm">{{t.paperToo}}</p>{{/isFromBefore}}
    {{#body}}
    <section class="panel" aria-labelledby="text">
    <h2 id="text">{{t.messageText}}</h2>
    <p class="text" lang="{{lang}}">{{text}}</p>
    {{#bodyFilled}}<p class="quiet">{{.}}</p>{{/bodyFilled}}
    </section>
    {{/body}}
    {{#hiddenText}}
    <section class="panel" aria-labelledby="text">
    <h2 id="text">{{t.messageText}}</h2>
    <p class="quiet">{{t.readingTells}}</p>
    <p><a class="button" href="?show=text&amp;lang={{language}}#text">{{t.showText}}</a></p>
    </section>
    {{/hiddenText}}
    {{#hasDocuments}}
    <section class="panel" aria-labelledby="documents">
    <h2 id="documents">{{t.documents}}</h2>
    {{#isUnread}}<p class="quiet">{{t.readingTells}}</p>{{/isUnread}}
    <ul class="files">
    {{#documents}}
    <li>
    <p class="name">{{name}}</p>
    <p class="quiet">{{kind}}, {{size}}\
    {{#isMain}} <span class="badge good">{{t.mainDocument}}</span>{{/isMain}}\
    {{#isSigned}} <span class="badge">{{t.documentSigned}}</span>{{/isSigned}}</p>
    <ul class="actions">
    {{#show}}
    <li><a class="button" href="{{address}}">{{t.showDocument}}\
    <span class="hidden"> – {{name}}</span></a></li>
    {{/show}}
    {{#open}}
    <li><a class="button second" href="{{address}}" target="_blank" rel="noopener">{{t.openDocument}}\
    <span class="hidden"> – {{name}} {{t.openNewTab}}</span></a></li>
    {{/open}}
    <li><a class="button second" href="{{download}}">{{t.downloadDocument}}\
    <span class="hidden"> – {{name}}</span></a></li>
    </ul>
    </li>
    {{/documents}}
    </ul>
    </section>
    {{/hasDocuments}}
    {{#frame}}
    <section aria-labelledby="document">
    <h2 id="document">{{t.readHere}}</h2>
    <p class="quiet">{{t.readHereHint}}</p>
    <iframe class="document" src="{{address}}" title="{{title}}"\
    {{#isSandboxed}} sandbox{{/isSandboxed}}></iframe>
    </section>
    {{/frame}}
    <section class="panel" aria-labelledby="details">
    <h2 id="details">{{t.messageDetails}}</h2>
    <dl class="facts-table">
    <dt>{{t.sentBy}}</dt>
    <dd lang="{{sender.lang}}">{{sender.name}}</dd>
    {{#contact}}
    <dt>{{t.senderContact}}</dt>
    <dd>{{.}}</dd>
    {{/contact}}
    <dt>{{t.messageType}}</dt>
    <dd lang="{{type.lang}}">{{type.name}}</dd>
    <dt>{{t.receivedOn}}</dt>
    <dd><time datetime="{{received.iso}}">{{received.text}}</time></dd>
    <dt>{{t.availableLabel}}</dt>
    <dd>{{until}}</dd>
    <dt>{{t.readState}}</dt>
    <dd>{{#readSince}}{{.}}{{/readSince}}{{^readSince}}{{t.notYetRead}}{{/readSince}}</dd>
    </dl>
    </section>

    """)
}
