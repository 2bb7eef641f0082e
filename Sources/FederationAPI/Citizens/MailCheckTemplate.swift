import Pages

extension PageTemplate {
  /// "Was this mail from us?": the form, and under it the answer to the code before.
  static let mailCheck = PageTemplate(
    "mail-check",
    """
    <h1>{{t.mailCheckTitle}}</h1>
    {{#hasAnswer}}
    <div class="{{answerClass}}" role="status">
    <p><strong>{{answer}}</strong></p>
    <p>{{advice}}</p>
    </div>
    {{/hasAnswer}}
    <p class="lead">{{t.mailCheckLead}}</p>
    <form method="post" action="{{action}}">
    <input type="hidden" name="form-token" value="{{formToken}}">
    <p><label for="code">{{t.mailCheckCode}}</label><br>
    <input id="code" name="code" type="text" size="18" maxlength="40" required autocomplete="off"
    autocapitalize="characters" spellcheck="false" aria-describedby="code-hint"><br>
    <span class="quiet" id="code-hint">{{t.mailCheckCodeHint}}</span></p>
    <p class="actions"><button class="button" type="submit">{{t.mailCheckAsk}}</button></p>
    </form>
    <h2>{{t.mailCheckRulesTitle}}</h2>
    <ul>
    <li>{{t.mailCheckRuleLink}}</li>
    <li>{{t.mailCheckRulePhrase}}</li>
    <li>{{t.mailCheckRuleAsk}}</li>
    <li>{{t.mailCheckRuleReport}}</li>
    </ul>

    """)
}
