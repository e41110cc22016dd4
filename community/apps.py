from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("community")

    def ready(self):
        from community import references, sitemaps
        from eig.pages import figures, places
        from eig.seo.sitemaps import register as register_sitemap
        from eig.text.references import register_links

        register_links("person", references.people)
        register_links("cohort", references.cohorts)
        register_links("call", references.calls)
        figures.register("eigs", _("public interest entrepreneurs"), references.number_of_eigs)
        figures.register("mentors", _("mentors"), references.number_of_mentors)
        figures.register("cohorts", _("cohorts"), references.number_of_cohorts)
        places.register("cohorts", _("list of cohorts"), "community:cohorts")
        places.register("community", _("community"), "community:list")
        places.register("take_part", _("take part"), "community:take_part")
        register_sitemap("people", sitemaps.PersonSitemap)
        register_sitemap("cohorts", sitemaps.CohortSitemap)
