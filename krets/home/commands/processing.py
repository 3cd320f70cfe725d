"""The register of processing, for the host's own files."""

import json

import click
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from krets.db.identity import acting_as
from krets.db.readers import STRANGER
from krets.home import rules


@click.command()
@click.option("--language", type=click.Choice([code for code, _name in settings.LANGUAGES]), help="sv, fi or en.")
@click.option("--json", "as_json", is_flag=True, help="Print one object.")
def processing(language: str | None, as_json: bool) -> None:
    """Print the register of processing: what is done with personal data, why and for how long.

    It is made from the settings and the retention table, and stands at /privacy/processing/, too.
    """
    with acting_as(STRANGER), translation.override(language or settings.LANGUAGE_CODE):
        who, rows = rules.controller(), [_plain(line) for line in rules.processing()]
        measures = [str(measure) for measure in rules.MEASURES]
        if as_json:
            register = {**who, "processing": rows, "measures": measures}
            click.echo(json.dumps(register, ensure_ascii=False, indent=1))
            return
        click.echo("\n".join(_lines(who, rows, measures)))


def _lines(who: dict[str, str], rows: list[dict[str, object]], measures: list[str]) -> list[str]:
    """As Markdown."""
    words = {
        "purpose": _("Purpose"), "basis": _("Legal basis"), "people": _("About whom"), "data": _("Data"),
        "recipients": _("Who gets it"), "kept": _("For how long"),
    }  # fmt: skip
    lines = ["# " + _("Register of processing"), "", f"{_('Controller')}: {who['controller'] or who['host']}  "]
    lines += [f"{_('Contact')}: {who['contact']}"]
    for row in rows:
        lines += ["", f"## {row['name']}", ""]
        for name, word in words.items():
            value = row[name]
            lines.append(f"- {word}: {' '.join(value) if isinstance(value, list) else value}")
    return [*lines, "", "## " + _("How it is protected"), "", *(f"- {measure}" for measure in measures)]


def _plain(line: rules.Line) -> dict[str, object]:
    row = line.row
    texts = {
        name: str(getattr(row, name)) for name in ("name", "purpose", "basis", "people", "data", "recipients")
    }
    return {**texts, "kept": line.kept, "tables": list(row.tables)}
