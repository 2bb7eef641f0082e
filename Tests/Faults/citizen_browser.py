"""A citizen's browser at the provider's own pages: cookies, redirects, forms; no JavaScript."""

import html.parser
import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request


class Form(html.parser.HTMLParser):
    """The first form that posts to an address with `part` in it: where to, and its hidden fields."""

    def __init__(self, page, part=""):
        super().__init__()
        self.part, self.action, self.fields, self.inside = part, None, {}, False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "form" and self.action is None and values.get("method", "").lower() == "post":
            if self.part in values.get("action", ""):
                self.action, self.inside = values.get("action", ""), True
        elif tag == "input" and self.inside and values.get("type") == "hidden":
            self.fields[values["name"]] = values.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False


class CitizenBrowser:
    def __init__(self, demo, number, level="high"):
        self.base = demo.file["baseURL"]
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        address, page = self.get("/provider/consents")
        form = Form(page)
        self.page = self.post(
            urllib.parse.urljoin(address, form.action or address), {**form.fields, "ssin": number, "level": level})

    def get(self, path):
        with self.opener.open(urllib.parse.urljoin(self.base, path), timeout=30) as answer:
            return answer.geturl(), answer.read().decode()

    def post(self, address, fields):
        body = urllib.parse.urlencode(fields).encode()
        with self.opener.open(urllib.request.Request(address, body), timeout=30) as answer:
            return answer.read().decode()

    def withdraw(self, channel):
        """By the provider's own pages: my consents, confirm."""
        address, page = self.get("/provider/consents/withdraw?" + urllib.parse.urlencode({"channel": channel}))
        form = Form(page, "/withdraw")
        return self.post(urllib.parse.urljoin(address, form.action), form.fields)

    def prefetch(self, channel, choice):
        """By the provider's own page: allow or end fetching ahead."""
        address, page = self.get("/provider/consents/prefetch?" + urllib.parse.urlencode({"channel": channel}))
        form = Form(page, "/prefetch")
        return self.post(urllib.parse.urljoin(address, form.action), {**form.fields, "choice": choice})

    def activate(self):
        """Through My eBox: sign in there, and accept what the provider's consent screen says."""
        address, page = self.get("/signin")
        form = Form(page, "/provider/consents/answer")
        if form.action is None:
            return page  # The consent is there already.
        return self.post(urllib.parse.urljoin(address, form.action), {**form.fields, "choice": "accept"})
