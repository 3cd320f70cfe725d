from django.apps import AppConfig

from krets.db import clock


class DbConfig(AppConfig):
    name = "krets.db"

    def ready(self) -> None:
        clock.start()
