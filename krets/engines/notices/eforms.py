"""eForms: a notice as UBL 2.3 with the European extension. SDK 1.15, docs.ted.europa.eu/eforms."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from krets.engines.notices.codes import COUNTRIES, LANGUAGES
from krets.engines.notices.notice import Notice, NotProcurement, Refused, checked

LIMIT = 30_000_000  # bytes; the largest notices on TED have some ten million
TITLE, TEXT = 600, 20_000  # characters

PROCUREMENT = {"PriorInformationNotice", "ContractNotice", "ContractAwardNotice"}
REGISTRATION = "BusinessRegistrationInformationNotice"

_PREFIXES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "ext": "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2",
    "efac": "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1",
    "efext": "http://data.europa.eu/p27/eforms-ubl-extensions/1",
}
_EXTENSION = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension"
_COMPANY = f"{_EXTENSION}/efac:Organizations/efac:Organization/efac:Company"
_BUYER = "cac:ContractingParty/cac:Party/cac:PartyIdentification/cbc:ID"


def read(content: bytes) -> tuple[tuple[Notice, ...], ...]:
    """For each buyer, in the order named, a row for each language, the notice's own first.

    Raises Refused: no XML, hostile XML (any DTD, so no entities), no eForms notice, or no buyer's name,
    title or CPV code; NotProcurement for company registrations (X01, X02).
    """
    root = _root(content)
    languages = _languages(root)
    buyers = list(_buyers(root)) or [Element("nobody")]
    return tuple(
        tuple(checked(_row(root, buyer, language), title=True) for language in languages) for buyer in buyers
    )


def version(content: bytes) -> int:
    """A notice may be published again under its number; the higher version counts."""
    number = _text(_root(content), "cbc:VersionID")
    return int(number) if number.isascii() and number.isdigit() else 0


def _root(content: bytes) -> Element:
    if len(content) > LIMIT:
        raise Refused(f"it is larger than {LIMIT // 1_000_000} MB")
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise Refused("it declares a document type or entities, which no notice needs") from None
    except (ParseError, ValueError, LookupError) as fault:
        raise Refused(f"it is no well-formed XML: {fault}") from None
    kind = root.tag.rpartition("}")[2]
    if kind == REGISTRATION:
        subtype = _text(root, f"{_EXTENSION}/efac:NoticeSubType/cbc:SubTypeCode") or "X"
        raise NotProcurement(f"it registers a company ({subtype}) and is no procurement notice")
    if kind not in PROCUREMENT:
        raise Refused(f"it is no eForms notice but <{kind[:60]}>")
    return root


def _languages(root: Element) -> list[str]:
    """The notice's own language first, then the others that its title is written in."""
    names = root.findall("cac:ProcurementProject/cbc:Name", _PREFIXES)
    written = [name.get("languageID", "") for name in names if _clean(name.text)]
    own = _text(root, "cbc:NoticeLanguageCode")
    return list(dict.fromkeys([*([own] if own in written or not written else []), *written]))


def _buyers(root: Element) -> Iterator[Element]:
    companies = {
        _text(company, "cac:PartyIdentification/cbc:ID"): company for company in root.iterfind(_COMPANY, _PREFIXES)
    }
    wanted = [_clean(element.text) for element in root.iterfind(_BUYER, _PREFIXES)]
    for identity in dict.fromkeys(wanted):
        if identity and identity in companies:
            yield companies[identity]


def _row(root: Element, party: Element, language: str) -> Notice:
    amount = _amount(root)
    country = _text(party, "cac:PostalAddress/cac:Country/cbc:IdentificationCode")
    return Notice(
        notice=_text(root, "cbc:ID")[:80],
        date=_text(root, "cbc:IssueDate")[:10].replace("-", ""),
        country=COUNTRIES.get(country, country if len(country) == 2 else ""),
        form=_text(root, f"{_EXTENSION}/efac:NoticeSubType/cbc:SubTypeCode"),
        type=_text(root, "cbc:NoticeTypeCode"),
        procedure=_text(root, "cac:TenderingProcess/cbc:ProcedureCode"),
        lang=LANGUAGES.get(language, language),
        buyer=_in(party, "cac:PartyName/cbc:Name", language)[:200],
        town=_text(party, "cac:PostalAddress/cbc:CityName"),
        nuts=_text(party, "cac:PostalAddress/cbc:CountrySubentityCode"),
        cpv=" ".join(_codes(root)),
        title=_in(root, "cac:ProcurementProject/cbc:Name", language)[:TITLE],
        short_descr=_in(root, "cac:ProcurementProject/cbc:Description", language)[:TEXT],
        value=_clean(amount.text) if amount is not None else "",
        currency=amount.get("currencyID", "") if amount is not None else "",
    )


def _codes(root: Element) -> Iterator[str]:
    """CPV codes of the whole first, then of its lots; each once."""
    seen: set[str] = set()
    for project in (
        *root.iterfind("cac:ProcurementProject", _PREFIXES),
        *root.iterfind("cac:ProcurementProjectLot/cac:ProcurementProject", _PREFIXES),
    ):
        for kind in ("MainCommodityClassification", "AdditionalCommodityClassification"):
            for code in project.iterfind(f"cac:{kind}/cbc:ItemClassificationCode", _PREFIXES):
                match = re.fullmatch(r"(\d{8})(-\d)?", _clean(code.text), re.ASCII)
                if match and match[1] not in seen:
                    seen.add(match[1])
                    yield match[1]


def _amount(root: Element) -> Element | None:
    """What it came to; before the award, what it is estimated at."""
    awarded = root.find(f"{_EXTENSION}/efac:NoticeResult/cbc:TotalAmount", _PREFIXES)
    if awarded is not None and _clean(awarded.text):
        return awarded
    return root.find(
        "cac:ProcurementProject/cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount", _PREFIXES
    )


def _in(parent: Element, path: str, language: str) -> str:
    """The text in this language, or in the first one there is."""
    texts = {element.get("languageID", ""): _clean(element.text) for element in parent.findall(path, _PREFIXES)}
    return texts.get(language) or next(filter(None, texts.values()), "")


def _text(parent: Element, path: str) -> str:
    return _clean(parent.findtext(path, "", _PREFIXES))


def _clean(text: str | None) -> str:
    return " ".join((text or "").split())
