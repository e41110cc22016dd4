from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import pgettext_lazy
from django.views.generic import RedirectView

from eig.home import home
from eig.images.views import rendition
from eig.pages.downloads import document_file

handler404 = "eig.errors.not_found"

urlpatterns = [
    path("media/renditions/<str:folder>/<str:name>", rendition, name="rendition"),
    path("media/documents/<path:name>", document_file, name="document_file"),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("", home, name="home"),
        path("blog/", include("blog.urls")),
        path("feed.xml", RedirectView.as_view(pattern_name="blog:feed", permanent=True)),
        path(pgettext_lazy("address", "challenges/"), include("challenges.urls")),
        path("", include("community.urls")),
        path("", include("eig.seo.urls")),
        path("", include("eig.pages.urls")),
        prefix_default_language=False,
    ),
]
