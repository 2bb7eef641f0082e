import Pages

extension PageTemplate {
  static let inbox = PageTemplate(
    "inbox",
    """
    <h1>{{t.inbox}}</h1>
    <p class="lead">{{unread}}</p>
    {{#missing}}
    <p class="notice" role="status">{{.}}</p>
    {{/missing}}
    <form class="search" method="get" action="/inbox" role="search">
    {{#view}}<input type="hidden" name="view" value="{{.}}">{{/view}}
    <div class="field">
    <label for="q">{{t.searchLabel}}</label>
    <p class="hint" id="q-hint">{{t.searchHint}}</p>
    <div class="joined">
    <input id="q" name="q" type="search" value="{{q}}" maxlength="100" aria-describedby="q-hint">
    <button class="button" type="submit">{{t.searchButton}}</button>
    </div>
    </div>
    <details class="filters"{{#hasFilters}} open{{/hasFilters}}>
    <summary>{{t.filters}}</summary>
    <div class="fields">
    <div class="field">
    <label for="sender">{{t.filterSender}}</label>
    <select id="sender" name="sender">
    <option value="">{{t.filterAllSenders}}</option>
    {{#senders}}
    <option value="{{value}}" lang="{{lang}}"{{#isChosen}} selected{{/isChosen}}>{{name}}</option>
    {{/senders}}
    </select>
    </div>
    <div class="field">
    <label for="type">{{t.filterType}}</label>
    <select id="type" name="type">
    <option value="">{{t.filterAllTypes}}</option>
    {{#types}}
    <option value="{{value}}" lang="{{lang}}"{{#isChosen}} selected{{/isChosen}}>{{name}}</option>
    {{/types}}
    </select>
    </div>
    <div class="field">
    <label for="from">{{t.filterFrom}}</label>
    <input id="from" name="from" type="date" value="{{from}}">
    </div>
    <div class="field">
    <label for="to">{{t.filterTo}}</label>
    <input id="to" name="to" type="date" value="{{to}}">
    </div>
    <button class="button second" type="submit">{{t.filterApply}}</button>
    </div>
    </details>
    </form>
    <nav class="tabs" aria-label="{{t.inboxViews}}">
    <ul>
    {{#tabs}}
    <li><a href="{{address}}"{{#isCurrent}} aria-current="page"{{/isCurrent}}>{{text}}\
    {{#count}} <span class="count">{{.}}</span>{{/count}}</a></li>
    {{/tabs}}
    </ul>
    </nav>
    {{#recalled}}
    <details class="panel recalled">
    <summary>{{title}}</summary>
    <ul class="points">
    {{#items}}
    <li><strong lang="{{senderLang}}">{{sender}}</strong>, <span lang="{{typeLang}}">{{type}}</span>,
    <time datetime="{{recalledOn.iso}}">{{recalledOn.text}}</time><br>
    {{#isAfterBreach}}{{t.recalledAfterBreach}}<br>
    {{/isAfterBreach}}
    {{t.recalledReason}} <span lang="{{reasonLang}}">{{reason}}</span></li>
    {{/items}}
    </ul>
    <p class="quiet">{{t.recalledHint}}</p>
    </details>
    {{/recalled}}
    {{#isNarrowed}}
    <p class="found">{{total}} · <a href="{{clear}}">{{t.filterClear}}</a></p>
    {{/isNarrowed}}
    {{#empty}}
    <div class="empty">
    <h2>{{title}}</h2>
    <p>{{text}}</p>
    {{#isUnused}}<p class="quiet">{{t.inboxEmptyHint}}</p>{{/isUnused}}
    </div>
    {{/empty}}
    {{^isEmpty}}
    <h2 class="hidden" id="list">{{t.inboxList}}</h2>
    <ul class="list" aria-labelledby="list">
    {{#messages}}
    <li{{#kind}} class="{{.}}"{{/kind}}>
    <p class="head">
    <span class="who"><span class="hidden">{{t.sender}}</span>
    <span lang="{{senderLang}}">{{sender}}</span></span>
    <span class="when"><span class="hidden">{{t.received}}</span>
    <time datetime="{{received.iso}}">{{received.text}}</time></span>
    </p>
    <h3 class="subject"><a href="{{address}}" lang="{{lang}}">{{subject}}</a></h3>
    <p class="facts"><span lang="{{typeLang}}">{{type}}</span> <span>{{until}}</span></p>
    <p class="marks">
    {{#badges}}
    <span class="{{kind}}">{{text}}</span>
    {{/badges}}
    </p>
    </li>
    {{/messages}}
    </ul>
    {{^isNarrowed}}<p class="quiet">{{total}}</p>{{/isNarrowed}}
    {{/isEmpty}}
    {{#hasPages}}
    <nav class="paging" aria-label="{{t.pages}}">
    {{#newer}}<a class="button second" rel="prev" href="{{address}}">{{t.newer}}</a>{{/newer}}
    <p>{{pageOf}}</p>
    {{#older}}<a class="button second" rel="next" href="{{address}}">{{t.older}}</a>{{/older}}
    </nav>
    {{/hasPages}}

    """)
}
