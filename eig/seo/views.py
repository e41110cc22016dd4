from django.contrib.sitemaps.views import index
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import conditional_page, require_safe

from eig.languages.columns import codes
from eig.seo.sitemaps import registered


@require_safe
def robots(request):
    """What crawlers may read: everything but the back office."""
    lines = ["User-agent: *"]
    for code in codes():
        with override(code):
            lines.append(f"Disallow: {reverse('admin:index')}")
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('seo:sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@conditional_page
def sitemap(request):
    """The index of the sitemaps."""
    return index(request, registered(), sitemap_url_name="seo:section")


@require_safe
@conditional_page
def section(request, section):
    """The sitemap of a section."""
    return sitemap_view(request, registered(), section)
