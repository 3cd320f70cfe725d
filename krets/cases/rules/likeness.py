"""Cases like the reader's coming purchases."""

from django.db.models import Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from krets.cases.models import Case, groups_of
from krets.cases.rules.lists import in_short
from krets.cases.rules.seeing import oneself, published
from krets.db.prepared import prepared
from krets.db.readers import Reader
from krets.engines.matching import SCANDINAVIAN
from krets.engines.text.stopwords import LANGUAGES
from krets.people.models import Organisation, Person, Purchase


def like_mine(reader: Reader, limit: int = 5, *, known: Person | None = None) -> list[Case]:
    """Cases like the reader's coming purchases, each with `because`. At most four queries.

    What an organisation has bought it will buy again: same CPV group weighs most, then same kind and size.
    What the reader can read comes first; in another language only the same purchase is worth the trouble.
    known: the reader's person with their organisation, where a page has them at hand.
    """
    person = known or oneself(reader)
    if person is None or person.organisation is None:
        return []
    mine, languages = person.organisation, _reads(person)
    bought: dict[str, Purchase] = {}
    for purchase in _bought_lately(mine.pk):
        for group in groups_of(purchase.cpv):
            bought.setdefault(group, purchase)
    same = _of_groups(reader, mine.pk, list(bought), some=4 * limit) if bought else []
    near = _of_kind(reader, mine.pk, mine.kind, mine.size, languages, some=limit)
    newest = {case.pk: case for case in (*same, *near)}
    for case in newest.values():
        case.because = _because(case, mine, bought)
    ranked = sorted(newest.values(), key=lambda case: (case.published, case.pk), reverse=True)
    return sorted(ranked, key=lambda case: (case.language not in languages, -len(case.because)))[:limit]


@prepared
def _bought_lately(organisation: int) -> "QuerySet[Purchase]":
    return Purchase.objects.filter(organisation=organisation).only("cpv", "title", "published")[:60]


def _others(reader: Reader, organisation: int) -> "QuerySet[Case]":
    others = published(reader).filter(still_valid=True)
    return in_short(others.filter(Q(organisation__isnull=True) | ~Q(organisation=organisation)))


@prepared
def _of_groups(reader: Reader, organisation: int, groups: list[str], *, some: int) -> "QuerySet[Case]":
    return _others(reader, organisation).filter(cpv_groups__shares=groups)[:some]


@prepared
def _of_kind(
    reader: Reader, organisation: int, kind: str, size: str, languages: list[str], *, some: int
) -> "QuerySet[Case]":
    alike = _others(reader, organisation).filter(authority_type=kind, authority_size=size)
    return alike.filter(language__within=languages)[:some]


def _reads(person: Person) -> list[str]:
    """Languages that somebody understands; every one when they have not said which. "" is of no language."""
    said = set(person.languages) or set(LANGUAGES)
    return sorted(said | (SCANDINAVIAN if said & SCANDINAVIAN else set()) | {""})


def _because(case: Case, mine: Organisation, bought: dict[str, Purchase]) -> list[str]:
    reasons = []
    for group in groups_of(case.cpv):
        if (purchase := bought.get(group)) is not None:
            title = Truncator(purchase.title).chars(70)
            year = purchase.published.year if purchase.published else None
            reasons.append(
                _("you bought “{title}” in {year}").format(title=title, year=year)
                if year
                else _("you bought “{title}”").format(title=title)
            )
            break
    if (case.authority_type, case.authority_size) == (mine.kind, mine.size):
        reasons.append(_("same type and size of organisation as yours"))
    return reasons
