"""The marks by which mail programs set off what is quoted and what is signature, in sv, fi, nb, da, en.

Every pattern is tried on one line of at most `LINE` characters and holds no nested repeats: linear time.
"""

import re

LINE = 400

_I = re.IGNORECASE

# "> Hej", "   >> Hej", and with initials "    AB> Hej".
QUOTED = re.compile(r"^\s{0,8}(?:>|&gt;)|^\s{1,8}[A-Z]{2,3}>")
BAR = re.compile(r"^\s{0,3}\|")  # counts only below an attribution: tables begin like this too

# "Den 3 mars 2025 kl. 10:12 skrev Anna <a@b.se>:" · "ma 3. maalisk. 2025 klo 10.12 Anna (a@b.fi) kirjoitti:"
SAID = re.compile(
    r"(?<!\w)(?:skrev|skriver|kirjoitti|kirjoittaa|wrote|writes|schrieb|skreiv|écrit|[?]crit)\b.{0,200}:\s*$"
    r"|^\s*(?:quoting|citerar|zitat von)\b.{0,200}:\s*$",
    _I,
)
# What the first line of an attribution begins with when it runs over several lines.
SAID_BEGINS = re.compile(
    r"^\W{0,3}(?:on|at|den|am|le|in|\d|quoting|(?:mån|tis|ons|tors?|fre|lör|sön|man|tir|tirs|fred?|lør|søn|"
    r"ma|ti|ke|pe|la|su|mon|tue|wed|thu|fri|sat|sun)[a-zäöåø]{0,8}\b)",
    _I,
)
# An address, or a date with a clock: then the words "… skrev …:" are a program's, not the writer's.
CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
DAY = re.compile(r"\b(?:19|20)\d{2}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")

FROM = re.compile(r"^[\W_]{0,6}(?:från|from|fra|lähettäjä|von|avsändare)[*_ ]{0,3}:", _I)
FIELD = re.compile(
    r"^[\W_]{0,6}(?:skickat|skickad|sent|sendt|lähetetty|gesendet|date|datum|dato|pvm|päivä|päivämäärä|"
    r"till|to|til|vastaanottaja|an|cc|kopia|kopio|kopi|ämne|subject|emne|aihe|betreff|svar till|reply-to|"
    r"organization|organisation)[*_ ]{0,3}:",
    _I,
)
BELOW = re.compile(
    r"^[\W_]{0,6}-{2,20} ?(?:ursprungligt meddelande|ursprungligt mail|original message|original mail|"
    r"alkuperäinen viesti|opprinnelig (?:melding|e-post)|oprindelig (?:meddelelse|besked)|"
    r"ursprüngliche nachricht|(?:forwarded|vidarebefordrat|välitetty|videresendt) "
    r"(?:message|meddelande|viesti|melding|meddelelse|mail)(?: by .{0,80})?) ?-{0,20}\s*$|"
    r"^(?:begin forwarded message|vidarebefordrat (?:brev|meddelande)|välitetty viesti|"
    r"start på vidarebefordrat brev):?\s*$",
    _I,
)
RULE = re.compile(r"^\s*[_\-=*]{5,}\s*$")

DASHES = re.compile(r"^-- ?$|^—\s*$")
# These may have a name behind them on the line …
CLOSING = re.compile(
    r"^\W{0,3}(?:mvh|m\.?v\.?h\.?|med vänliga? hälsn(?:ing(?:ar)?|\.)|vänliga? hälsn(?:ing(?:ar)?|\.)|"
    r"(?:bästa|många|varma|soliga|trevliga) hälsningar|hälsningar|"
    r"(?:ystävällisin|parhain|lämpimin|aurinkoisin|yhteistyö)?\s?terveisin|terveiset|yst\.? ?terv\.?|terv\.|"
    r"(?:med )?(?:venn?lig|beste|bedste|kærlig|mange|gode) hils(?:en|ner|ener)|hilsen|dbh|"
    r"(?:(?:with )?(?:best|kind|kindest|warm|many) |with )?regards|best wishes|"
    r"yours (?:sincerely|truly|faithfully)|thanks and regards)(?=[\s,.!;:/]|$).{0,40}$",
    _I,
)
# … these only a name in capitals: "Vänligen återkom" and "Best practice is" are text.
CLOSING_WORD = re.compile(
    r"^\W{0,3}(?i:vänligen|vh|hälsning|hälsn|allt gott|kunnioittavasti|terv|vh|kh|br|best|cheers|sincerely|"
    r"all the best)[ ,.!:/–-]{0,3}(?:[A-ZÅÄÖÆØ][\w.-]{0,20} ?){0,2}$"
)
MOBILE = re.compile(
    r"^\W{0,3}(?:(?:skickat|skickades) (?:från|med)|sendt (?:fra|via|med)|lähetetty|sent (?:from|via|with)|"
    r"(?:hämta|skaffa|få|hent|hanki|lataa|get) outlook)\b.{0,120}$|^\W{0,3}von meinem iphone",
    _I,
)
FOOTER = re.compile(
    r"^\W{0,6}(?:"
    r"(?:detta|det här) (?:e-post|e-postmeddelande|mejl|mail|meddelande)\b.{0,120}"
    r"(?:konfidentiel|sekretess|avsed)"
    r"|tämä (?:viesti|sähköposti).{0,120}(?:luottamuksel|tarkoitettu)"
    r"|denne (?:e-post|e-posten|e-mail|mail|melding|meddelelse).{0,120}(?:fortrolig|konfidensiel|beregnet)"
    r"|this (?:e-?mail|message|communication).{0,160}(?:confidential|intended|privileged)"
    r"|the information (?:contained )?in this (?:e-?mail|message)"
    r"|confidentiality notice|disclaimer:"
    r"|(?:när|då) du (?:kontaktar|skickar|e-?postar|mejlar).{0,120}personuppgift"
    r"|(?:läs mer om hur vi|så) (?:behandlar|hanterar) (?:vi )?(?:dina )?personuppgift"
    r"|tänk på miljön|ajattele ympäristöä|tenk på miljøet|tænk på miljøet"
    r"|(?:please )?(?:think|consider) (?:before you print|the environment)"
    r"|-{4,20} next part -{4,20}"
    r")",
    _I,
)
LIST_FOOTER = re.compile(r"mailing list\b|unsubscribe|listinfo|mailman", _I)
POSTSCRIPT = re.compile(r"^\W{0,3}p\.? ?s\.?(?:[\s:.!,-]|$)", _I)
