from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = _("community")

    def ready(self):
        from community import references
        from eig.pages.figures import register
        from eig.text.references import register_links

        register_links("person", references.people)
        register_links("cohort", references.cohorts)
        register_links("call", references.calls)
        register("eigs", _("public interest entrepreneurs"), references.number_of_eigs)
        register("mentors", _("mentors"), references.number_of_mentors)
        register("cohorts", _("cohorts"), references.number_of_cohorts)
