"""What eForms write in three letters, in two."""


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split())


# ISO 3166: EU, EEA, neighbours, and where European buyers sit besides. Others keep no country.
COUNTRIES = _pairs("""
    1A0:XK ALA:AX ALB:AL AND:AD ARM:AM AUS:AU AUT:AT AZE:AZ BEL:BE BGR:BG BIH:BA BLR:BY BRA:BR CAN:CA CHE:CH
    CHN:CN CYP:CY CZE:CZ DEU:DE DNK:DK ESP:ES EST:EE FIN:FI FRA:FR FRO:FO GBR:GB GEO:GE GIB:GI GRC:GR GRL:GL
    HRV:HR HUN:HU IND:IN IRL:IE ISL:IS ISR:IL ITA:IT JPN:JP KEN:KE KOR:KR LIE:LI LTU:LT LUX:LU LVA:LV MAR:MA
    MCO:MC MDA:MD MKD:MK MLT:MT MNE:ME NLD:NL NOR:NO NZL:NZ POL:PL PRT:PT ROU:RO RUS:RU SEN:SN SMR:SM SRB:RS
    SVK:SK SVN:SI SWE:SE TUN:TN TUR:TR UKR:UA USA:US VAT:VA XKX:XK ZAF:ZA
""")

# The languages notices are written in, EU authority codes.
LANGUAGES = _pairs("""
    BUL:BG CES:CS DAN:DA DEU:DE ELL:EL ENG:EN EST:ET FIN:FI FRA:FR GLE:GA HRV:HR HUN:HU ISL:IS ITA:IT LAV:LV
    LIT:LT MLT:MT NLD:NL NNO:NN NOB:NB NOR:NO POL:PL POR:PT RON:RO SLK:SK SLV:SL SPA:ES SWE:SV
""")
