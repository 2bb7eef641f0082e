extension PageTemplate {
  /// Around every page; the only place where rendered HTML is put in as it is.
  static let layout = PageTemplate(
    "layout",
    """
    <!DOCTYPE html>
    <html lang="{{language}}">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>{{title}} – {{product}}</title>
    <link rel="stylesheet" href="{{style}}">
    <link rel="icon" href="{{logo}}" type="image/svg+xml">
    </head>
    <body>
    <a class="skip" href="#main">{{t.skipToContent}}</a>
    <header class="top">
    <div class="bar">
    <a class="brand" href="{{home}}"><img src="{{logo}}" alt="" width="32" height="32"> {{product}}</a>
    <nav class="languages" aria-label="{{t.languages}}">
    <ul>
    {{#languages}}
    <li><a href="{{address}}" lang="{{code}}" hreflang="{{code}}"\
    {{#isCurrent}} aria-current="true"{{/isCurrent}}>\
    <abbr title="{{name}}">{{code}}</abbr></a></li>
    {{/languages}}
    </ul>
    </nav>
    </div>
    {{#hasNavigation}}
    <nav class="sections" aria-label="{{t.sections}}">
    <ul class="bar">
    {{#navigation}}
    <li><a href="{{address}}"{{#isCurrent}} aria-current="page"{{/isCurrent}}>{{text}}</a></li>
    {{/navigation}}
    {{#signOut}}
    <li class="last"><form method="post" action="{{address}}">\
    <input type="hidden" name="form-token" value="{{formToken}}">\
    <button class="plain" type="submit">{{text}}</button></form></li>
    {{/signOut}}
    </ul>
    </nav>
    {{/hasNavigation}}
    </header>
    <main id="main" tabindex="-1">
    {{{main}}}
    </main>
    <footer class="foot">
    <div class="bar">
    {{#hasFooter}}
    <nav aria-label="{{t.footerLinks}}"><ul>
    {{#footer}}
    <li><a href="{{address}}"{{#isCurrent}} aria-current="page"{{/isCurrent}}>{{text}}</a></li>
    {{/footer}}
    </ul></nav>
    {{/hasFooter}}
    <p>{{t.footer}}</p>
    </div>
    </footer>
    </body>
    </html>

    """)
}
