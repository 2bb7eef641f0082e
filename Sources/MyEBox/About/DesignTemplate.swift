import Pages

extension PageTemplate {
  static let design = PageTemplate(
    "design",
    """
    <div lang="en">
    <h1>Design</h1>
    <p class="lead">Every component of the pages, with its states. What is not here is not used.</p>

    <h2>Type</h2>
    <div class="panel">
    <p class="over">Small line over a heading</p>
    <p class="lead">Lead: one sentence that says what the page is for.</p>
    <p>Body text, at most some 75 characters a line, 17 pixels. <a href="#type">A link in text</a>,
    <strong>strong</strong>, <code>a reference: 01JDA0</code>.</p>
    <p class="quiet">Quiet text: what helps, and what one can do without.</p>
    <h3 id="type">Third heading</h3>
    <ul class="points"><li>A list of points</li><li>with two of them</li></ul>
    <ol class="steps"><li>Steps have</li><li>an order</li></ol>
    </div>

    <h2>Colour</h2>
    <p>Texts have a contrast of at least 4.5 to 1 on what they stand on, in light and in dark.</p>
    <ul class="swatches">
    {{#colours}}
    <li><strong>{{name}}</strong><br><code>{{light}}</code><br><code>{{dark}}</code></li>
    {{/colours}}
    </ul>

    <h2>Buttons</h2>
    <ul class="actions">
    <li><button class="button" type="button">First</button></li>
    <li><button class="button second" type="button">Second</button></li>
    <li><button class="button quiet" type="button">Quiet</button></li>
    <li><button class="button danger" type="button">Withdraw</button></li>
    <li><button class="button" type="button" disabled>Not now</button></li>
    <li><a class="button second" href="#type">A link as a button</a></li>
    </ul>

    <h2>Badges</h2>
    <p class="marks"><span class="badge registered">Registered mail</span>
    <span class="badge strong">Unread</span> <span class="badge">Read</span>
    <span class="badge calm">You can appeal up to 3 December 2026</span>
    <span class="badge warn">Removed soon</span> <span class="badge good">Main document</span>
    <span class="badge danger">Undeliverable</span> <span class="count">12</span></p>

    <h2>Notices</h2>
    <p class="notice">Something to take care of: this message will be removed soon.</p>
    <p class="notice calm">Something to know: you have hidden this message.</p>
    <p class="notice good">Something is done: your address is verified.</p>
    <p class="notice danger">Something is wrong: mail to your address comes back.</p>

    <h2>Tabs and paging</h2>
    <nav class="tabs" aria-label="Example tabs">
    <ul>
    <li><a href="#type" aria-current="page">All</a></li>
    <li><a href="#type">Unread <span class="count">3</span></a></li>
    <li><a href="#type">Hidden</a></li>
    </ul>
    </nav>
    <nav class="paging" aria-label="Example paging">
    <a class="button second" href="#type">Newer</a><p>Page 2 of 5</p><a class="button second" href="#type">Older</a>
    </nav>

    <h2>List of messages</h2>
    <ul class="list">
    <li class="fresh">
    <p class="head"><span class="who">Federal Premium Office</span> <span class="when">22 November 2026</span></p>
    <h3 class="subject"><a href="#type">Unread: decision on your renovation premium</a></h3>
    <p class="facts"><span>Decision on a premium</span> <span>Available until the end of 22 November 2028</span></p>
    <p class="marks"><span class="badge strong">Unread</span></p>
    </li>
    <li>
    <p class="head"><span class="who">Municipality of Exampleton</span> <span class="when">3 November 2026</span></p>
    <h3 class="subject"><a href="#type">Read: environmental permit, with a subject that is so long that it
    needs a second line on a telephone and perhaps a third</a></h3>
    <p class="facts"><span>Environmental permit</span> <span>Available until the end of 28 November 2026</span></p>
    <p class="marks"><span class="badge">Read</span> <span class="badge warn">You can appeal up to
    3 December 2026</span> <span class="badge warn">Removed soon</span></p>
    </li>
    </ul>

    <h2>Nothing there</h2>
    <div class="empty"><h2>You have read everything</h2><p>There are no unread messages.</p></div>

    <h2>Forms</h2>
    <form class="panel" method="get" action="/design">
    <div class="field">
    <label for="plain">A field</label>
    <p class="hint" id="plain-hint">What is expected in it</p>
    <input id="plain" name="plain" type="text" aria-describedby="plain-hint">
    </div>
    <div class="field">
    <label for="wrong">A field with a mistake</label>
    <p class="error" id="wrong-error">This is not an e-mail address: it lacks an @.</p>
    <input id="wrong" name="wrong" type="text" value="jan.example" aria-invalid="true"
      aria-describedby="wrong-error">
    </div>
    <div class="field">
    <label for="chosen">A choice of many</label>
    <select id="chosen" name="chosen"><option>All senders</option><option>Social Fund</option></select>
    </div>
    <fieldset>
    <legend>A choice of few</legend>
    <div class="choice"><input id="daily" type="radio" name="when" value="daily" checked>
    <label for="daily">One mail a day</label></div>
    <div class="choice"><input id="once" type="radio" name="when" value="once">
    <label for="once">At once</label></div>
    </fieldset>
    <div class="choice"><input id="sure" type="checkbox" name="sure" value="true">
    <label for="sure">I have read this</label></div>
    <div class="joined"><input type="search" name="q" aria-label="Search"><button class="button" type="submit">
    Search</button></div>
    <details><summary>Filter</summary><p>What is not needed every day.</p></details>
    </form>

    <h2>Facts</h2>
    <div class="panel">
    <dl class="facts-table">
    <dt>Sender</dt><dd>Federal Premium Office</dd>
    <dt>Received</dt><dd>22 November 2026 at 10:00</dd>
    </dl>
    </div>
    <table>
    <caption>A table</caption>
    <thead><tr><th scope="col">When</th><th scope="col">What</th></tr></thead>
    <tbody><tr><td>22 November</td><td>Consent given</td></tr></tbody>
    </table>

    <h2>Documents</h2>
    <div class="panel">
    <ul class="files">
    <li><p class="name">decision.pdf</p>
    <p class="quiet">PDF, 120 kB <span class="badge good">Main document</span></p>
    <ul class="actions"><li><a class="button" href="#type">Read here</a></li>
    <li><a class="button second" href="#type">Download</a></li></ul></li>
    <li><p class="name">annex.csv</p><p class="quiet">CSV, 2 kB</p>
    <ul class="actions"><li><a class="button second" href="#type">Download</a></li></ul></li>
    </ul>
    </div>
    </div>

    """)
}
