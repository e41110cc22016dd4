from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import pgettext_lazy
from django.views.generic import RedirectView

from eig import guide
from eig.feeds import site
from eig.home import home
from eig.images.views import rendition
from eig.notifications import forgotten
from eig.pages.downloads import document_file
from eig.pages.manifest import favicon, manifest
from eig.pages.security import security_txt
from eig.publishing.outside import shared_preview
from eig.seo.drawn import drawn
from eig.seo.feeds import routes

handler403 = "eig.refusals.refused"
handler404 = "eig.errors.not_found"
handler500 = "eig.errors.broken"

urlpatterns = [
    path("media/renditions/<str:folder>/<str:name>", rendition, name="rendition"),
    path("media/documents/<path:name>", document_file, name="document_file"),
    path("media/drawn/<str:recipe>.png", drawn, name="drawn"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("favicon.ico", favicon),
    path("", include("eig.seo.urls")),
    *i18n_patterns(
        path("admin/guide/", include(guide.urls)),
        path("admin/forgotten/", include(forgotten.urls)),
        path("admin/", admin.site.urls),
        path(pgettext_lazy("address", "preview/<str:token>/"), shared_preview, name="shared_preview"),
        path("", home, name="home"),
        path("blog/", include("blog.urls")),
        path(pgettext_lazy("address", "news/"), include(routes(site))),
        path("feed.xml", RedirectView.as_view(pattern_name="blog:feed", permanent=True)),
        path(pgettext_lazy("address", "challenges/"), include("challenges.urls")),
        path("", include("eig.search.urls")),
        path("", include("community.urls")),
        path("site.webmanifest", manifest, name="manifest"),
        path("", include("eig.pages.urls")),
        prefix_default_language=False,
    ),
]
