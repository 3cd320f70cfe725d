"""Cases in English."""

LAPTOPS = {
    "title": "Refurbished laptops for schools",
    "language": "en",
    "summary": "We let refurbished laptops compete with new ones for schools. After two years 62 % of what we buy is "
    "refurbished, a third cheaper, with slightly more faults in the first year.",
    "subject": "laptops for pupils and teachers",
    "cpv": ["30213100"],
    "themes": ["circular", "economy"],
    "outcome": "worked_well",
    "contract_nature": "supplies",
    "procedure": "restricted",
    "instrument": "dps",
    "value": "u2",
    "currency": "EUR",
    "value_per_year": True,
    "background": "Schools asked for more devices every year and the budget did not grow. At the same time our own used "
    "laptops were sold off for next to nothing.",
    "aim": "Half of the laptops that schools buy are refurbished, and pupils do not notice the difference.",
    "what_we_did": "We set up a dynamic purchasing system with one category for laptops, new or refurbished, described by "
    "what they must do: start in 30 seconds, run the school's programs, last a school day. Grade A cosmetics only for "
    "teachers; pupils accept a scratch.\n\nEvery delivery goes through an acceptance test of one in ten devices. We run "
    "it ourselves with two students, half a day for a hundred devices.",
    "what_went_wrong": "The battery clause asked for “80 % of capacity” and gave no minimum number of cycles left. Eight "
    "months in, one delivery went from 82 % to 60 % within a term, and nothing in the contract helped us.",
    "why": "Capacity at delivery says little about how long a battery has left. We had copied the clause from an office "
    "contract where devices sit on chargers.",
    "early_signs": "One supplier asked how we would measure the capacity. We said “with your tool”.",
    "pitfall": "Battery health at delivery without a cycle count tells you nothing about next spring.",
    "advice": "Ask for battery health and cycle count at delivery, per device, as a file. Ask for a swap pool of 3 % at the "
    "school so that a fault costs a minute and not a week. Put teachers on the same devices as pupils if you dare.",
    "criteria_used": "Battery: at least 80 % of design capacity and at most 300 cycles at delivery, reported per serial "
    "number. Replacement within five working days if capacity falls below 65 % within twelve months.",
    "suppliers_view": "Three refurbishers joined who had never sold to a city before. They said the functional "
    "description was the reason; earlier texts named processor models that were two years too new.",
    "resources": "About 180 hours to set up, then ten hours for each call.",
    "transferability": "You need somebody who can run the acceptance test. Without it the grade on the label is just a word.",
}
LAPTOPS_EFFECTS = (
    {"kind": "environment", "indicator": "Share of refurbished devices", "unit": "%", "baseline": "0", "target": "50",
     "result": "62", "period": "24 months", "method": "measured", "confidence": "high",
     "confidence_why": "Delivery data, every device"},
    {"kind": "money", "indicator": "Price per device", "unit": "%", "baseline": "100", "result": "66",
     "method": "invoices", "confidence": "high"},
    {"kind": "quality", "indicator": "Faults in the first year", "unit": "%", "baseline": "5 for new devices",
     "result": "7", "method": "measured", "confidence": "medium",
     "confidence_why": "Service desk tickets; small faults are not always reported"},
)  # fmt: skip
LAPTOPS_REQUIREMENTS = """Requirement text for refurbished laptops
May be used and changed, CC BY 4.0.

1. The device starts to the sign-in page in at most 30 seconds and runs the programs in annex 1 at the same time.
2. A charged device lasts seven hours of school work (browser, word processing, one hour of video).
3. Battery: at least 80 % of design capacity and at most 300 cycles at delivery, reported per serial number in a file.
4. If capacity falls below 65 % within twelve months the device is replaced within five working days.
5. Cosmetic grade A or B. No damage to screen, keyboard or hinges.
6. The supplier keeps a swap pool of 3 % of the devices at the buyer's place.
7. All data of earlier owners is erased and the erasure is shown per serial number.
"""
LAPTOPS_TEST = (
    "serial number;start time (s);battery capacity (%);battery cycles;keyboard ok;screen ok;camera and sound ok;"
    "erasure shown;accepted\n;;;;;;;;\n"
)

ASPHALT = {
    "title": "Low-carbon asphalt: one supplier could prove it",
    "language": "en",
    "summary": "We rewarded low-carbon asphalt with an award criterion. Emissions fell by more than a quarter, but only "
    "one bidder had the declaration the criterion asked for, and the second went to court.",
    "subject": "asphalt",
    "cpv": ["44113620"],
    "themes": ["sustainability", "competition"],
    "outcome": "partly",
    "contract_nature": "works",
    "procedure": "neg-w-call",
    "instrument": "framework",
    "value": "u10",
    "currency": "EUR",
    "aim": "A fifth less CO2e per tonne laid, and at least three firms that can compete on it.",
    "what_we_did": "Competitive procedure with negotiation. The award criterion gave up to 15 points for CO2e per tonne, "
    "documented with an environmental product declaration for the mix. Negotiation was about haul distances and "
    "recycled content, not price.",
    "what_went_wrong": "Only one bidder had a declaration for the mix at the deadline. The second asked for review and "
    "lost, but it took four months, and two of our municipalities laid the old mix that summer.",
    "why": "We held the dialogue with two of six firms, the two that answered first. Both happened to be far ahead. The "
    "other four needed nine months to get a declaration and we gave them ten weeks.",
    "early_signs": "Four firms declined the second meeting. We took it as lack of interest.",
    "pitfall": "A criterion that only one can document is a requirement in disguise.",
    "advice": "Make an open call for the dialogue and note who did not come, and why. Give nine months' notice of the kind "
    "of proof you will ask for. Accept an equivalent calculation checked by a third party the first time. The dialogue log "
    "was what saved us in court: same questions, same answers, everything published.",
    "suppliers_view": "From dialogue log no. 4: firms want the same criterion in all neighbouring authorities, so that one "
    "declaration is enough. Smaller firms cannot afford one per mix.",
    "resources": "About 400 hours, a third of it for the review.",
    "period_start": "2026-01-15",
    "period_end": "2029-12-31",
}
ASPHALT_EFFECTS = (
    {"kind": "environment", "indicator": "CO2e per tonne of asphalt", "unit": "%", "baseline": "100 (2023 mix)",
     "target": "80", "result": "72", "method": "calculated", "confidence": "medium",
     "confidence_why": "From the declaration; laid tonnage is measured"},
)  # fmt: skip
