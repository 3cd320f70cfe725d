"""The operator imports public lists of codes."""

import sys
from pathlib import Path

import click

from krets.codes import formats, outlines
from krets.codes.actions import SHAPES, import_list, replace_outlines
from krets.db.identity import acting_as
from krets.db.readers import Reader


@click.command("codes")
@click.argument("name", metavar="cpv|nuts", type=click.Choice(sorted(SHAPES)))
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print counts as one JSON object.")
def import_codes(name: str, path: Path, as_json: bool) -> None:
    """Import CPV or NUTS codes with labels in all languages, from a file or a folder of files.

    Takes CSV (code,sv,fi,…) and genericode, gzipped or not. Safe to run again.
    """
    try:
        rows = [row for file in formats.files(path) for row in formats.read(file)]
        if not rows:
            raise formats.NotAList(f"{path} holds no list of codes.")
    except (formats.NotAList, OSError) as fault:
        raise click.ClickException(str(fault)) from fault
    length = len({code for code, _ in rows})
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=length, label=name.upper(), file=sys.stderr, hidden=hidden) as bar:
        with acting_as(Reader.of_system("import.codes")):
            counts = import_list(list=name, rows=rows, done=bar.update)
        bar.update(length - bar.pos)
    counts.say(as_json=as_json)


@click.command("outlines")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_outlines(path: Path) -> None:
    """Import outlines of NUTS 3 regions, so that maps show land. Maps work without, too.

    Takes GeoJSON in degrees (EPSG:4326), such as NUTS_RG_20M_2021_4326_LEVL_3.geojson of Eurostat's GISCO; mind
    its licence. Safe to run again.
    """
    try:
        found = outlines.read(path)
    except (outlines.NotOutlines, OSError) as fault:
        raise click.ClickException(str(fault)) from fault
    with acting_as(Reader.of_system("import.codes")):
        replace_outlines(outlines=found)
    click.echo(f"{len(found)} outlines.")
