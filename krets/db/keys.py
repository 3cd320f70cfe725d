"""Public names of rows: random, so that nothing can be counted, guessed or put in order by them."""

import secrets

_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"


def new_key() -> str:
    """Twelve letters of an alphabet without look-alikes, 58 bits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(12))


def sort_key(text: str) -> str:
    """A name as Swedish and Finnish order it (å ä ö last), for comparison by code point; never longer than it."""
    order = str.maketrans({"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}", "ü": "y", "é": "e", "è": "e"})
    return " ".join(text.casefold().translate(order).split())[: len(text)]  # "ß" folds into two
