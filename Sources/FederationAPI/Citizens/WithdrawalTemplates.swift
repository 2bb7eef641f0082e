import Pages

extension PageTemplate {
  static let withdrawal = PageTemplate(
    "withdrawal",
    """
    <h1>{{t.withdrawalTitle}}</h1>
    <p class="lead">{{lead}}</p>
    {{#isLast}}
    <p>{{t.withdrawalLast}}</p>
    {{#paperUnknown}}
    <p class="notice">{{t.paperUnknown}}</p>
    {{/paperUnknown}}
    {{#hasNoPaper}}
    <p>{{t.paperNone}}</p>
    {{/hasNoPaper}}
    {{#hasPaper}}
    <h2>{{t.paperTitle}}</h2>
    <p>{{paperCount}}</p>
    <ul class="list">
    {{#paper}}
    <li>
    <p class="who" lang="{{senderLang}}">{{sender}}</p>
    <p lang="{{subjectLang}}">{{subject}}</p>
    <p class="facts">
    <span>{{t.received}} {{#received}}<time datetime="{{iso}}">{{text}}</time>{{/received}}</span>
    <span>{{until}}</span></p>
    {{#registered}}<p><strong>{{text}}</strong> – {{standing}}</p>{{/registered}}
    {{#due}}<p><strong>{{.}}</strong></p>{{/due}}
    </li>
    {{/paper}}
    </ul>
    {{#paperMore}}<p>{{.}}</p>{{/paperMore}}
    {{#isRegisteredWaiting}}<p class="notice">{{t.withdrawalRegistered}}</p>{{/isRegisteredWaiting}}
    {{/hasPaper}}
    {{#isRunning}}
    <h2>{{t.paperDueTitle}}</h2>
    <p>{{t.paperDueText}}</p>
    <ul class="list">
    {{#running}}
    <li>
    <p class="who" lang="{{senderLang}}">{{sender}}</p>
    <p lang="{{subjectLang}}">{{subject}}</p>
    {{#due}}<p><strong>{{.}}</strong></p>{{/due}}
    </li>
    {{/running}}
    </ul>
    {{/isRunning}}
    <p>{{t.withdrawalTakeOut}}</p>
    {{/isLast}}
    {{^isLast}}
    <p>{{t.withdrawalOther}}</p>
    {{/isLast}}
    <form method="post" action="{{action}}">
    <input type="hidden" name="form-token" value="{{formToken}}">
    <input type="hidden" name="channel" value="{{channel}}">
    <p class="actions">
    <button class="button" type="submit">{{t.withdrawalConfirm}}</button>
    <a class="button second" href="{{back}}">{{t.withdrawalKeep}}</a>
    </p>
    </form>

    """)

  static let takeOut = PageTemplate(
    "take-out",
    """
    <h1>{{t.takeOutTitle}}</h1>
    <p>{{t.takeOutLead}}</p>
    {{#isEmpty}}
    <p>{{t.takeOutEmpty}}</p>
    {{/isEmpty}}
    {{^isEmpty}}
    <p class="quiet">{{count}}</p>
    <form method="post" action="{{archive}}">
    <input type="hidden" name="form-token" value="{{formToken}}">
    <button class="button" type="submit">{{t.takeOutArchive}}</button>
    </form>
    <ul class="list">
    {{#messages}}
    <li>
    <p class="who" lang="{{senderLang}}">{{sender}}</p>
    <h2 lang="{{subjectLang}}">{{subject}}</h2>
    <p class="facts">{{#isUnread}}<span>{{t.unread}}</span>{{/isUnread}}
    <span>{{t.received}} {{#received}}<time datetime="{{iso}}">{{text}}</time>{{/received}}</span>
    <span>{{until}}</span></p>
    {{#registered}}<p><strong>{{text}}</strong> – {{standing}}.\
    {{#isClosed}} {{t.registeredClosed}}{{/isClosed}}</p>{{/registered}}
    {{#hasContent}}
    <ul>
    {{#body}}<li><a href="{{address}}">{{t.messageText}}</a></li>{{/body}}
    {{#files}}<li><a href="{{address}}">{{name}}</a></li>{{/files}}
    </ul>
    {{/hasContent}}
    </li>
    {{/messages}}
    </ul>
    <p>{{#newer}}<a href="{{.}}">{{t.newer}}</a>{{/newer}}
    {{#older}}<a href="{{.}}">{{t.older}}</a>{{/older}}</p>
    {{/isEmpty}}
    <p><a href="{{back}}">{{t.backToConsents}}</a></p>

    """)

  static let takeOutText = PageTemplate(
    "take-out-text",
    """
    <h1 lang="{{subjectLang}}">{{subject}}</h1>
    <p class="text" lang="{{bodyLang}}">{{body}}</p>
    <p><a href="{{back}}">{{t.takeOutTitle}}</a></p>

    """)
}
