from django.urls import path
from django.utils.translation import pgettext_lazy

from community import views

app_name = "community"
urlpatterns = [
    path(pgettext_lazy("address", "community/"), views.person_list, name="list"),
    path(pgettext_lazy("address", "community/<slug:slug>/"), views.person, name="person"),
    path(pgettext_lazy("address", "cohorts/"), views.cohort_list, name="cohorts"),
    path(pgettext_lazy("address", "cohorts/<slug:slug>/"), views.cohort, name="cohort"),
    path(pgettext_lazy("address", "take-part/"), views.take_part, name="take_part"),
]
