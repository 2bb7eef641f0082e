import Pages

extension PageTemplate {
  static let inbox = PageTemplate(
    "inbox",
    """
    <h1>{{t.inbox}}</h1>
    {{#isEmpty}}
    <div class="panel">
    <h2>{{t.inboxEmptyTitle}}</h2>
    <p>{{t.inboxEmptyText}}</p>
    <p class="quiet">{{t.inboxEmptyHint}}</p>
    </div>
    {{/isEmpty}}
    {{^isEmpty}}
    <p><strong>{{unread}}</strong> · {{total}}</p>
    <h2 class="hidden" id="list">{{t.inboxList}}</h2>
    <ul class="list" aria-labelledby="list">
    {{#messages}}
    <li{{#isUnread}} class="fresh"{{/isUnread}}>
    <p class="marks">
    <span class="who"><span class="hidden">{{t.sender}}</span>
    <span lang="{{sender.lang}}">{{sender.name}}</span></span>
    {{#isUnread}}<span class="badge strong">{{t.unread}}</span>{{/isUnread}}
    {{^isUnread}}<span class="badge">{{t.read}}</span>{{/isUnread}}
    {{#isRegistered}}<span class="badge">{{t.registeredMail}}</span>{{/isRegistered}}
    {{#isEnding}}<span class="badge warn">{{t.lastDays}}</span>{{/isEnding}}
    {{#isFromBefore}}<span class="badge">{{t.sentBeforeActivation}}</span>{{/isFromBefore}}
    </p>
    <h3 class="subject"><a href="{{address}}" lang="{{lang}}">{{subject}}</a></h3>
    <p class="facts">
    <span>{{t.received}} <time datetime="{{received.iso}}">{{received.text}}</time></span>
    <span>{{until}}</span>
    </p>
    </li>
    {{/messages}}
    </ul>
    {{#hasPages}}
    <nav class="paging" aria-label="{{t.pages}}">
    {{#newer}}<a class="button second" rel="prev" href="{{address}}">{{t.newer}}</a>{{/newer}}
    <p>{{pageOf}}</p>
    {{#older}}<a class="button second" rel="next" href="{{address}}">{{t.older}}</a>{{/older}}
    </nav>
    {{/hasPages}}
    {{/isEmpty}}

    """)
}
