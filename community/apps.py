from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("community")

    def ready(self):
        from community import gate, models, notices, references, search, sitemaps
        from eig.caching.clock import register_column
        from eig.pages import figures, places
        from eig.seo.sitemaps import register as register_sitemap
        from eig.text.references import register_links

        register_links("person", references.people, models.Person)
        register_links("cohort", references.cohorts, models.Cohort)
        register_links("call", references.calls, models.Call)
        register_links("administration", references.administrations, models.Administration)
        register_links("skill", references.skills, models.Skill)
        figures.register("eigs", _("public interest entrepreneurs"), references.number_of_eigs)
        figures.register("mentors", _("mentors"), references.number_of_mentors)
        figures.register("cohorts", _("cohorts"), references.number_of_cohorts)
        places.register("cohorts", _("list of cohorts"), "community:cohorts")
        places.register("community", _("community"), "community:list")
        places.register("administrations", _("list of administrations"), "community:administrations")
        places.register("take_part", _("take part"), "community:take_part")
        gate.connect()
        notices.connect()
        search.connect()
        register_sitemap("people", sitemaps.PersonSitemap)
        register_sitemap("cohorts", sitemaps.CohortSitemap)
        register_column(models.Call, "opens", "closes")
        register_sitemap("administrations", sitemaps.AdministrationSitemap)
        register_sitemap("skills", sitemaps.SkillSitemap)
