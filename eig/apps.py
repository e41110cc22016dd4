from django.apps import AppConfig


class EIGConfig(AppConfig):
    name = "eig"
    label = "eig"
