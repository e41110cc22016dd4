from django.apps import AppConfig


class TextConfig(AppConfig):
    name = "eig.text"

    def ready(self):
        from eig.text.players import render_embeds
        from eig.text.references import register_figures

        register_figures("embed", render_embeds)
