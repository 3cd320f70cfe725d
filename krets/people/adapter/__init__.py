"""What allauth and Django ask of us: sign-in, the second step, sessions."""

from krets.people.adapter.second_step import SecondStep
from krets.people.adapter.sign_in import Adapter

__all__ = ["Adapter", "SecondStep"]
