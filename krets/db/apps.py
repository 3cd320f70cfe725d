from django.apps import AppConfig

from krets.db import clock, lookups


class DbConfig(AppConfig):
    name = "krets.db"

    def ready(self) -> None:
        clock.start()
        lookups.register()
