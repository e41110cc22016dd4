from django.http import HttpResponse


def robots(request, **kwargs):
    return HttpResponse("")


def sitemap(request, **kwargs):
    return HttpResponse("")
