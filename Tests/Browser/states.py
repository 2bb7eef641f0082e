"""Every page and state of the product, each reached as a citizen reaches it. `pages.py` and `screens.py` walk them all.

A state is a function that takes a `Visitor` of its own to the page; its name is that of the picture. The order is
that of the life of a citizen, and what moves the clock comes last.
"""

import urllib.parse
from dataclasses import dataclass
from typing import Callable

from stage import fresh_numbers

DUTCH, FRENCH, GERMAN, ENGLISH = "78041299916", "65093099914", "81022599963", "92080699933"
WITHDRAWN, CLOSED, NEVER, BIG = "70070799919", "33081999953", "55110199909", "60062099991"
REFUSES, SILENT, WITHDRAWS = "71010400020", "71010500087", "71010700027"

NUMBERS = fresh_numbers()


@dataclass(frozen=True)
class State:
    name: str
    reach: Callable
    title: str
    # Pages of others that we show on the way, such as the played identity provider, are checked like ours.
    status: int


STATES = []


def state(title, status=200):
    def add(reach):
        STATES.append(State(reach.__name__.replace("_", "-"), reach, title, status))
        return reach
    return add


def subject(visitor, words):
    """Opens the message with that subject from the list."""
    visitor.page.get_by_role("link", name=words).first.click()
    visitor.page.wait_for_load_state("load")



# My eBox, before signing in


@state("The start page")
def start(visitor):
    visitor.open("/")


@state("Signed out")
def signed_out(visitor):
    visitor.sign_in(DUTCH)
    visitor.press(visitor.named("button", visitor.text("signOut")))


@state("No such page", 404)
def not_found(visitor):
    visitor.open("/no-such-page")


@state("A sign-in that was begun elsewhere", 400)
def sign_in_failed(visitor):
    visitor.open("/callback?code=x&state=y")


# Signing in, at the identity provider that the demonstration plays


@state("The played identity provider")
def played_sign_in(visitor):
    visitor.open("/signin")


@state("The played identity provider, after a wrong number", 400)
def played_sign_in_wrong(visitor):
    visitor.open("/signin").play("78041299917")


@state("Who turns back at the identity provider", 403)
def sign_in_cancelled(visitor):
    visitor.open("/signin")
    visitor.page.locator("button[name=turn-back]").click()
    visitor.page.wait_for_load_state("load")


@state("Signed in by too weak a means", 403)
def assurance_too_low(visitor):
    visitor.sign_in(DUTCH, level="low")


# Consent


@state("The consent screen")
def consent(visitor):
    visitor.sign_in(next(NUMBERS))


@state("My consents, three of them")
def my_consents(visitor):
    visitor.consents(FRENCH)


@state("My consents, none")
def my_consents_none(visitor):
    visitor.consents(WITHDRAWN)


@state("Fetching ahead, not allowed")
def prefetch_off(visitor):
    visitor.consents(GERMAN).open("/provider/consents/prefetch?channel=my-ebox")


@state("Fetching ahead, allowed")
def prefetch_on(visitor):
    visitor.consents(FRENCH).open("/provider/consents/prefetch?channel=demo-bank")


@state("Withdrawing one of several")
def withdrawing_one(visitor):
    visitor.consents(FRENCH).open("/provider/consents/withdraw?channel=demo-bank")


@state("Withdrawing the last one")
def withdrawing_last(visitor):
    visitor.consents(GERMAN).open("/provider/consents/withdraw?channel=my-ebox")


@state("Withdrawn")
def withdrawn(visitor):
    visitor.activate(next(NUMBERS))
    visitor.open("/provider/consents/withdraw?channel=my-ebox")
    visitor.press(visitor.named("button", visitor.text("withdrawalConfirm"), exact=True))


@state("A consent that is not in force", 404)
def not_in_force(visitor):
    visitor.consents(DUTCH).open("/provider/consents/withdraw?channel=demo-profile")


@state("A form of another session", 403)
def form_expired(visitor):
    visitor.consents(DUTCH).open("/provider/consents/withdraw?channel=my-ebox")
    visitor.page.locator("main input[name=form-token]").evaluate("field => field.value = 'old'")
    visitor.press(visitor.named("button", visitor.text("withdrawalConfirm"), exact=True))


@state("An application that asks for what can't be", 400)
def link_wrong(visitor):
    visitor.open("/REST/oauth/v5/authorize?client_id=nobody&redirect_uri=http://127.0.0.1:1/")


@state("A closed box", 403)
def box_closed(visitor):
    visitor.sign_in(CLOSED)


# My eBox, signed in


@state("The inbox, empty")
def inbox_empty(visitor):
    visitor.activate(next(NUMBERS))


@state("The inbox")
def inbox(visitor):
    visitor.sign_in(DUTCH)


@state("The inbox of ten thousand messages, its second page")
def inbox_second_page(visitor):
    visitor.sign_in(BIG).open("/inbox?page=2")


@state("An unread message")
def message(visitor):
    visitor.sign_in(ENGLISH)
    subject(visitor, "Immediate collection")


@state("A message with a document in the page")
def message_document(visitor):
    visitor.sign_in(FRENCH)
    subject(visitor, "Avertissement-extrait")
    visitor.press(visitor.named("link", visitor.text("showDocument")))


@state("A message that is its text, before it is shown")
def message_text_hidden(visitor):
    visitor.sign_in(DUTCH)
    subject(visitor, "Bericht zonder bijlage")


@state("A message that is its text")
def message_text(visitor):
    visitor.sign_in(FRENCH)
    subject(visitor, "Votre demande de prime")
    shown = visitor.named("link", visitor.text("showText"))
    if shown.count():
        visitor.press(shown)


@state("A message that is removed soon")
def message_ending(visitor):
    visitor.sign_in(DUTCH)
    subject(visitor, "vorig adres")


@state("A message with a table beside its document, and a name of 255 characters")
def message_long_name(visitor):
    visitor.sign_in(DUTCH)
    subject(visitor, "heel lange bestandsnaam")


@state("A subject of 400 characters")
def message_long_subject(visitor):
    visitor.sign_in(DUTCH)
    subject(visitor, "met voorwaarden over")


@state("A message with two documents")
def message_two_documents(visitor):
    visitor.sign_in(DUTCH)
    subject(visitor, "Uw verbruik per maand")


@state("A message that comes on paper too")
def message_on_paper(visitor):
    visitor.sign_in(ENGLISH)
    subject(visitor, "Decision on your environmental permit")


@state("A message that asks for a payment")
def message_to_pay(visitor):
    visitor.sign_in(FRENCH)
    subject(visitor, "Rectification de votre avertissement")


@state("A message that invites one to appear")
def message_to_appear(visitor):
    visitor.sign_in(ENGLISH)
    subject(visitor, "booster vaccination")


@state("A message that was corrected")
def message_corrected(visitor):
    visitor.sign_in(FRENCH)
    subject(visitor, "exercice 2026, à payer")


@state("A message with a file number")
def message_business_data(visitor):
    visitor.sign_in(DUTCH)
    subject(visitor, "Uw premie is overgeschreven")


@state("A message that was answered, with the receipt")
def message_replied(visitor):
    visitor.sign_in(DUTCH)
    visitor.open("/inbox?q=renovatiepremie")
    subject(visitor, "Beslissing over uw renovatiepremie")
    visitor.page.locator("#replies details > summary").first.click()


@state("Answering a message")
def reply(visitor):
    visitor.sign_in(DUTCH)
    subject(visitor, "Uw premie is overgeschreven")
    visitor.press(visitor.named("link", visitor.text("replyButton"), exact=True))


@state("A reply that was turned down: a file of a kind that is not taken", 422)
def reply_wrong(visitor):
    visitor.sign_in(ENGLISH)
    subject(visitor, "Decision on your renovation premium")
    visitor.press(visitor.named("link", visitor.text("replyButton"), exact=True))
    visitor.page.locator("#text").fill("I do not agree.")
    visitor.page.locator("#files").set_input_files(
        {"name": "photo.png", "mimeType": "image/png", "buffer": b"no picture"})
    visitor.press(visitor.named("button", visitor.text("replySend"), exact=True))


@state("A reply that was just sent")
def reply_sent(visitor):
    visitor.sign_in(GERMAN)
    subject(visitor, "Entscheid über Ihre Renovierungsprämie")
    visitor.press(visitor.named("link", visitor.text("replyButton"), exact=True))
    visitor.page.locator("#text").fill("Die Rechnung liegt bei.")
    visitor.page.locator("#files").set_input_files(
        {"name": "Rechnung.txt", "mimeType": "text/plain", "buffer": b"Rechnung 12"})
    visitor.press(visitor.named("button", visitor.text("replySend"), exact=True))


@state("A reply whose form sent another text before", 409)
def reply_other_sent(visitor):
    visitor.sign_in(GERMAN)
    subject(visitor, "Entscheid über Ihre Renovierungsprämie")
    key = None
    for text in ("Die Rechnung folgt.", "Die Rechnung folgt morgen."):
        visitor.press(visitor.named("link", visitor.text("replyButton"), exact=True))
        field = visitor.page.locator("input[name=key]")
        key = key or field.input_value()
        field.evaluate("(field, key) => { field.value = key }", key)
        visitor.page.locator("#text").fill(text)
        visitor.press(visitor.named("button", visitor.text("replySend"), exact=True))


# Registered mail


@state("Registered mail in the inbox")
def inbox_registered(visitor):
    visitor.sign_in(DUTCH).open("/inbox?q=Oproep")


@state("Registered mail that waits for a decision")
def registered_waiting(visitor):
    visitor.sign_in(DUTCH)
    subject(visitor, "Oproep om gehoord te worden")


@state("Registered mail whose last days to decide are near")
def registered_near(visitor):
    visitor.sign_in(GERMAN)
    subject(visitor, "Vorladung zur Anhörung")


@state("Refusing registered mail: are you sure?")
def registered_refusing(visitor):
    registered_waiting(visitor)
    visitor.press(visitor.named("link", visitor.text("registeredRefuse"), exact=True))


@state("Registered mail that was accepted and read, with its proofs")
def registered_accepted(visitor):
    visitor.sign_in(FRENCH)
    subject(visitor, "Convocation devant le service")


@state("Registered mail that waits for no decision")
def registered_basic(visitor):
    visitor.sign_in(DUTCH)
    subject(visitor, "Besluit over uw bezwaarschrift")


@state("Registered mail that was refused")
def registered_refused(visitor):
    visitor.sign_in(REFUSES)
    subject(visitor, "Oproep om gehoord te worden")


@state("Registered mail on which nobody decided in time")
def registered_unanswered(visitor):
    visitor.sign_in(SILENT)
    subject(visitor, "Oproep om gehoord te worden")


@state("Registered mail that was not delivered, because the consent was withdrawn")
def registered_not_delivered(visitor):
    visitor.sign_in(WITHDRAWS)
    subject(visitor, "Oproep om gehoord te worden")


@state("A decision that was taken elsewhere meanwhile", 409)
def registered_raced(visitor):
    number = next(NUMBERS)
    visitor.activate(number)
    sender = next(one for one in visitor.demo.file["senders"] if one["clientId"] == "demo-fines")
    visitor.demo.publish(visitor.demo.sender_token(sender), number, b"%PDF-1.4\n" + b"% small\n" * 40,
                         subject="Convocation", sender=sender, registered="AANGETEKEND-OPROEP")
    visitor.open("/inbox")
    subject(visitor, "Convocation")
    form = visitor.page.locator("form[action$='/decision']")
    visitor.page.request.post(
        urllib.parse.urljoin(visitor.page.url, form.get_attribute("action")),
        form={"form-token": form.locator("input[name=form-token]").input_value(), "decision": "refuse"})
    visitor.press(visitor.named("button", visitor.text("registeredAccept"), exact=True))


@state("Messages that were taken back")
def inbox_recalled(visitor):
    visitor.sign_in(DUTCH)
    visitor.page.locator("details.recalled > summary").click()


@state("A message that is not here any more", 404)
def message_gone(visitor):
    visitor.sign_in(DUTCH).open("/messages/01M824GZQQGGRERFSH3RXR3W3P")


@state("My eBox, after its consent was withdrawn", 403)
def channel_not_linked(visitor):
    visitor.activate(next(NUMBERS))
    visitor.open("/provider/consents/withdraw?channel=my-ebox")
    visitor.press(visitor.named("button", visitor.text("withdrawalConfirm"), exact=True))
    visitor.open("/inbox")

# Search, hiding, taking everything along, and what is said about eBox


@state("Messages that were searched for")
def inbox_search(visitor):
    visitor.sign_in(FRENCH).open("/inbox?q=eleve")


@state("Nothing was found")
def inbox_nothing_found(visitor):
    visitor.sign_in(FRENCH).open("/inbox?q=xyzzy")


@state("Filters")
def inbox_filters(visitor):
    visitor.sign_in(DUTCH).open("/inbox?sender=0999999130")


@state("Messages that were hidden")
def inbox_hidden(visitor):
    visitor.sign_in(DUTCH).open("/inbox?view=hidden")


@state("Take everything with me")
def archive(visitor):
    visitor.sign_in(FRENCH).open("/archive")


@state("Help")
def help_page(visitor):
    visitor.open("/help")


@state("Accessibility")
def accessibility(visitor):
    visitor.open("/accessibility")


@state("Privacy")
def privacy(visitor):
    visitor.open("/privacy")


@state("The design system")
def design(visitor):
    visitor.open("/design")

# The citizen's profile, at the provider


@state("The first visit asks for an e-mail address")
def address_first(visitor):
    visitor.first_visit(next(NUMBERS))


@state("An address that is none", 422)
def address_wrong(visitor):
    visitor.first_visit(next(NUMBERS))
    # The browser itself would refuse it: a program may not.
    visitor.page.locator("#address").evaluate("field => { field.type = 'text'; field.value = 'nobody at home'; }")
    visitor.press(visitor.named("button", visitor.text("addressSend"), exact=True))


@state("The code of an address")
def address_code(visitor):
    visitor.first_visit(next(NUMBERS))
    visitor.fill(visitor.page.locator("#address"), "someone@mail.example")
    visitor.press(visitor.named("button", visitor.text("addressSend"), exact=True))


@state("A code that is not right", 422)
def address_code_wrong(visitor):
    address_code(visitor)
    visitor.fill(visitor.page.locator("#code"), "000000")
    visitor.press(visitor.named("button", visitor.text("codeConfirm"), exact=True))


@state("Who gives no address is told to look regularly")
def address_declined(visitor):
    visitor.first_visit(next(NUMBERS))
    visitor.press(visitor.named("button", visitor.text("addressDecline"), exact=True))


@state("The profile")
def profile(visitor):
    visitor.consents(DUTCH).open("/provider/profile")


@state("The profile of a citizen without address")
def profile_without_address(visitor):
    visitor.consents("48031599965").open("/provider/profile")


@state("Choices are saved")
def profile_saved(visitor):
    visitor.consents(ENGLISH).open("/provider/profile")
    visitor.press(visitor.named("button", visitor.text("choicesSave"), exact=True))


@state("A phrase that is too short", 422)
def profile_phrase_short(visitor):
    visitor.consents(ENGLISH).open("/provider/profile")
    visitor.fill(visitor.page.locator("#phrase"), "x")
    visitor.press(visitor.named("button", visitor.text("phraseSave"), exact=True))


@state("Changing the address")
def address_change(visitor):
    visitor.consents(DUTCH).open("/provider/profile/address")


@state("Removing the address")
def address_remove(visitor):
    visitor.consents(DUTCH).open("/provider/profile/address/remove")


# Sessions, and what goes back to paper


@state("Sessions")
def sessions(visitor):
    visitor.sign_in(DUTCH).open("/provider/sessions")


@state("The text that was accepted")
def accepted_text(visitor):
    visitor.consents(FRENCH)
    visitor.press(visitor.page.locator("main a[href*='/provider/consents/text']").first)


# Was this mail from us?


@state("Was this mail from us?")
def mail_check(visitor):
    visitor.open("/provider/mail-check")


@state("A code that no mail of ours has")
def mail_check_no(visitor):
    visitor.open("/provider/mail-check")
    visitor.fill(visitor.page.locator("#code"), "ABCD-EFGH-JKMN")
    visitor.press(visitor.named("button", visitor.text("mailCheckAsk"), exact=True))


@state("What the demonstration mailed")
def demo_mail(visitor):
    visitor.open("/demo/mail")


@state("One of those mails")
def demo_mail_one(visitor):
    visitor.open("/demo/mail")
    visitor.press(visitor.page.locator("main table").get_by_role("link").first)


# The demonstration


@state("The demonstration's own page")
def demo(visitor):
    visitor.open("/demo")


# A channel beside My eBox: the reference channel, in English


def channel_address(visitor, client="demo-bank"):
    channel = next(channel for channel in visitor.demo.file["channels"] if channel["clientId"] == client)
    return urllib.parse.urljoin(channel["redirectURI"], "/")


def link_channel(visitor, number, client="demo-bank"):
    visitor.open("/provider/consents").play(number)
    visitor.open(channel_address(visitor, client))
    visitor.page.get_by_role("link", name="Link my eBox").click()
    visitor.page.wait_for_load_state("load")


@state("Demo Bank, before it is linked")
def channel_start(visitor):
    visitor.open(channel_address(visitor))


@state("The consent screen for Demo Bank")
def channel_consent(visitor):
    link_channel(visitor, next(NUMBERS))


@state("The messages in Demo Bank")
def channel_messages(visitor):
    link_channel(visitor, FRENCH)


@state("A message in Demo Bank")
def channel_message(visitor):
    link_channel(visitor, FRENCH)
    subject(visitor, "Attestation de carrière")


@state("Demo Bank, after the consent was withdrawn")
def channel_ended(visitor):
    link_channel(visitor, next(NUMBERS))
    visitor.accept()
    visitor.open("/provider/consents/withdraw?channel=demo-bank")
    visitor.press(visitor.named("button", visitor.text("withdrawalConfirm"), exact=True))
    visitor.open(channel_address(visitor))


# What moves the clock comes last


@state("The demonstration's own page, a week later")
def demo_moved(visitor):
    visitor.open("/demo")
    visitor.press(visitor.named("button", visitor.text("demoWeek"), exact=True))


@state("Demo Profile, which told its citizen of new messages")
def channel_told(visitor):
    """After a week: what waited for that channel was fetched by it."""
    link_channel(visitor, ENGLISH, "demo-profile")
    visitor.page.get_by_role("heading", name="What Demo Profile told you").wait_for()
