"""One click ends a kind of letters, without signing in; one more brings them back."""

from collections.abc import Callable

from django.test import Client

from krets.mail import addresses, outbox, silence
from krets.mail.models import Letter
from krets.mail.tests.conftest import CONTEXT
from krets.tests.cast import Cast


def path_of(letter: Letter) -> str:
    url = letter.headers["List-Unsubscribe"].partition(">")[0].strip("<")
    return url[url.index("/mail/") :]


def test_a_mail_program_unsubscribes_with_one_post(cast: Cast, write: Callable[..., Letter]) -> None:
    letter = write(to="Anna@grankoping.example", kind="suggestion")
    program = Client(enforce_csrf_checks=True)
    response = program.post(path_of(letter), {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200 and not program.cookies
    again = {"template": "mail/mail/confirm", "context": CONTEXT, "to": "anna@grankoping.example"}
    assert outbox.write(**again, kind="suggestion") is None
    assert outbox.write(**again, kind="answer") is not None


def test_a_person_sees_a_button_first(cast: Cast, write: Callable[..., Letter]) -> None:
    letter = write(to="anna@grankoping.example", kind="suggestion")
    page = Client().get(path_of(letter))
    assert page.status_code == 200 and "anna@grankoping.example" in page.content.decode()
    assert not silence.is_silent("anna@grankoping.example", "suggestion")  # link scanners only look


def test_it_can_be_undone(cast: Cast, write: Callable[..., Letter]) -> None:
    path = path_of(write(to="anna@grankoping.example", kind="suggestion"))
    Client().post(path)
    assert silence.is_silent("anna@grankoping.example", "suggestion")
    assert b'name="again"' in Client().get(path).content
    Client().post(path, {"again": "1"})
    assert not silence.is_silent("anna@grankoping.example", "suggestion")


def test_a_link_for_another_address_can_not_be_made_up(cast: Cast) -> None:
    token = addresses.unsubscribe_url("anna@grankoping.example", "x").rstrip("/").rpartition("/")[2]
    assert Client().post(f"/mail/unsubscribe/{token}/").status_code == 200
    assert Client().post(f"/mail/unsubscribe/{token[:-1]}/").status_code == 404
    assert Client().post("/mail/unsubscribe/x/").status_code == 404
