from django.urls import path

from challenges import lists, views
from challenges.feeds import challenges
from eig.seo.feeds import routes

app_name = "challenges"
urlpatterns = [
    path("", lists.challenge_list, name="list"),
    *routes(challenges),
    path("<slug:cohort>/<slug:slug>/", views.challenge, name="challenge"),
]
