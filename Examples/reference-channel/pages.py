"""The pages of the channel: plain HTML, everything escaped, no script."""

import decimal
import html
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")

STYLE = """
:root { color-scheme: light dark; --ink: #1d2733; --quiet: #4b5a68; --ground: #f6f4ef; --surface: #fff; --line: #d4cec2;
  --accent: #7a2e5d; --accent-ink: #fff; --warn: #fdf0d8; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece8e1; --quiet: #b9b2a6; --ground: #171412; --surface: #221e1b;
  --line: #453e38; --accent: #eaa6cf; --accent-ink: #33102a; --warn: #3b2d12; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.55 "Noto Sans", "DejaVu Sans", sans-serif; }
header { background: var(--surface); border-bottom: 3px solid var(--accent); }
header p, main, footer { max-width: 48rem; margin: 0 auto; padding: 0.9rem 1rem; }
header a { color: var(--ink); font-weight: 700; text-decoration: none; }
h1 { font-size: 1.5rem; line-height: 1.25; } h1, h2, li, td { overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin-top: 2rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.button, button { display: inline-block; padding: 0.55rem 1.1rem; border: 0; border-radius: 5px; font: inherit;
  font-weight: 600; background: var(--accent); color: var(--accent-ink); text-decoration: none; cursor: pointer; }
ul { list-style: none; padding: 0; } li { background: var(--surface); border: 1px solid var(--line); padding: 0.8rem 1rem;
  margin-bottom: -1px; } li p { margin: 0; }
.quiet, footer { color: var(--quiet); font-size: 0.9375rem; }
.told { background: var(--warn); border: 1px solid var(--line); padding: 0.8rem 1rem; }
"""


def text(value):
    return html.escape(str(value))


def when(stamp):
    moment = datetime.fromisoformat(stamp).astimezone(BRUSSELS)
    return f'<time datetime="{text(moment.isoformat())}">{moment:%d/%m/%Y %H:%M}</time>'


def until(stamp):
    """The moment at which it is too late; midnight in Brussels means that the day before is the last one."""
    moment = datetime.fromisoformat(stamp).astimezone(BRUSSELS)
    if (moment.hour, moment.minute, moment.second) != (0, 0, 0):
        return when(stamp)
    day = (moment - timedelta(days=1)).date()
    return f'<time datetime="{day.isoformat()}">{day:%d/%m/%Y}</time>'


def translated(value, language):
    """A `TranslatedString` in the citizen's language; its own language is named where that one was not written."""
    written = value["originalLanguage"].split(" ")
    shown = language if language in written else written[0]
    return f'<span lang="{text(shown)}">{text(value[shown])}</span>'


def page(name, title, main):
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{text(title)} – {text(name)}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><p><a href="/">{text(name)}</a></p></header>
<main>
<h1>{text(title)}</h1>
{main}
</main>
<footer>{text(name)} is a reference channel of eBox: a small program that uses only the public contracts.</footer>
</body>
</html>
"""


def start(name):
    return page(name, "Your eBox, here", f"""
<p>Link your eBox and read your messages from public services in {text(name)}. You sign in and give your consent at the
provider of eBox; {text(name)} never sees your identity card, itsme or national number.</p>
<p><a class="button" href="/link">Link my eBox</a></p>
<p class="quiet">You can withdraw your consent at any moment, here or at the provider. {text(name)} then erases every copy.</p>""")


def notice(told):
    """What a push message would say: that something is there, in the citizen's own words, and nothing of it."""
    def counted(count, one, many):
        return [one if count == 1 else many.format(count)] if count else []
    words = counted(len(told["newMessages"]), "1 new message", "{} new messages")
    words += counted(len(told["reminders"]), "1 message waits for you", "{} messages wait for you")
    phrase = f' · <q>{text(told["phrase"])}</q>' if "phrase" in told else ""
    return f'<li><p>{text(", ".join(words))} in your eBox{phrase}</p><p class="quiet">{when(told["date"])}</p></li>'


def inbox(name, listed, names, language, number, form_token, kept, notices):
    items = "".join(f"""
<li>
<p>{translated(names[item["sender"]["enterpriseNumber"]], language)}{"" if item["readStatus"] else " · <strong>unread</strong>"}</p>
<h2><a href="/messages/{text(item["messageId"])}">{translated(item["subject"], language)}</a></h2>
<p class="quiet">Received {when(item["receiptDate"])} · available until {when(item["expirationDate"])}</p>
</li>""" for item in listed["items"])
    older = f'<p><a href="/?page={number + 1}">Older messages</a></p>' if "next" in listed else ""
    newer = f'<p><a href="/?page={number - 1}">Newer messages</a></p>' if number > 1 else ""
    copies = "".join(f"<li>{text(copy)}</li>" for _, _, copy in kept)
    told = "".join(notice(one) for one in notices)
    missing = "".join(
        f"<p><strong>The messages of {translated(who, language)} can't be shown at the moment.</strong></p>"
        for who in listed.get("missing", []))
    return page(name, "Messages", f"""
{missing}{f"<h2>What {text(name)} told you</h2><ul>{told}</ul>" if told else ""}<p>{listed["totalItems"]} messages in your eBox.</p>
{f"<ul>{items}</ul>" if items else "<p>There is nothing on this page.</p>"}{newer}{older}
<h2>Copies that {text(name)} keeps</h2>
{f"<ul>{copies}</ul>" if copies else "<p>None. A document that you open is kept here while your consent is in force.</p>"}
<h2>Leave</h2>
<form method="post" action="/unlink"><input type="hidden" name="form-token" value="{text(form_token)}">
<button>Unlink my eBox and erase the copies</button></form>""")


KINDS = {"appeal": "You can appeal until", "payment": "To be paid by", "answer": "To be answered by",
         "appearance": "You are expected on"}


def to_do(told):
    """What the sender says is to be paid or done. A client ignores a kind that it does not know."""
    due, payment = told.get("due"), told.get("paymentData")
    lines = [f"<p><strong>{KINDS[due['dueKind']]} {until(due['dueDate'])}</strong></p>"] if due and due["dueKind"] in KINDS else []
    if payment:
        total = decimal.Decimal(str(payment["amount"])) + decimal.Decimal(str(payment["vatAmount"]))
        reference = payment.get("reference", {})
        words = reference.get("structuredCommunication") or reference.get("text")
        lines.append(f"""<p><strong>{KINDS["payment"]} {until(payment["dueDate"])}: {text(payment["currency"])} {total:.2f}</strong>
to {text(payment["iban"])}{f", with {text(words)}" if words else ""}</p>""")
    return "\n".join(lines)


def message(name, told, sender, language, body):
    documents = "".join(f"""
<li><p><a href="/messages/{text(told["messageId"])}/documents/{text(item["attachmentId"])}">{text(item["fileName"])}</a></p>
<p class="quiet">{text(item["mediaType"])}, {item["sizeInBytes"]} bytes{
    " · main document: opening it tells the sender that you read the message" if item["isMainContent"] else ""}</p></li>"""
        for item in told["attachments"]["items"])
    shown = f"<p>{translated(body, language)}</p>" if body else ""
    if told["hasBody"] and not body:
        shown = f"""<p><a class="button" href="/messages/{text(told["messageId"])}?text=show">Show the text</a></p>
<p class="quiet">Showing it tells the sender that you read the message.</p>"""
    return page(name, told["subject"].get(language), f"""
<p class="quiet">From {translated(sender, language)}, received {when(told["receiptDate"])},
available until {when(told["expirationDate"])}</p>
{to_do(told)}{shown}{f"<h2>Documents</h2><ul>{documents}</ul>" if documents else ""}<p><a href="/">Back to the messages</a></p>""")


def ended(name, count, reason, consents):
    copies = {0: "There were no copies to erase.", 1: "The one copy was erased."}.get(
        count, f"All {count} copies were erased.")
    return page(name, "Your eBox is no longer linked", f"""
<p class="told" role="status">{text(reason)} {text(name)} shows nothing of your eBox any more. {copies}</p>
<p><a class="button" href="/link">Link my eBox again</a></p>
<p class="quiet">Your consents stand at the provider: <a href="{text(consents)}">My consents</a>.</p>""")


def told(name, title, words):
    return page(name, title, f'<p>{text(words)}</p>\n<p><a class="button" href="/">Back to the start</a></p>')
