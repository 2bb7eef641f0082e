import Pages

extension PageTemplate {
  static let demo = PageTemplate(
    "demo",
    """
    <h1>{{t.demoTitle}}</h1>
    <p class="lead">{{t.demoLead}}</p>
    <ul class="actions">
    <li><a class="button" href="{{portal}}">{{t.myEBox}}</a></li>
    <li><a class="button second" href="{{consents}}">{{t.myConsents}}</a></li>
    <li><a class="button second" href="{{mails}}">{{t.demoMailsLink}}</a></li>
    </ul>
    <section class="panel" aria-labelledby="clock">
    <h2 id="clock">{{t.demoClockTitle}}</h2>
    <p>{{now}}</p>
    <form method="post" action="{{clockAddress}}">
    <ul class="actions">
    <li><button class="button second" name="advanceDays" value="1">{{t.demoDay}}</button></li>
    <li><button class="button second" name="advanceDays" value="7">{{t.demoWeek}}</button></li>
    <li><button class="button second" name="advanceDays" value="30">{{t.demoMonth}}</button></li>
    </ul>
    </form>
    {{#move}}
    <div class="notice calm" role="status">
    <p><strong>{{title}}</strong></p>
    <ul class="points">
    {{#lines}}
    <li>{{.}}</li>
    {{/lines}}
    </ul>
    </div>
    {{/move}}
    <p class="quiet">{{t.demoClockHint}}</p>
    </section>
    <section class="panel" aria-labelledby="channels">
    <h2 id="channels">{{t.demoChannelsTitle}}</h2>
    <p>{{t.demoChannelsLead}}</p>
    <ul class="points">
    {{#channels}}
    <li>{{#isRunning}}<a href="{{address}}">{{name}}</a>{{/isRunning}}\
    {{^isRunning}}{{name}}: {{t.demoChannelAbsent}} <span lang="en">{{reason}}</span>{{/isRunning}}</li>
    {{/channels}}
    </ul>
    </section>
    <section aria-labelledby="citizens">
    <h2 id="citizens">{{t.demoCitizensTitle}}</h2>
    <p>{{t.demoCitizensLead}}</p>
    <ul class="list">
    {{#citizens}}
    <li>
    <p class="marks"><span class="who">{{number}}</span> <span class="badge">{{state}}</span></p>
    <h3 class="subject" lang="{{lang}}">{{name}}</h3>
    <p class="facts"><span lang="{{lang}}">{{language}}</span> \
    {{#address}}<span>{{.}}</span>{{/address}}{{^address}}<span>{{t.demoNoAddress}}</span>{{/address}} \
    {{#channelNames}}<span>{{.}}</span>{{/channelNames}}</p>
    </li>
    {{/citizens}}
    </ul>
    </section>
    <section class="panel" aria-labelledby="senders">
    <h2 id="senders">{{t.demoSendersTitle}}</h2>
    <p>{{sendersLead}}</p>
    <ul class="points">
    {{#senders}}
    <li><span lang="nl">{{name}}</span> · {{number}} · <code>{{client}}</code></li>
    {{/senders}}
    </ul>
    </section>

    """)
}
