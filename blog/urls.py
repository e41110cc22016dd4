from django.urls import include, path
from django.utils.translation import pgettext_lazy

from blog import feeds, lists, views
from eig.seo.feeds import routes

app_name = "blog"
urlpatterns = [
    path("", lists.post_list, name="list"),
    *routes(feeds.posts),
    path(pgettext_lazy("address", "tag/<slug:slug>/"), lists.posts_by_tag, name="tag"),
    path(pgettext_lazy("address", "tag/<slug:slug>/"), include(routes(feeds.posts_by_tag, "tag_feed"))),
    path(pgettext_lazy("address", "by/<slug:slug>/"), lists.posts_by_author, name="author"),
    path("<int:year>/", lists.posts_by_year, name="year"),
    path("<int:year>/<int:month>/<int:day>/<slug:slug>/", views.post, name="post"),
]
