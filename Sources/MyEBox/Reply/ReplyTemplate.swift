import Pages

extension PageTemplate {
  /// Number and digests of one receipt.
  static let receiptFacts = """
    <dl class="facts-table">
    <dt>{{t.replyNumber}}</dt>
    <dd>{{id}}</dd>
    {{#parts}}
    <dt>{{name}}, {{size}}</dt>
    <dd><code>{{digest}}</code></dd>
    {{/parts}}
    </dl>
    """

  static let reply = PageTemplate(
    "reply",
    """
    <p class="back"><a href="{{back}}">{{t.replyBack}}</a></p>
    <p class="over" lang="{{sender.lang}}">{{sender.name}}</p>
    <h1>{{t.replyTitle}}</h1>
    <p class="lead" lang="{{subjectLang}}">{{subject}}</p>
    {{#isWrong}}
    <div class="notice danger" role="alert"><p>{{t.replyWrong}}.{{#isKept}} {{t.replyFilesAgain}}{{/isKept}}</p></div>
    {{/isWrong}}
    {{#unsure}}<div class="notice danger" role="alert"><p>{{.}}</p></div>{{/unsure}}
    {{#error}}<p class="notice danger">{{.}}</p>{{/error}}
    {{#first}}
    {{#receipts}}
    <section class="panel" aria-labelledby="first-title">
    <h2 id="first-title">{{sent}}</h2>
    <p><span class="badge{{#isOpened}} good{{/isOpened}}">{{opened}}</span></p>
    \(receiptFacts)
    <p class="quiet">{{t.replyReceiptHint}}</p>
    </section>
    {{/receipts}}
    {{/first}}
    <p>{{t.replyLead}}</p>
    <form method="post" action="{{action}}" enctype="multipart/form-data">
    <input type="hidden" name="form-token" value="{{formToken}}">
    <input type="hidden" name="key" value="{{key}}">
    <div class="field">
    <label for="text">{{t.replyText}}</label>
    <p class="hint" id="text-hint">{{textHint}}</p>
    {{#textError}}<p class="error" id="text-error">{{.}}</p>{{/textError}}
    <textarea class="wide" id="text" name="text" rows="10" maxlength="{{textMax}}"\
     aria-describedby="{{#textError}}text-error {{/textError}}text-hint"\
    {{#textError}} aria-invalid="true"{{/textError}}>
    {{typed}}</textarea>
    </div>
    <div class="field">
    <label for="files">{{t.replyFiles}}</label>
    <p class="hint" id="files-hint">{{filesHint}}</p>
    {{#filesError}}<p class="error" id="files-error">{{.}}</p>{{/filesError}}
    <input class="wide" id="files" name="files" type="file" multiple accept="{{accepted}}"\
     aria-describedby="{{#filesError}}files-error {{/filesError}}files-hint"\
    {{#filesError}} aria-invalid="true"{{/filesError}}>
    </div>
    <p class="notice calm">{{t.replyFinal}}</p>
    <ul class="actions">
    <li><button class="button" type="submit">{{t.replySend}}</button></li>
    <li><a class="button second" href="{{back}}">{{t.replyCancel}}</a></li>
    </ul>
    </form>

    """)
}
