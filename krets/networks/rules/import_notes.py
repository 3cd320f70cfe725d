"""What is odd about a row of a list, in words; and about a file that can't be read."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

# Code to what it says and what to do; {about} is what it is about.
NOTES: dict[str, Any] = {
    "no_address": _("There is no e-mail address. Add it: nobody can sign in without."),
    "bad_address": _("“{about}” is no e-mail address. Correct it in the file."),
    "no_name": _("There is no name. Add it in the file."),
    "bad_name": _("“{about}” is no name. Correct it in the file."),
    "several_addresses": _("There are several addresses. One is used; the others are left out: {about}."),
    "bad_day": _("“{about}” is no day that we can read, so they are a member from today."),
    "later_day": _("{about} is still to come, so they are a member from today."),
    "bad_phone": _("“{about}” is no telephone number, perhaps because Excel rounded it. It is left out."),
    "no_number": _("“{about}” is no number. It is left out."),
    "no_unit": _("“{about}” is not a network that you can import into here. Correct it, or empty the cell."),
    "no_organisation": _("We don't know the organisation “{about}”. Check the spelling, or import it among the"
                         " organisations first."),
    "no_employer": _("We can't tell where they work. Add their organisation in the file."),
    "not_covered": _("{about} does not fall under procurement law, so who works there can't be a member."),
    "shared_address": _("Row {about} has the same address with another name. Each needs an address of their own."),
    "double": _("The same as row {about}. It is left out."),
    "own_row": _("This is you. Nobody makes themselves a member by a list; ask a colleague to invite you."),
    "further": _("The same person as in row {about}, with one more organisation or network."),
    "same_name": _("Somebody here has the same name and another address: {about}. Is it the same person?"),
    "same_name_row": _("Row {about} has the same name with another address. Is it somebody else?"),
    "other_name": _("The address belongs to {about} here. Is it the same person?"),
    "left": _("They left on {about}. Shall they be a member again?"),
    "rests": _("Their membership rests since {about}. Shall they be back?"),
    "other_employer": _("They work at {about}, as they say themselves. What the file says is left out."),
    "keeps_title": _("They are “{about}” here. Their title is theirs to change."),
    "own_title": _("Their title is theirs to tell, so what the file says is left out."),
    "bad_place": _("“{about}” is not what this column is for. It is left out."),
    "keeps_fact": _("Here it is {about}. Only the operator changes that."),
    "operators": _("Mail domains are set by the operator alone, since they prove where somebody works."),
}  # fmt: skip
FAULTS: dict[str, Any] = {
    "empty": _("There is nothing in the file."),
    "too_large": _("The file is larger than 10 MB. Save only the table, or part it in two."),
    "old_excel": _("This is Excel's old format, or has a password. Open it, save it as “Excel workbook (.xlsx)”"
                   " without a password, and try again."),
    "opendocument": _("This is an OpenDocument table. Save it as Excel (.xlsx) or CSV, and try again."),
    "other_document": _("This is no table. Save the list as Excel (.xlsx) or CSV, and try again."),
    "broken": _("The file is damaged. Open it, save it anew as Excel (.xlsx) or CSV, and try again."),
    "bomb": _("The file becomes far too large when it is unpacked. Copy only the table to a new file, and"
              " try again."),
    "too_many_rows": _("There are more than 20,000 rows. Part the list in two."),
    "no_table": _("We find no table in the file. Save the list as Excel (.xlsx) or CSV, and try again."),
}  # fmt: skip
CHOICES: dict[str, Any] = {
    "known": _("The same person"),
    "other": _("Somebody else"),
    "skip": _("Leave the row out"),
    "back": _("A member again"),
}
_NAMING = {"same_name", "other_name", "keeps_title", "other_employer"}  # tell of somebody here


def told(notes: Iterable[Iterable[str]], *, names: bool = True) -> list[str]:
    """Notes as sentences. names: whether the reader may know whom the row was compared with."""
    return [
        str(NOTES[code]).format(about=about if names or code not in _NAMING else "…")
        for code, about in notes
        if code in NOTES
    ]


def fault(code: str) -> str:
    """Why a file can't be read, and what to do."""
    return str(FAULTS.get(code, FAULTS["broken"]))
