from eig.pages.models import SiteIdentity


def site(request):
    """`identity`: who publishes the site, looked up once and only if a template asks."""
    cached = {}

    def identity():
        if "identity" not in cached:
            cached["identity"] = SiteIdentity.current()
        return cached["identity"]

    return {"identity": identity}
