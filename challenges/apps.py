from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChallengesConfig(AppConfig):
    name = "challenges"
    verbose_name = _("challenges")

    def ready(self):
        from challenges import gate, models, references, search, sitemaps
        from eig.pages import figures, places
        from eig.seo.sitemaps import register as register_sitemap
        from eig.text.references import register_links

        register_links("challenge", references.challenges, models.Challenge)
        figures.register("challenges", _("challenges"), references.number_of_challenges)
        figures.register("administrations", _("administrations"), references.number_of_administrations)
        places.register("challenges", _("list of challenges"), "challenges:list")
        gate.connect()
        search.connect()
        register_sitemap("challenges", sitemaps.ChallengeSitemap)
