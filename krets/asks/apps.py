from django.apps import AppConfig


class AsksConfig(AppConfig):
    name = "krets.asks"
