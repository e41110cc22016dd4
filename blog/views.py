from django.http import HttpResponse


def post_list(request, **kwargs):
    return HttpResponse("")


def posts_by_tag(request, **kwargs):
    return HttpResponse("")


def posts_by_year(request, **kwargs):
    return HttpResponse("")


def post(request, **kwargs):
    return HttpResponse("")
