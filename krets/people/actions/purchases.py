"""What organisations have bought, from public notices."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, count

from krets.activity.actions import record
from krets.codes.models import Code
from krets.db.identity import verb
from krets.db.keys import sort_key
from krets.engines.notices import Bought, Notice
from krets.engines.notices.buyers import kind_of, slug_of
from krets.people.models import Organisation, Person, Purchase


@dataclass
class Recorded:
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    organisations: list[str] = field(default_factory=list)  # slugs of those not known before


@verb
def record_purchases(*, by: Person | None, notices: Iterable[Sequence[Bought]]) -> Recorded:
    """Keep what these notices say was bought, each notice and buyer once; add buyers not yet known.

    One element for each notice: what it says of each of its buyers.
    """
    notices = [notice for notice in notices if notice]
    buyers = _Buyers([bought for notice in notices for bought in notice])
    purchases = _Purchases(notices)
    done = Recorded()
    for notice in notices:
        fates = {purchases.keep(bought, buyers.of(bought)) for bought in notice}
        fate = next(fate for fate in ("new", "changed", "unchanged") if fate in fates)
        setattr(done, fate, getattr(done, fate) + 1)
    done.organisations = buyers.added
    if done.new or done.changed:
        record(verb="people.record_purchases", kind="purchase", key="", by=by)
    return done


def export_purchases(*, by: Person | None) -> Iterator[tuple[str, ...]]:
    """The notices' own fields again, a row for each language; then the buyer's slug and the version."""
    purchases = Purchase.objects.select_related("organisation").order_by("notice", "organisation__slug")
    for purchase in purchases.iterator(chunk_size=500):
        for row in purchase.source.get("rows", []):
            yield *row, purchase.organisation.slug, str(purchase.source.get("version") or "")


class _Purchases:
    """What is known of these notices, and what is new in them."""

    def __init__(self, notices: Sequence[Sequence[Bought]]) -> None:
        numbers = {notice[0].rows[0].notice for notice in notices}
        known = Purchase.objects.select_for_update().filter(notice__in=numbers)
        self.known = {(purchase.notice, purchase.organisation_id): purchase for purchase in known}
        untitled = {bought.rows[0].codes[0] for notice in notices for bought in notice if not bought.rows[0].title}
        self.labels = {code.code: code for code in Code.objects.filter(list="cpv", code__in=untitled)}

    def keep(self, bought: Bought, organisation: Organisation) -> str:
        """new, changed or unchanged."""
        number = bought.rows[0].notice
        purchase = self.known.get((number, organisation.pk))
        if purchase is None:
            purchase = self.known[number, organisation.pk] = Purchase(notice=number, organisation=organisation)
        before: list[list[str]] = purchase.source.get("rows", [])
        rows = {Notice(*row).lang: row for row in before} | {row.lang: list(row.row) for row in bought.rows}
        if before and (list(rows.values()) == before or bought.version < purchase.source["version"]):
            return "unchanged"
        purchase.source = {"rows": list(rows.values()), "version": bought.version}
        self._fill(purchase, Notice(*purchase.source["rows"][0]))
        purchase.save()
        return "changed" if before else "new"

    def _fill(self, purchase: Purchase, notice: Notice) -> None:
        main = notice.codes[0]
        named = self.labels[main].label(notice.language) if main in self.labels else f"CPV {main}"
        purchase.title = (notice.title or named)[:600]  # defence and police publish no titles
        purchase.description = notice.short_descr
        purchase.language = notice.language
        purchase.published = notice.published
        purchase.cpv = list(notice.codes)


class _Buyers:
    """Organisations by slug and by name and country, added as they are met."""

    def __init__(self, notices: list[Bought]) -> None:
        names = {sort_key(bought.rows[0].buyer[:200]) for bought in notices}
        slugs = {bought.organisation for bought in notices if bought.organisation}
        there = Organisation.objects.filter(sort_key__in=names) | Organisation.objects.filter(slug__in=slugs)
        self.by_slug: dict[str, Organisation] = {}
        self.by_name: dict[tuple[str, str], Organisation] = {}
        self.added: list[str] = []
        for organisation in there.order_by("pk"):
            self._know(organisation)

    def of(self, bought: Bought) -> Organisation:
        notice = bought.rows[0]
        name = notice.buyer[:200]
        known = self.by_slug.get(bought.organisation) or self.by_name.get((sort_key(name), notice.country))
        return known or self._add(name, notice, bought.organisation)

    def _add(self, name: str, notice: Notice, slug: str) -> Organisation:
        slug = slug or self._free_slug(name, notice.country)
        organisation = Organisation.objects.create(
            slug=slug, name=name, kind=kind_of(name), country=notice.country, nuts=notice.nuts[:5]
        )
        self.added.append(slug)
        self._know(organisation)
        return organisation

    def _know(self, organisation: Organisation) -> None:
        self.by_slug[organisation.slug] = organisation
        self.by_name.setdefault((organisation.sort_key, organisation.country), organisation)

    def _free_slug(self, name: str, country: str) -> str:
        base = slug_of(name)
        taken = set(Organisation.objects.filter(slug__startswith=base[:70]).values_list("slug", flat=True))
        numbered = (f"{base[:70]}-{number}" for number in count(2))
        return next(s for s in chain([base, f"{base[:70]}-{country.lower()}"], numbered) if s not in taken)
