import Pages

extension PageTemplate {
  static let archive = PageTemplate(
    "archive",
    """
    <h1>{{t.archiveTitle}}</h1>
    {{#isEmpty}}<div class="empty"><p>{{t.archiveEmpty}}</p></div>{{/isEmpty}}
    {{^isEmpty}}
    <p class="lead">{{t.archiveLead}}</p>
    <div class="panel">
    <dl class="facts-table">
    <dt>{{t.archiveMessages}}</dt>
    <dd>{{messages}}</dd>
    <dt>{{t.archiveSize}}</dt>
    <dd>{{size}}</dd>
    <dt>{{t.archiveUnread}}</dt>
    <dd>{{unread}}</dd>
    </dl>
    </div>
    <p class="notice{{^hasUnread}} calm{{/hasUnread}}">{{t.archiveReads}}</p>
    <p>{{t.archiveCareful}}</p>
    <form method="post" action="/archive">
    <input type="hidden" name="form-token" value="{{formToken}}">
    <button class="button" type="submit">{{t.archiveStart}} ({{size}})</button>
    </form>
    <p class="quiet after">{{t.archiveBreak}}</p>
    {{/isEmpty}}

    """)
}
