from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChallengesConfig(AppConfig):
    name = "challenges"
    verbose_name = _("challenges")

    def ready(self):
        from challenges import references
        from eig.pages.figures import register
        from eig.text.references import register_links

        register_links("challenge", references.challenges)
        register("challenges", _("challenges"), references.number_of_challenges)
        register("administrations", _("administrations"), references.number_of_administrations)
