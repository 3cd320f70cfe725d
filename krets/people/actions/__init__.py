"""What is done with people and organisations."""

from krets.people.actions.register import register, register_organisation

__all__ = ["register", "register_organisation"]
