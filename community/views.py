from django.http import HttpResponse


def person_list(request, **kwargs):
    return HttpResponse("")


def person(request, **kwargs):
    return HttpResponse("")


def cohort_list(request, **kwargs):
    return HttpResponse("")


def cohort(request, **kwargs):
    return HttpResponse("")


def take_part(request, **kwargs):
    return HttpResponse("")
