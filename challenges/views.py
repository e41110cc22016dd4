from django.http import HttpResponse


def challenge_list(request, **kwargs):
    return HttpResponse("")


def challenge(request, **kwargs):
    return HttpResponse("")
