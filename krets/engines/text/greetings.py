"""Takes the courtesies off an ask, so that two asks are alike when they are about the same thing.

"Hej alla! Är det någon som har erfarenhet av elbussar?" is about "elbussar". Only for matching: people read
the original.
"""

import re

_HELLO = (
    r"hej(?:san)?|hallå|tjena|god (?:morgon|dag|kväll|fortsättning)|hei(?:sann)?|moi(?:kka)?|terve|huomenta|"
    r"(?:hyvää )?päivää|hello|hi|dear|good (?:morning|afternoon)|goddag|kära|kjære|kære|hyvät"
)
_WHOM = (
    r"alla|allihopa?|på er|kollegor|vänner|nätverket|kaikki(?:lle)?|kollegat|alle(?: sammen)?|"
    r"kolleg(?:aer|er)|venner|all|everyone|everybody|colleagues|folks|there|igen|taas|igjen|again"
)
_THIS = r"(?: en sak| följande)?"
_HERE = r"(?:,? (?:här|her|av er|av dere|af jer|i nätverket|i nettverket|i netværket))?"

# Each line is one courtesy; order matters where one begins like another.
COURTESIES = re.compile(
    "|".join(
        (
            rf"^\W*(?:{_HELLO})(?:[ ,]+(?:{_WHOM}))*\b[ ]*[,.!:)]*",
            rf"\b(?:är|finns) det (?:någon|nån|några){_HERE} som\b(?: har)?",
            rf"\b(?:någon|nån){_HERE} (?:som\b(?: har)?|har\b)",
            r"\b(?:har|vet|känner) (?:någon|nån|några|ni)(?: till)?\b(?! att)",
            rf"\b(?:jag|vi) (?:undrar|funderar på|söker|letar efter|efterlyser)(?: om| efter)?{_THIS}\b",
            rf"\b(?:jag|vi) skulle vilja veta(?: om)?{_THIS}\b",
            r"\b(?:har |haft )?(?:bra |goda |några )?erfarenhet(?:er)? (?:av|kring|med|från)(?: att| detta)?\b",
            r"\bonko (?:kenelläkään|kellään|kenelläkin|jollakulla|jollakin|teillä|muilla)\b(?: joku)?",
            r"\b(?:tietääkö|osaako) (?:kukaan|joku)(?: sanoa)?\b|\bkokemu(?:sta|ksia)\b",
            r"\b(?:mietimme|pohdimme)(?: yhtä asiaa)?\b|\b(?:tästä|asiasta)\b(?=\s*[?.!])",
            rf"\b(?:er|finnes) det (?:noen|nogen|noe){_HERE} som\b(?: har)?",
            rf"\ber der nogen{_HERE},? (?:der|som)\b(?: har)?",
            rf"\b(?:noen|nogen){_HERE} (?:(?:som|der)\b(?: har)?|har\b)|\bhar (?:noen|nogen|dere|i)\b",
            r"\b(?:jeg|vi) (?:lurer på|leter etter|leder efter|søker|vil gerne høre)(?: om)?\b",
            r"\berfaring(?:er)? (?:med|fra|av|af)(?: å| at)?\b",
            r"\b(?:does|has|is there|can|could) any(?:one|body)(?: here)?(?: who)?(?: knows?| have| had)?\b",
            r"\b(?:i|we) (?:wonder|a(?:m|re) looking for|would like to know)(?: if| whether| one thing)?\b",
            r"\b(?:any )?experiences? (?:of|with)\b(?: this)?",
            r"\b(?:stort |varmt )?tack (?:så mycket )?(?:på förhand|för hjälpen)\b",
            r"\bkiitos (?:etukäteen|avusta)\b",
            r"\b(?:på forhånd|mange) takk?\b(?: på forhånd)?|\btak (?:på forhånd|for hjælpen)\b",
            r"\bthanks?(?: you)? in advance\b",
        )
    ),
    re.IGNORECASE | re.MULTILINE,
)
SIGNED = re.compile(
    r"^\W*(?:mvh|vh|med vänliga? hälsning(?:ar)?|vänliga hälsningar|hälsningar|(?:ystävällisin )?terveisin|"
    r"terv\.?|(?:med )?venn?lig hilsen|hilsen|(?:best|kind) regards|regards)\b.{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)


def without_greetings(text: str) -> str:
    """The ask without its courtesies; the whole text when nothing else would be left."""
    farewells = [match.start() for match in SIGNED.finditer(text) if match.start() > len(text) // 3]
    body = text[: farewells[-1]] if farewells else text
    bare = " ".join(COURTESIES.sub(" ", body).split()).strip(" ,.;:!?-–")
    return bare or text.strip()
