from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "krets.home"
