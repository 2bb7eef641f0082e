"""A citizen before a browser: real Chromium, by mouse or by keyboard alone, with every click counted."""

import re
import urllib.parse

from playwright.sync_api import expect

CHROMIUM = "/usr/bin/chromium"
DESKTOP, PHONE, NARROW = (1280, 900), (390, 844), (320, 800)
TABS_MAX = 200
ANSWER_MS = 20_000
# An outline around what has the focus, or around the row of a list that it opens.
FOCUS_IS_SEEN = """element => [element, element.closest('.list > li')].some(
  box => box && getComputedStyle(box).outlineStyle !== 'none' && parseFloat(getComputedStyle(box).outlineWidth) > 0)"""
# The names under which buttons and links are looked for stand in the tables of texts; tests read them there.


def launch(playwright):
    return playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])


class Visitor:
    def __init__(self, browser, demo, texts, language="nl", size=DESKTOP, script=True, keyboard=False, dark=False,
                 scale=1):
        self.demo, self.language, self.keyboard = demo, language, keyboard
        self.texts = texts[language]
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, java_script_enabled=script,
            locale={"en": "en-GB"}.get(language, f"{language}-BE"), color_scheme="dark" if dark else "light",
            device_scale_factor=scale, has_touch=size != DESKTOP, accept_downloads=True)
        self.context.set_default_timeout(ANSWER_MS)
        self.page = self.context.new_page()
        self.answer = None
        self.clicks = 0

    def close(self):
        self.context.close()

    # Moving about

    def open(self, path):
        self.answer = self.page.goto(urllib.parse.urljoin(self.demo.file["baseURL"], path))
        return self

    def text(self, key, **values):
        return re.sub(r"\{(\w+)\}", lambda match: str(values.get(match[1], "")), self.texts[key])

    def named(self, role, name, exact=False):
        return self.page.get_by_role(role, name=name, exact=exact).first

    def press(self, target):
        """Follows a link or presses a button: by mouse, or by Tab and Enter. One click."""
        self.clicks += 1
        if self.keyboard:
            self.tab_to(target)
        with self.page.expect_navigation():
            if self.keyboard:
                self.page.keyboard.press("Enter")
            else:
                target.click()

    def download(self, target):
        """Presses a button whose answer is a file. Where it is then."""
        self.clicks += 1
        if self.keyboard:
            self.tab_to(target)
        with self.page.expect_download() as coming:
            if self.keyboard:
                self.page.keyboard.press("Enter")
            else:
                target.click()
        return coming.value.path()

    def fill(self, target, text):
        if not self.keyboard:
            return target.fill(text)
        self.tab_to(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def tab_to(self, target):
        """As often as it takes; a target that Tab does not reach, or reaches without a mark that is seen, fails."""
        expect(target).to_be_visible()
        for _ in range(TABS_MAX):
            if target.evaluate("element => element === document.activeElement"):
                assert target.evaluate(FOCUS_IS_SEEN), f"focus is not seen on {target}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {target} on {self.page.url}")

    # What citizens do

    def play(self, number, level="high"):
        """The played identity provider's page: it is not ours, so what is done there is not counted."""
        expect(self.page).to_have_url(re.compile("/csam/authorize"))
        clicks = self.clicks
        self.fill(self.page.locator("input[name=ssin]"), number)
        if level != "high":
            self.page.locator("select[name=level]").select_option(level)
        self.press(self.page.locator("form", has=self.page.locator("input[name=ssin]")).get_by_role("button"))
        self.clicks = clicks
        return self

    def sign_in(self, number, level="high"):
        return self.open("/signin").play(number, level)

    def consents(self, number):
        self.open("/provider/consents")
        return self.play(number) if "/csam/" in self.page.url else self

    def consent(self):
        """On the consent screen, and wherever that leads."""
        self.press(self.page.locator("button[name=choice][value=accept]"))
        return self

    def accept(self):
        """Consents, and gives no address where one is asked."""
        self.consent()
        return self.decline_address() if "/provider/profile/address" in self.page.url else self

    def decline_address(self):
        """On the first visit the provider asks for an e-mail address."""
        self.press(self.page.locator("button[name=choice][value=decline]"))
        self.press(self.named("link", self.text("goOn"), exact=True))
        return self

    def first_visit(self, number):
        """Up to the page that asks for an e-mail address."""
        self.sign_in(number).consent()
        assert "/provider/profile/address" in self.page.url, f"no address is asked for at {self.page.url}"
        return self

    def activate(self, number):
        self.sign_in(number)
        return self.accept()

    @property
    def heading(self):
        return self.page.locator("h1").inner_text()
