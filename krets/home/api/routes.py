"""The one router of the room."""

from ninja import Router

router = Router(tags=["find"])
