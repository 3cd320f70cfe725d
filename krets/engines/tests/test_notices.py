"""Notices are read as published, or refused with a sentence."""

import io

import pytest

from krets.engines.notices import NotProcurement, Refused, eforms, ted
from krets.engines.notices.buyers import kind_of, slug_of
from krets.tests import trial

SPACES = (
    'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
    'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" '
    'xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2" '
    'xmlns:efac="http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1" '
    'xmlns:efext="http://data.europa.eu/p27/eforms-ubl-extensions/1"'
)


def company(identity: str, name: str) -> str:
    return (
        f"<efac:Organization><efac:Company><cac:PartyIdentification><cbc:ID>{identity}</cbc:ID>"
        f"</cac:PartyIdentification><cac:PartyName>{name}</cac:PartyName><cac:PostalAddress>"
        "<cbc:CityName>Granköping</cbc:CityName><cbc:CountrySubentityCode>SE322</cbc:CountrySubentityCode>"
        "<cac:Country><cbc:IdentificationCode>SWE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>"
        "</efac:Company></efac:Organization>"
    )


def notice(
    *,
    companies: str = company("ORG-1", '<cbc:Name languageID="SWE">Granköpings kommun</cbc:Name>'),
    buyers: tuple[str, ...] = ("ORG-1",),
    titles: str = '<cbc:Name languageID="SWE">Skolmåltider</cbc:Name>',
    cpv: str = "55523100-3",
    before: str = "",
) -> bytes:
    parties = "".join(
        f"<cac:ContractingParty><cac:Party><cac:PartyIdentification><cbc:ID>{buyer}</cbc:ID>"
        "</cac:PartyIdentification></cac:Party></cac:ContractingParty>"
        for buyer in buyers
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{before}<ContractNotice {SPACES}><ext:UBLExtensions>'
        "<ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension><efac:Organizations>"
        f"{companies}</efac:Organizations></efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension>"
        "</ext:UBLExtensions><cbc:ID>n-1</cbc:ID><cbc:IssueDate>2021-03-04+01:00</cbc:IssueDate>"
        f"<cbc:VersionID>02</cbc:VersionID><cbc:NoticeLanguageCode>SWE</cbc:NoticeLanguageCode>{parties}"
        f"<cac:ProcurementProject>{titles}<cac:MainCommodityClassification><cbc:ItemClassificationCode>{cpv}"
        "</cbc:ItemClassificationCode></cac:MainCommodityClassification></cac:ProcurementProject>"
        "</ContractNotice>"
    ).encode()


def test_an_eforms_notice_says_who_bought_what_where_and_when() -> None:
    ((row,),) = eforms.read(notice())
    assert (row.buyer, row.country, row.nuts, row.title) == (
        "Granköpings kommun",
        "SE",
        "SE322",
        "Skolmåltider",
    )
    assert (row.codes, row.language, row.date) == (("55523100",), "sv", "20210304")
    assert eforms.version(notice()) == 2


def test_each_buyer_of_a_joint_purchase_and_each_language_has_a_row() -> None:
    both = '<cbc:Name languageID="FIN">Kunta</cbc:Name><cbc:Name languageID="SWE">Kommunen</cbc:Name>'
    content = notice(
        companies=company("ORG-1", both) + company("ORG-2", '<cbc:Name languageID="SWE">Andra</cbc:Name>'),
        buyers=("ORG-2", "ORG-1"),
        titles='<cbc:Name languageID="FIN">Ateriat</cbc:Name><cbc:Name languageID="SWE">Måltider</cbc:Name>',
    )
    rows = [[(row.buyer, row.lang, row.title) for row in buyer] for buyer in eforms.read(content)]
    assert rows == [
        [("Andra", "SV", "Måltider"), ("Andra", "FI", "Ateriat")],
        [("Kommunen", "SV", "Måltider"), ("Kunta", "FI", "Ateriat")],
    ]


@pytest.mark.parametrize(
    ("content", "missing"),
    [
        (notice(companies=""), "buyer's name"),
        (notice(buyers=("ORG-9",)), "buyer's name"),
        (notice(titles='<cbc:Name languageID="SWE"> </cbc:Name>'), "title"),
        (notice(cpv=""), "CPV code"),
        (notice(titles="", cpv="meat"), "title or CPV code"),
    ],
)
def test_a_notice_that_lacks_something_is_refused_by_name(content: bytes, missing: str) -> None:
    with pytest.raises(Refused, match=f"it has no {missing}$"):
        eforms.read(content)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (notice(before=BOMB), "document type"),
        (notice(before=OUTSIDE), "document type"),
        (notice(before="<!DOCTYPE x>"), "document type"),
        (notice()[:-20], "well-formed"),
        (b"", "well-formed"),
        (b"\xff\xfe\x00", "well-formed"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "well-formed"),
        (b"<html/>", "no eForms notice but <html>"),
        (b"<a>" * 5000 + b"</a>" * 5000, "no eForms notice but <a>"),
    ],
)
def test_hostile_or_foreign_xml_is_refused_with_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        eforms.read(content)


def test_a_company_registration_is_no_procurement_notice() -> None:
    content = notice().replace(b"ContractNotice", b"BusinessRegistrationInformationNotice")
    with pytest.raises(NotProcurement, match="no procurement notice"):
        eforms.read(content)


HEAD = "notice,date,country,lang,buyer,cpv,title,extra\n"


def test_a_ted_table_gives_each_line_or_why_not() -> None:
    table = HEAD + "1-2021,20210101,SE,SV,Sjöhamn,15000000,Mat,x\n2-2021,20210101,SE,SV,,15000000,Mat,\n"
    (first, others), (line, why) = ted.read(io.StringIO(table))
    assert (first.buyer, first.published.isoformat(), others) == ("Sjöhamn", "2021-01-01", {"extra": "x"})
    assert (line, str(why)) == (3, "it has no buyer's name")


def test_a_notice_of_defence_has_no_title_and_is_kept() -> None:
    ((row, _),) = ted.read(io.StringIO(HEAD + "1-2021,20210101,SE,EN,FMV,35400000,,\n"))
    assert row.title == ""


@pytest.mark.parametrize("table", ["", "code,sv\n1,ett\n", HEAD + '"1-2021'])
def test_a_table_of_something_else_is_refused(table: str) -> None:
    with pytest.raises(Refused):
        list(ted.read(io.StringIO(table)))


def test_names_become_addresses_and_tell_the_kind() -> None:
    assert slug_of("Søllerød A/S – Ældre & Børn") == "sollerod-a-s-aeldre-born"
    assert slug_of("Министерство") == "organisation"
    assert kind_of("Region Midtjylland") == "region"
    assert kind_of("Oulun kaupunki") == "municipality"
    assert kind_of("VR-Yhtymä Oy") == "company"
    assert kind_of("Trafikverket") == "state"
    assert kind_of("Lounais-Suomen hyvinvointialue") == "wellbeing_county"
    assert kind_of("Somebody") == "other"


def test_the_real_examples_are_kept_except_the_ten_empty_and_two_registrations() -> None:
    kept, refused, foreign = 0, set(), set()
    for path in trial.data("eforms", "example_notices").glob("*.xml"):
        try:
            eforms.read(path.read_bytes())
            kept += 1
        except NotProcurement:
            foreign.add(path.name[:3])
        except Refused as why:
            assert "buyer's name, title or CPV code" in str(why)
            refused.add(path.name)
    assert kept == 79
    assert foreign == {"X01", "X02"}
    assert len(refused) == 10
