import Pages

extension PageTemplate {
  static let start = PageTemplate(
    "start",
    """
    <h1>{{t.startTitle}}</h1>
    <p class="lead">{{t.startLead}}</p>
    <ul class="actions"><li><a class="button" href="/signin">{{t.signIn}}</a></li></ul>
    <p class="quiet">{{t.startSignInHint}}</p>
    <div class="two">
    <section class="panel" aria-labelledby="what">
    <h2 id="what">{{t.startWhatTitle}}</h2>
    <ul class="points">
    <li>{{t.startWhatOne}}</li>
    <li>{{t.startWhatTwo}}</li>
    <li>{{t.startWhatThree}}</li>
    <li>{{t.startWhatFour}}</li>
    </ul>
    </section>
    <section class="panel" aria-labelledby="how">
    <h2 id="how">{{t.startHowTitle}}</h2>
    <ol class="steps">
    <li>{{t.startHowOne}}</li>
    <li>{{t.startHowTwo}}</li>
    <li>{{t.startHowThree}}</li>
    </ol>
    </section>
    </div>

    """)
}
