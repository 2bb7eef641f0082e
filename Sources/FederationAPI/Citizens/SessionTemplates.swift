import Pages

extension PageTemplate {
  static let sessions = PageTemplate(
    "sessions",
    """
    <h1>{{t.sessionsTitle}}</h1>
    <p>{{t.sessionsLead}}</p>
    <h2>{{t.sessionsHere}}</h2>
    <ul class="list">
    {{#sessions}}
    <li>
    <p class="who">{{browser}} {{#isOwn}}<span class="badge strong">{{t.sessionOwn}}</span>{{/isOwn}}</p>
    <p class="facts"><span>{{since}}</span> <span>{{seen}}</span></p>
    {{^isOwn}}
    <form method="post" action="{{end}}">
    <input type="hidden" name="form-token" value="{{formToken}}">
    <input type="hidden" name="session" value="{{id}}">
    <button class="button second" type="submit">{{endText}}</button>
    </form>
    {{/isOwn}}
    </li>
    {{/sessions}}
    </ul>
    {{#hasChannels}}
    <h2>{{t.sessionsChannels}}</h2>
    <ul class="list">
    {{#channels}}
    <li>
    <p class="who">{{name}}</p>
    <p class="facts"><span>{{since}}</span></p>
    <form method="post" action="{{end}}">
    <input type="hidden" name="form-token" value="{{formToken}}">
    <input type="hidden" name="channel" value="{{channel}}">
    <button class="button second" type="submit">{{endText}}</button>
    </form>
    </li>
    {{/channels}}
    </ul>
    {{/hasChannels}}
    <h2>{{t.sessionsEndAll}}</h2>
    <form method="post" action="{{endAll}}">
    <input type="hidden" name="form-token" value="{{formToken}}">
    <p><label><input type="checkbox" name="channels" value="yes" checked>
    {{t.sessionsEndChannels}}</label></p>
    <p class="actions"><button class="button" type="submit">{{t.sessionsEndAll}}</button></p>
    </form>

    """)
}
