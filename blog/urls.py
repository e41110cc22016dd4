from django.urls import path
from django.utils.translation import pgettext_lazy

from blog import views
from blog.feeds import PostFeed

app_name = "blog"
urlpatterns = [
    path("", views.post_list, name="list"),
    path("feed.xml", PostFeed(), name="feed"),
    path(pgettext_lazy("address", "tag/<slug:slug>/"), views.posts_by_tag, name="tag"),
    path("<int:year>/", views.posts_by_year, name="year"),
    path("<int:year>/<int:month>/<int:day>/<slug:slug>/", views.post, name="post"),
]
