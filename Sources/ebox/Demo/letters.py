#!/usr/bin/env python3
"""Makes the demonstration's letters: real PDF files with embedded fonts, accents and several pages.

Usage: letters.py FOLDER [--small N]. Writes one PDF per letter, `consumption.csv`, and N small PDF files.
"""
import random
import sys
from pathlib import Path

from PIL import Image
from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFString
from reportlab.pdfgen import canvas
from reportlab.platypus import (Image as Picture, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table,
                                TableStyle)

FONTS = Path("/usr/share/fonts/truetype/dejavu")
BODY = ParagraphStyle("body", fontName="Letter", fontSize=10, leading=15, spaceAfter=8)
TITLE = ParagraphStyle("title", fontName="LetterBold", fontSize=14, leading=20, spaceBefore=12, spaceAfter=10)
RIGHT = ParagraphStyle("right", parent=BODY, alignment=TA_RIGHT)

# key: (language, sender, title, paragraphs per page, extra). Extra is a table, "plan" (a raster drawing) or None.
LETTERS = {
    "premium-nl": ("nl", "Federale Premiedienst", "Beslissing over uw renovatiepremie", [[
        "Geachte mevrouw, geachte heer,",
        "U vroeg een premie aan voor de isolatie van uw dak. Wij hebben uw dossier onderzocht en kennen u een "
        "premie toe van € 2.450,00. Het bedrag wordt binnen dertig dagen gestort op het rekeningnummer dat u "
        "bij uw aanvraag opgaf.",
        "Gaat u niet akkoord? Dan kunt u binnen zestig dagen na ontvangst van deze brief bezwaar indienen, "
        "gemotiveerd en schriftelijk. Vermeld daarbij het kenmerk van deze beslissing.",
        "Met vriendelijke groeten, de dossierbehandelaar"]], None),
    "tax-fr": ("fr", "Administration fiscale régionale", "Avertissement-extrait de rôle – exercice 2026", [[
        "Madame, Monsieur,",
        "Vous trouverez ci-après le calcul de votre impôt pour l'exercice 2026. Le montant à payer figure au "
        "tableau. Le paiement doit être effectué dans les deux mois suivant l'envoi du présent avertissement.",
        "Un cœur de métier : percevoir l'impôt avec équité. Voici où va votre contribution, chiffres à l'appui."],
        ["Détail du calcul. Les revenus déclarés, les dépenses déductibles et les réductions accordées sont "
         "repris ligne par ligne. Les œuvres agréées donnent droit à une réduction de 45 %."],
        ["Voies de recours. Une réclamation peut être introduite dans un délai d'un an à compter du troisième "
         "jour ouvrable suivant l'envoi. Elle doit être motivée ; l'accusé de réception vous parviendra sans délai."]],
        "plan"),
    "household-de": ("de", "Gemeinde Beispielstadt", "Bescheinigung über die Haushaltszusammensetzung", [[
        "Sehr geehrte Dame, sehr geehrter Herr,",
        "Hiermit bescheinigen wir die Zusammensetzung Ihres Haushalts am heutigen Tage, zur Vorlage bei "
        "Behörden. Die Straße, in der Sie wohnen, und das Datum Ihrer Eintragung finden Sie umseitig.",
        "Änderungen müssen innerhalb von acht Tagen gemeldet werden. Übermäßige Verspätungen können zu einer "
        "Geldbuße führen."], ["Auszug aus dem Register: zwei Personen, Eintragung gültig bis auf Widerruf."]],
        [["Anschrift", "Schloßstraße 12, Beispielstadt"], ["Personen", "2"], ["Gültigkeit", "ein Monat"]]),
    "vaccination-en": ("en", "Vaccination Office", "Invitation for your booster vaccination", [[
        "Dear Sir or Madam,",
        "You are invited for a booster vaccination. Vaccination is free of charge and not compulsory. Bring your "
        "identity card and this letter. The centre is open every day between nine and five.",
        "If the proposed time does not suit you, please choose another on our website or by telephone."]], None),
    "vaccination-nl": ("nl", "Dienst Vaccinatie", "Uitnodiging voor uw boostervaccin", [[
        "Geachte mevrouw, geachte heer,",
        "U bent uitgenodigd voor een boostervaccin. De vaccinatie is gratis en niet verplicht. Breng uw "
        "identiteitskaart en deze brief mee. Het centrum is elke dag open van negen tot vijf uur.",
        "Past het voorgestelde tijdstip niet? Kies dan een ander moment, via de website of per telefoon."]], None),
    "water-nl": ("nl", "Waterbedrijf Voorbeeld", "Uw jaarlijkse waterfactuur", [[
        "Geachte mevrouw, geachte heer,",
        "Dit is de afrekening van uw waterverbruik. Het bedrag in de tabel betaalt u binnen drie weken.",
        "Klopt de meterstand niet? Laat het ons weten, dan rekenen wij opnieuw af."]],
        [["Verbruik", "74 m³"], ["Te betalen", "€ 96,40"], ["Rekening", "BE11 9999 9999 9948"],
         ["Mededeling", "+++999/0000/09770+++"]]),
    "fine-nl": ("nl", "Dienst Verkeersboeten", "Onmiddellijke inning – verkeersovertreding", [[
        "Geachte mevrouw, geachte heer,",
        "Met een voertuig dat op uw naam staat, werd een overtreding van de snelheidsbeperking vastgesteld. "
        "U kunt de onmiddellijke inning van € 58,22 betalen binnen de termijn in de tabel.",
        "Betwist u de feiten? Antwoord dan binnen de vijftien dagen."],
        ["Vaststelling. De gemeten snelheid werd verminderd met de technische tolerantie van het toestel."]],
        [["Gemeten", "61 km/u"], ["Gecorrigeerd", "55 km/u"], ["Toegelaten", "50 km/u"],
         ["Rekening", "BE49 9990 0000 0171"], ["Mededeling", "+++999/0000/00171+++"]]),
    "permit-nl": ("nl", "Gemeente Voorbeeldgem", "Beslissing over uw omgevingsvergunning", [[
        "Geachte mevrouw, geachte heer,",
        "Het college van burgemeester en schepenen verleent u de omgevingsvergunning voor het verbouwen van uw "
        "woning, onder de voorwaarden op de volgende bladzijden.",
        "Tegen deze beslissing kan binnen dertig dagen beroep worden ingesteld bij de deputatie."],
        ["Voorwaarden. Het regenwater wordt opgevangen in een put van ten minste 5.000 liter. De gevel wordt "
         "uitgevoerd in baksteen."],
        ["Bezwaren. Tijdens het openbaar onderzoek werden geen bezwaarschriften ontvangen."],
        ["Plan. De situering hieronder is indicatief."]], "plan"),
    "summons-nl": ("nl", "Dienst Verkeersboeten", "Oproep om gehoord te worden", [[
        "Geachte mevrouw, geachte heer,",
        "U betwistte de onmiddellijke inning van een verkeersboete. Voor wij beslissen, willen wij u horen. U wordt "
        "verwacht op ons kantoor, de tweede dinsdag na ontvangst van deze oproep, om tien uur.",
        "U mag zich laten bijstaan. Past het tijdstip niet, vraag dan schriftelijk een ander. Wie zonder bericht "
        "wegblijft, ziet de beslissing vallen op grond van het dossier."]], None),
    "summons-fr": ("fr", "Service des amendes routières", "Convocation devant le service des amendes", [[
        "Madame, Monsieur,",
        "Vous avez contesté la perception immédiate d'une amende routière. Avant de décider, nous souhaitons vous "
        "entendre. Vous êtes attendu à notre bureau le deuxième mardi suivant la réception de la présente, à dix "
        "heures.",
        "Vous pouvez vous faire assister. Si le moment ne vous convient pas, demandez-en un autre par écrit. En "
        "cas d'absence sans nouvelles, la décision sera prise sur la base du dossier."]], None),
    "summons-de": ("de", "Bußgeldstelle", "Vorladung zur Anhörung", [[
        "Sehr geehrte Dame, sehr geehrter Herr,",
        "Sie haben gegen die sofortige Zahlung einer Verkehrsbuße Einspruch erhoben. Bevor wir entscheiden, möchten "
        "wir Sie hören. Sie werden am zweiten Dienstag nach Erhalt dieser Vorladung um zehn Uhr in unserem Büro "
        "erwartet.",
        "Sie dürfen sich begleiten lassen. Passt Ihnen der Zeitpunkt nicht, bitten Sie schriftlich um einen anderen. "
        "Wer ohne Nachricht fernbleibt, über den wird nach Aktenlage entschieden."]], None),
    "decree-nl": ("nl", "Gemeente Voorbeeldgem", "Besluit over uw bezwaarschrift", [[
        "Geachte mevrouw, geachte heer,",
        "Het college van burgemeester en schepenen onderzocht uw bezwaarschrift tegen de belasting op leegstand. "
        "Het bezwaar is ontvankelijk en gedeeltelijk gegrond: de aanslag wordt met de helft verminderd.",
        "Tegen dit besluit kan binnen drie maanden beroep worden ingesteld bij de rechtbank van eerste aanleg."],
        ["Motivering. De woning stond leeg tijdens zes van de twaalf maanden van het aanslagjaar."]], None),
    "career-fr": ("fr", "Fonds social", "Attestation de carrière", [[
        "Madame, Monsieur,",
        "La présente attestation reprend les périodes d'occupation connues de nos services. Elle vaut pour "
        "l'ouverture de vos droits à la pension et au chômage.",
        "Une période manque ? Écrivez-nous, preuves à l'appui, où que vous résidiez."],
        ["Aperçu des périodes, à la date d'envoi."]],
        [["2019", "312 jours"], ["2020", "298 jours"], ["2021", "305 jours"], ["2022", "à compléter"]]),
    "career-nl": ("nl", "Sociaal Fonds", "Loopbaanattest", [[
        "Geachte mevrouw, geachte heer,",
        "Dit attest geeft een overzicht van de perioden van tewerkstelling die bij onze diensten bekend zijn. "
        "Het geldt voor uw rechten op pensioen en werkloosheid.",
        "Ontbreekt er een periode? Bezorg ons dan de nodige bewijsstukken."]],
        [["2019", "312 dagen"], ["2020", "298 dagen"], ["2021", "305 dagen"]]),
    "transfer-nl": ("nl", "Federale Premiedienst", "Uw premie is overgeschreven – Überweisung", [[
        "Geachte mevrouw, geachte heer,",
        "De eerste schijf van uw premie, voor het eerste ½ jaar, werd vandaag overgeschreven. Für deutschsprachige "
        "Bürger: die Überweisung erfolgte heute.",
        "U hoeft niets te doen. Bewaar deze brief bij uw belastingpapieren."]], None),
}


def plan(folder, seed):
    """A made-up situation plan: parcels as noisy grey areas, so that the file has the weight of a scanned page."""
    chance = random.Random(seed)
    image = Image.new("RGB", (620, 420), "white")
    pixels = image.load()
    tints = [[chance.randint(150, 230) for _ in range(8)] for _ in range(6)]
    for x in range(620):
        for y in range(420):
            tint = tints[y // 70][x // 78] + chance.randint(-9, 9)
            edge = x % 78 < 2 or y % 70 < 2
            pixels[x, y] = (40, 40, 60) if edge else (tint, tint, min(255, tint + 12))
    path = folder / f"plan-{seed}.jpg"
    image.save(path, quality=72)
    return path


def head_and_foot(sender, key):
    def draw(page, document):
        page.setFont("LetterBold", 12)
        page.drawString(25 * mm, A4[1] - 20 * mm, sender)
        page.setStrokeColor(colors.HexColor("#1d4f91"))
        page.line(25 * mm, A4[1] - 23 * mm, A4[0] - 25 * mm, A4[1] - 23 * mm)
        page.setFont("Letter", 8)
        page.drawString(25 * mm, 12 * mm, f"{sender} · {key.upper()}")
        page.drawRightString(A4[0] - 25 * mm, 12 * mm, str(document.page))
    return draw


def letter(folder, key, language, sender, title, pages, extra):
    story = [Paragraph(f"{sender}<br/>{key.upper()}-2026", RIGHT), Paragraph(title, TITLE)]
    for number, paragraphs in enumerate(pages):
        story += [PageBreak()] if number else []
        story += [Paragraph(text, BODY) for text in paragraphs]
    picture = None
    if extra == "plan":
        picture = plan(folder, len(key))
        story += [Spacer(1, 6 * mm), Picture(str(picture), width=150 * mm, height=100 * mm)]
    elif extra:
        table = Table(extra, colWidths=[45 * mm, 100 * mm])
        table.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), "Letter", 10),
                                   ("GRID", (0, 0), (-1, -1), 0.5, colors.grey)]))
        story += [Spacer(1, 4 * mm), table]
    document = SimpleDocTemplate(str(folder / f"{key}.pdf"), pagesize=A4, leftMargin=25 * mm, rightMargin=25 * mm,
                                 topMargin=32 * mm, bottomMargin=22 * mm, title=title, author=sender, lang=language,
                                 invariant=True)
    draw = head_and_foot(sender, key)
    document.build(story, onFirstPage=draw, onLaterPages=draw)
    if picture:
        picture.unlink()


def small(folder, number):
    page = canvas.Canvas(str(folder / f"small-{number}.pdf"), pagesize=A4, invariant=True)
    page.setTitle(f"Kort bericht {number}")
    page.setFont("Helvetica", 12)
    page.drawString(25 * mm, 260 * mm, f"Kort bericht {number}: er is niets te doen.")
    page.save()


def scripted(folder):
    """A letter that runs a script when it is opened, as a hostile one would: it speaks up and calls outside."""
    page = canvas.Canvas(str(folder / "scripted-nl.pdf"), pagesize=A4, invariant=True)
    page.setTitle("Brief met een script")
    page.setFont("Letter", 12)
    page.drawString(25 * mm, 260 * mm, "Deze brief probeert een script uit te voeren.")
    script = "app.alert('script'); this.submitForm('http://127.0.0.1:9/'); app.launchURL('http://127.0.0.1:9/');"
    page._doc.Catalog.OpenAction = PDFDictionary({
        "Type": PDFName("Action"), "S": PDFName("JavaScript"), "JS": PDFString(script)})
    page.save()


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    pdfmetrics.registerFont(TTFont("Letter", str(FONTS / "DejaVuSans.ttf")))
    pdfmetrics.registerFont(TTFont("LetterBold", str(FONTS / "DejaVuSans-Bold.ttf")))
    pdfmetrics.registerFontFamily("Letter", normal="Letter", bold="LetterBold")
    for key, contents in LETTERS.items():
        letter(folder, key, *contents)
    scripted(folder)
    (folder / "consumption.csv").write_text("maand;kWh\njanuari;312\nfebruari;287\nmaart;240\n", encoding="utf-8")
    if "--small" in sys.argv:
        for number in range(int(sys.argv[sys.argv.index("--small") + 1])):
            small(folder, number)


if __name__ == "__main__":
    main()
