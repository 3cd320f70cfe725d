"""A gentle look for what may not be told before award: number of tenders, tenderers, prices, scores.

It asks once and never blocks, so it may be wrong in both directions; a question to others ("hur många anbud
brukar ni få?") should pass.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

READ = 20_000
AROUND = 25  # characters of context in an excerpt

_BID = (
    r"(?:anbud(?:et|en|s|ens)?|anbudsgivare(?:n|na)?|offert(?:en|er|erna)?|bud(?:et|en|ene)?|"
    r"tilbud(?:et|ene|dene)?|tilbudsgivere?|tilbydere?|tarjou(?:s|sta|ksen|ksia|kset|ksista)|tarjoaja[an]?|"
    r"bids?|tenders?|bidders?|tenderers?|quotes?)"
)
# "to", "ni" and "ti" are other words in the neighbouring languages, unless a tilbud follows.
_SOME = (
    r"(?:\d{1,3}|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|fire|seks|syv|otte|åtte|"
    r"(?:to|ni|ti)(?= tilbud)|"
    r"kaksi|kolme|neljä|viisi|kuusi|seitsemän|kahdeksan|yhdeksän|kymmenen|"
    r"two|three|four|five|six|seven|eight|nine|ten)"
)
_ONE = (
    r"(?:bara|endast|blott|kun|bare|vain|ainoastaan|only|just) "
    r"(?:ett|en|et|1|yksi|yhden|one|ett enda|et eneste)"
)
_GOT = (
    r"(?:(?:vi|me|we|jag|jeg|i) (?:har |have )?"
    r"(?:fick|fått|fått in|tog emot|mottog|mottatt|mottok|fikk|fik|fået|modtog|modtaget|got|received)|"
    r"saimme|olemme saaneet|saatiin|saapui|(?:det )?(?:kom|inkom|indkom) in\w*|"
    r"(?:har|on) (?:kommit in|inkommit|kommet inn|indkommet|saapunut|tullut)|"
    r"inkomna|innkomne|indkomne|saapuneet)"
)
_MONEY = (
    r"(?:\d[\d .,\u00a0]{0,14} ?"
    r"(?:kr|kronor|kroner|sek|nok|dkk|tkr|mkr|mnkr|mnok|milj(?:oner)?|mill(?:ioner)?|euroa?|eur|€)(?!\w)|"
    r"(?:€|eur|sek|nok|dkk) ?\d)"
)
_COMPANY = (
    r"(?:[A-ZÅÄÖÆØ][\w&-]{1,30} (?:[\w&-]{1,20} ){0,2}"
    r"(?:AB|Ab|Oy|Oyj|OY|OYJ|AS|ASA|A/S|ApS|HB|KB|Ltd|GmbH)(?![\w/]))"
)
_SCORE = (
    r"(?:(?:fick|fikk|fik|sai|scored|got|received) \d{1,3}(?:[.,]\d{1,2})? ?"
    r"(?:p|poäng|poeng|point|points|pistettä|%)(?!\w)|(?:betyget|karakteren|arvosanan?) \d)"
)
_ASKING_OTHERS = r"\b(?:ni|dere|te|teillä|you|hos er|hos jer)\b"

_RULES = r"(?<!minst )(?<!mindst )(?<!vähintään )(?<!at least )"

NUMBER_OF_BIDS = re.compile(
    rf"{_RULES}\b{_SOME} (?:\w{{1,20}} ){{0,2}}{_BID}\b|\b{_ONE} {_BID}\b",
    re.IGNORECASE,
)
BIDS_CAME = re.compile(
    rf"\b{_GOT} (?:\w{{1,20}} ){{0,3}}{_BID}\b|\b{_BID} (?:\w{{1,20}} ){{0,2}}{_GOT}\b", re.IGNORECASE
)
ABOUT_BIDS = re.compile(
    rf"\b(?:{_BID}|anbud\w*|tarjou\w*|tilbud\w*|offert\w*|offererade|utvärdering\w*|vertailu\w*|lägsta pris|"
    r"vinnare\w*|vann|voitti|voittaja\w*|vant|vandt|won|winner)\b",
    re.IGNORECASE,
)
MONEY = re.compile(_MONEY, re.IGNORECASE)
COMPANY = re.compile(_COMPANY)
SCORE = re.compile(_SCORE, re.IGNORECASE)
ASKING_OTHERS = re.compile(_ASKING_OTHERS, re.IGNORECASE)
SENTENCE = re.compile(r"[.!?](?=\s|$)|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Hint:
    """`code` is one of tenders, price, company, score; `excerpt` the words that gave it, from the text."""

    code: str
    excerpt: str


def looks_secret(text: str) -> list[Hint]:
    """At most one hint of each code, in the order tenders, price, company, score."""
    sentences = _sentences(text[:READ])
    hints: dict[str, Hint] = {}
    about_before = False
    for sentence in sentences:
        about = bool(ABOUT_BIDS.search(sentence))
        found = {
            "tenders": NUMBER_OF_BIDS.search(sentence)
            or (None if ASKING_OTHERS.search(sentence) else BIDS_CAME.search(sentence)),
            "price": MONEY.search(sentence) if about or about_before else None,
            "company": COMPANY.search(sentence) if about or about_before else None,
            "score": SCORE.search(sentence),
        }
        for code, match in found.items():
            if match:
                hints.setdefault(code, Hint(code, _excerpt(sentence, match)))
        about_before = about
    return [hints[code] for code in ("tenders", "price", "company", "score") if code in hints]


def _sentences(text: str) -> list[str]:
    cuts = [0, *(match.end() for match in SENTENCE.finditer(text)), len(text)]
    return [" ".join(text[start:end].split()) for start, end in pairwise(cuts)]


def _excerpt(sentence: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - AROUND), min(len(sentence), match.end() + AROUND)
    start = sentence.rfind(" ", 0, start) + 1 if start else 0
    end = len(sentence) if (stop := sentence.find(" ", end)) < 0 else stop
    return sentence[start:end].strip()
