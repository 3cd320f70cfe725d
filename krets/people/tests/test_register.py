from krets.people import actions
from krets.people.models import Account
from krets.tests.cast import Cast


def test_a_person_gets_an_account_to_sign_in_to(cast: Cast) -> None:
    person = actions.register(by=None, name="Åsa Ek", email="Asa@Example.org")
    assert Account.objects.get(email="asa@example.org").person == person


def test_a_known_address_gives_its_person_back(cast: Cast) -> None:
    again = actions.register(by=None, name="Någon annan", email="anna@grankoping.example")
    assert again == cast.anna
    assert again.name == "Anna Granlund"
