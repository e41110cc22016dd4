from django.urls import include, path
from django.utils.translation import pgettext_lazy

from community import lists, views
from community.feeds import calls
from eig.seo.feeds import routes

app_name = "community"
urlpatterns = [
    path(pgettext_lazy("address", "community/"), lists.person_list, name="list"),
    path(pgettext_lazy("address", "community/<slug:slug>/"), views.person, name="person"),
    path(pgettext_lazy("address", "take-part/"), include(routes(calls, "calls_feed"))),
    path(pgettext_lazy("address", "administrations/"), lists.administration_list, name="administrations"),
    path(pgettext_lazy("address", "administrations/<slug:slug>/"), lists.administration, name="administration"),
    path(pgettext_lazy("address", "skills/<slug:slug>/"), lists.skill, name="skill"),
    path(pgettext_lazy("address", "cohorts/"), lists.cohort_list, name="cohorts"),
    path(pgettext_lazy("address", "cohorts/<slug:slug>/"), views.cohort, name="cohort"),
    path(pgettext_lazy("address", "take-part/"), views.take_part, name="take_part"),
    path(pgettext_lazy("address", "take-part/calendar.ics"), views.calendar, name="calendar"),
    path(pgettext_lazy("address", "take-part/calendar/<str:key>.ics"), views.call_calendar, name="call_calendar"),
]
