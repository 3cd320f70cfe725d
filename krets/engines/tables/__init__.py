"""Tables as people keep them: CSV and Excel files into rows of text, and rows into who is meant.

`read(content, name)` gives a `Sheet`; `recognise(rows)` says which column holds what; `people` and `places` read
lines by that. Bytes that are no table raise `Unreadable`, and nothing else is raised whatever they are.
"""

from krets.engines.tables.columns import MEMBERS, ORGANISATIONS, Columns, header_of, recognise, with_commas
from krets.engines.tables.judging import Place, Somebody, Verdict, World
from krets.engines.tables.lines import Line, Note, people, places
from krets.engines.tables.sheet import LARGEST, MOST_COLUMNS, MOST_ROWS, Row, Sheet, Unreadable, plain, read
from krets.engines.tables.written import csv_of, xlsx_of

__all__ = [
    "LARGEST",
    "MEMBERS",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "ORGANISATIONS",
    "Columns",
    "Line",
    "Note",
    "Place",
    "Row",
    "Sheet",
    "Somebody",
    "Unreadable",
    "Verdict",
    "World",
    "csv_of",
    "header_of",
    "people",
    "places",
    "plain",
    "read",
    "recognise",
    "with_commas",
    "xlsx_of",
]
