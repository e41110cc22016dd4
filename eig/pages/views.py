from django.http import HttpResponse


def faq(request, **kwargs):
    return HttpResponse("")


def faq_audience(request, **kwargs):
    return HttpResponse("")


def contact(request, **kwargs):
    return HttpResponse("")


def press(request, **kwargs):
    return HttpResponse("")


def site_map(request, **kwargs):
    return HttpResponse("")


def accessibility(request, **kwargs):
    return HttpResponse("")


def legal(request, **kwargs):
    return HttpResponse("")


def privacy(request, **kwargs):
    return HttpResponse("")


def credits(request, **kwargs):
    return HttpResponse("")


def page(request, **kwargs):
    return HttpResponse("")
