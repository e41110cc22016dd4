from django.http import HttpResponse


def rendition(request, **kwargs):
    return HttpResponse("")
