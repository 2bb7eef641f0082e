import Pages

extension PageTemplate {
  static let message = PageTemplate(
    "message",
    """
    <p class="back"><a href="/inbox">{{t.backToInbox}}</a></p>
    <p class="over" lang="{{sender.lang}}">{{sender.name}}</p>
    <h1 lang="{{subjectLang}}">{{subject}}</h1>
    <p class="marks">
    {{#isUnread}}<span class="badge strong">{{t.unread}}</span>{{/isUnread}}
    {{#isRead}}<span class="badge">{{t.read}}</span>{{/isRead}}
    {{#isRegistered}}<span class="badge registered">{{t.registeredMail}}</span>{{/isRegistered}}
    {{#deliveryBadge}}<span class="{{kind}}">{{text}}</span>{{/deliveryBadge}}
    {{#dues}}<span class="{{badge}}">{{text}}</span>{{/dues}}
    {{#subjectFilled}}<span class="badge">{{.}}</span>{{/subjectFilled}}
    </p>
    {{#newer}}<p class="notice">{{t.replacedNotice}} <a href="{{address}}">{{t.replacedLink}}</a></p>{{/newer}}
    {{#older}}<p class="notice calm">{{t.replacesNotice}} <a href="{{address}}">{{t.replacesLink}}</a></p>\
    {{/older}}
    {{#isHidden}}<p class="notice calm">{{t.isHiddenNotice}}</p>{{/isHidden}}
    {{#isEnding}}<p class="notice">{{until}}. {{t.lastDaysNotice}}</p>{{/isEnding}}
    {{#isFromBefore}}<p class="notice calm">{{t.paperToo}}</p>{{/isFromBefore}}
    {{#onPaper}}<p class="notice calm">{{.}}</p>{{/onPaper}}
    <div class="beside">
    <div>
    \(registeredStanding)
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
    {{#isUnread}}<p class="quiet">{{t.readingTells}}</p>{{/isUnread}}
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
    {{#replies}}
    <section class="panel" id="replies" aria-labelledby="replies-title">
    <h2 id="replies-title">{{t.repliesTitle}}</h2>
    {{#wasSent}}<p class="notice good" role="status">{{t.replySentNotice}}</p>{{/wasSent}}
    {{^hasReceipts}}<p>{{t.repliesNone}}</p>{{/hasReceipts}}
    {{#hasReceipts}}
    <ul class="files">
    {{#receipts}}
    <li>
    <p class="name">{{sent}}</p>
    <p><span class="badge{{#isOpened}} good{{/isOpened}}">{{opened}}</span></p>
    <details>
    <summary>{{t.replyReceipt}}<span class="hidden"> – {{sent}}</span></summary>
    \(receiptFacts)
    </details>
    </li>
    {{/receipts}}
    </ul>
    <p class="quiet">{{t.replyReceiptHint}}</p>
    {{/hasReceipts}}
    <p><a class="button second" href="{{address}}?lang={{language}}">{{t.replyButton}}</a></p>
    </section>
    {{/replies}}
    \(registeredProofs)
    </div>
    <div>
    {{#payment}}
    <section class="panel" aria-labelledby="payment">
    <h2 id="payment">{{t.paymentTitle}}</h2>
    <dl class="facts-table">
    <dt>{{t.paymentAmount}}</dt>
    <dd><strong>{{amount}}</strong></dd>
    <dt>{{t.paymentAccount}}</dt>
    <dd>{{account}}</dd>
    {{#bank}}
    <dt>{{t.paymentBank}}</dt>
    <dd>{{.}}</dd>
    {{/bank}}
    {{#reference}}
    <dt>{{t.paymentReference}}</dt>
    <dd>{{.}}</dd>
    {{/reference}}
    </dl>
    <p class="quiet">{{t.paymentHint}}</p>
    </section>
    {{/payment}}
    <section class="panel" aria-labelledby="details">
    <h2 id="details">{{t.messageDetails}}</h2>
    <dl class="facts-table">
    <dt>{{t.sentBy}}</dt>
    <dd lang="{{sender.lang}}">{{sender.name}}</dd>
    <dt>{{t.messageType}}</dt>
    <dd lang="{{type.lang}}">{{type.name}}</dd>
    {{#purpose}}
    <dt>{{t.typePurpose}}</dt>
    <dd lang="{{lang}}">{{name}}</dd>
    {{/purpose}}
    {{#ground}}
    <dt>{{t.typeGround}}</dt>
    <dd lang="{{lang}}">{{name}}</dd>
    {{/ground}}
    {{#data}}
    <dt lang="{{labelLang}}">{{label}}</dt>
    <dd lang="{{valueLang}}">{{value}}</dd>
    {{/data}}
    <dt>{{t.receivedOn}}</dt>
    <dd><time datetime="{{received.iso}}">{{received.text}}</time></dd>
    <dt>{{t.availableLabel}}</dt>
    <dd>{{until}}</dd>
    {{#dues}}
    <dt>{{t.dueLabel}}</dt>
    <dd>{{text}}.{{#since}} {{.}}{{/since}}</dd>
    {{/dues}}
    <dt>{{t.readState}}</dt>
    <dd>{{#readSince}}{{.}}{{/readSince}}{{^readSince}}{{t.notYetRead}}{{/readSince}}</dd>
    {{#contact}}
    <dt>{{t.senderContact}}</dt>
    <dd>{{.}}</dd>
    {{/contact}}
    {{#support}}
    <dt>{{t.channelContact}}</dt>
    <dd>{{.}}</dd>
    {{/support}}
    </dl>
    {{#calendar}}
    <p><a class="button second" href="{{address}}?lang={{language}}" download>{{t.dueCalendar}}</a></p>
    {{/calendar}}
    </section>
    <section class="panel" aria-labelledby="history">
    <h2 id="history">{{t.accessTitle}}</h2>
    {{^wasOpened}}<p>{{t.accessNobody}}</p>{{/wasOpened}}
    {{#wasOpened}}
    <ul class="points">
    {{#accesses}}
    <li>{{text}}</li>
    {{/accesses}}
    </ul>
    {{/wasOpened}}
    <p class="quiet">{{t.accessHint}}</p>
    </section>
    <section class="panel" aria-labelledby="tidy">
    <h2 id="tidy">{{t.hideTitle}}</h2>
    <p class="quiet">{{t.hideHint}}</p>
    {{#visibility}}
    <form method="post" action="{{address}}">
    <input type="hidden" name="form-token" value="{{formToken}}">
    <input type="hidden" name="visible" value="{{#isHidden}}true{{/isHidden}}{{^isHidden}}false{{/isHidden}}">
    <button class="button second" type="submit">\
    {{#isHidden}}{{t.showMessage}}{{/isHidden}}{{^isHidden}}{{t.hideMessage}}{{/isHidden}}</button>
    </form>
    {{/visibility}}
    </section>
    </div>
    </div>

    """)
}
