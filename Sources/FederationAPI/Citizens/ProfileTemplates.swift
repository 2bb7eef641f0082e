import Pages

extension PageTemplate {
  /// The citizen's profile: address, choices, words (R-NOT-1, R-NOT-3, R-NOT-5).
  static let profile = PageTemplate(
    "profile",
    """
    <h1>{{t.profileTitle}}</h1>
    {{#isSaved}}
    <p class="notice calm" role="status">{{t.profileSaved}}</p>
    {{/isSaved}}
    {{#error}}
    <p class="notice" role="alert">{{.}}</p>
    {{/error}}
    <section class="panel" aria-labelledby="address-title">
    <h2 id="address-title">{{t.profileAddressTitle}}</h2>
    {{#undeliverable}}
    <p class="notice">{{.}}</p>
    {{/undeliverable}}
    {{#address}}
    <p class="text"><strong>{{.}}</strong></p>
    {{/address}}
    {{#since}}
    <p class="quiet">{{.}}</p>
    {{/since}}
    {{#waiting}}
    <p class="text">{{.}}</p>
    {{/waiting}}
    {{#hasNone}}
    <p>{{t.profileAddressNone}}</p>
    {{/hasNone}}
    <ul class="actions">
    {{#isWaiting}}
    <li><a class="button" href="{{codePath}}">{{t.profileCodeEnter}}</a></li>
    {{/isWaiting}}
    <li><a class="button{{#isWaiting}} second{{/isWaiting}}" href="{{addressPath}}">{{giveAddress}}</a></li>
    {{#isRemovable}}
    <li><a class="button second" href="{{removePath}}">{{t.profileAddressRemove}}</a></li>
    {{/isRemovable}}
    </ul>
    </section>
    <section class="panel" aria-labelledby="choices-title">
    <h2 id="choices-title">{{t.choicesTitle}}</h2>
    <form method="post" action="{{choicesPath}}">
    <input type="hidden" name="form-token" value="{{formToken}}">
    <p><label for="language">{{t.choicesLanguage}}</label>
    <select id="language" name="language">
    {{#languageOptions}}
    <option value="{{value}}" lang="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{text}}</option>
    {{/languageOptions}}
    </select></p>
    <fieldset>
    <legend>{{t.choicesPace}}</legend>
    <p><label><input type="radio" name="pace" value="daily"{{#isDaily}} checked{{/isDaily}}>
    {{t.paceDaily}}</label></p>
    <p><label><input type="radio" name="pace" value="atOnce"{{^isDaily}} checked{{/isDaily}}>
    {{t.paceAtOnce}}</label></p>
    </fieldset>
    <p><label for="hour">{{t.choicesHour}}</label>
    <select id="hour" name="hour" aria-describedby="hour-hint">
    {{#hours}}
    <option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{text}}</option>
    {{/hours}}
    </select></p>
    <p class="quiet" id="hour-hint">{{t.choicesHourHint}}</p>
    <p><label><input type="checkbox" name="names" value="yes"{{#namesSenders}} checked{{/namesSenders}}>
    {{t.choicesNames}}</label></p>
    {{#hasNotifiers}}
    <p><label for="notifier">{{t.choicesNotifier}}</label>
    <select id="notifier" name="notifier" aria-describedby="notifier-hint">
    <option value="">{{t.notifierMail}}</option>
    {{#notifiers}}
    <option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{text}}</option>
    {{/notifiers}}
    </select></p>
    <p class="quiet" id="notifier-hint">{{t.notifierHint}}</p>
    {{/hasNotifiers}}
    <p class="actions"><button class="button" type="submit">{{t.choicesSave}}</button></p>
    </form>
    </section>
    <section class="panel" aria-labelledby="phrase-title">
    <h2 id="phrase-title">{{t.phraseTitle}}</h2>
    <p>{{t.phraseLead}}</p>
    <form method="post" action="{{phrasePath}}">
    <input type="hidden" name="form-token" value="{{formToken}}">
    {{#phraseError}}
    <p class="notice" role="alert" id="phrase-error">{{.}}</p>
    {{/phraseError}}
    <p><label for="phrase">{{t.phraseLabel}}</label>
    <input id="phrase" name="phrase" type="text" autocomplete="off" size="40" value="{{phrase}}" \
    aria-describedby="{{#phraseError}}phrase-error {{/phraseError}}phrase-hint"\
    {{#phraseError}} aria-invalid="true"{{/phraseError}}></p>
    <p class="quiet" id="phrase-hint">{{t.phraseHint}}</p>
    <p class="actions">
    <button class="button" type="submit" name="choice" value="save">{{t.phraseSave}}</button>
    {{#hasPhrase}}
    <button class="button second" type="submit" name="choice" value="remove">{{t.phraseRemove}}</button>
    {{/hasPhrase}}
    </p>
    </form>
    </section>

    """)

  /// Opens a form that keeps where the citizen was going.
  private static let returningForm = """
    <form method="post" action="{{action}}">
    <input type="hidden" name="form-token" value="{{formToken}}">
    <input type="hidden" name="return" value="{{return}}">
    """

  /// Asks for an address: on the first visit, to change it, or because mail comes back (R-NOT-3).
  static let address = PageTemplate(
    "address",
    """
    <h1>{{title}}</h1>
    {{#undeliverable}}
    <p class="notice">{{.}}</p>
    {{/undeliverable}}
    <p class="lead text">{{lead}}</p>
    \(returningForm)
    {{#error}}
    <p class="notice" role="alert" id="address-error">{{.}}</p>
    {{/error}}
    <p><label for="address">{{t.addressLabel}}</label>
    <input id="address" name="address" type="email" autocomplete="email" size="40" required \
    value="{{typed}}" aria-describedby="{{#error}}address-error {{/error}}address-hint"\
    {{#error}} aria-invalid="true"{{/error}}></p>
    <p class="quiet" id="address-hint">{{t.addressHint}}</p>
    <p class="actions">
    <button class="button" type="submit" name="choice" value="propose">{{t.addressSend}}</button>
    </p>
    </form>
    {{#isDeclinable}}
    <section class="panel" aria-labelledby="decline-title">
    <h2 id="decline-title">{{t.addressDeclineTitle}}</h2>
    <p>{{t.addressDeclineText}}</p>
    \(returningForm)
    <p class="actions">
    <button class="button second" type="submit" name="choice" value="decline">{{t.addressDecline}}</button>
    </p>
    </form>
    </section>
    {{/isDeclinable}}
    {{#isSkippable}}
    \(returningForm)
    <p class="actions">
    <button class="button second" type="submit" name="choice" value="seen">{{t.addressSkip}}</button>
    </p>
    </form>
    {{/isSkippable}}
    <p><a href="{{back}}">{{t.profileBack}}</a></p>

    """)

  static let addressCode = PageTemplate(
    "address-code",
    """
    <h1>{{t.codeTitle}}</h1>
    {{#isSentAgain}}
    <p class="notice calm" role="status">{{t.codeSentAgain}}</p>
    {{/isSentAgain}}
    <p class="lead text">{{lead}}</p>
    \(returningForm)
    {{#error}}
    <p class="notice" role="alert" id="code-error">{{.}}</p>
    {{/error}}
    <p><label for="code">{{t.codeLabel}}</label>
    <input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" size="8" \
    required aria-describedby="{{#error}}code-error {{/error}}code-hint"\
    {{#error}} aria-invalid="true"{{/error}}></p>
    <p class="quiet" id="code-hint">{{t.codeHint}}</p>
    <p class="actions">
    <button class="button" type="submit" name="choice" value="confirm">{{t.codeConfirm}}</button>
    </p>
    </form>
    <h2>{{t.codeAgainTitle}}</h2>
    <p>{{t.codeAgainText}}</p>
    \(returningForm)
    <p class="actions">
    <button class="button second" type="submit" name="choice" value="again">{{t.codeAgain}}</button>
    <a class="button second" href="{{other}}">{{t.codeOther}}</a>
    </p>
    </form>

    """)

  static let addressRemoval = PageTemplate(
    "address-removal",
    """
    <h1>{{t.removeTitle}}</h1>
    <p class="lead text">{{lead}}</p>
    <p>{{t.addressDeclineText}}</p>
    <form method="post" action="{{action}}">
    <input type="hidden" name="form-token" value="{{formToken}}">
    <p class="actions">
    <button class="button" type="submit">{{t.removeConfirm}}</button>
    <a class="button second" href="{{back}}">{{t.removeKeep}}</a>
    </p>
    </form>

    """)
}
