"""Somebody slips XML into the notices or lists that an operator imports."""

import io

import pytest

from krets.codes import formats
from krets.engines.notices import eforms

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMBS = {
    "a billion laughs": f'<!DOCTYPE n [<!ENTITY l0 "lol">{LAUGHS}]><n>&l9;</n>',
    "a file of ours": '<!DOCTYPE n [<!ENTITY f SYSTEM "file:///etc/passwd">]><n>&f;</n>',
    "a page of elsewhere": '<!DOCTYPE n [<!ENTITY f SYSTEM "http://elsewhere.example/">]><n>&f;</n>',
    "a definition of elsewhere": '<!DOCTYPE n SYSTEM "http://elsewhere.example/n.dtd"><n/>',
    "a parameter": '<!DOCTYPE n [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><n/>',
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_notice_with_it_is_refused(bomb: str) -> None:
    with pytest.raises(ValueError):
        eforms.read(f'<?xml version="1.0"?>{BOMBS[bomb]}'.encode())


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_list_with_it_is_refused(bomb: str) -> None:
    with pytest.raises(ValueError):
        list(formats._genericode(io.BytesIO(f'<?xml version="1.0"?>{BOMBS[bomb]}'.encode())))
