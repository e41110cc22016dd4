from functools import cache

from eig.pages.menus import entries
from eig.pages.models import MenuItem, SiteIdentity
from eig.pages.structured import of_site
from eig.seo.structured import Site


def site(request):
    """`identity`, what machines read of it (`site_things`), `main_menu` and `footer_menu`.

    Each is looked up once a page, and only if a template asks.
    """

    @cache
    def identity():
        return SiteIdentity.current()

    @cache
    def menus():
        return entries(request.path)

    return {
        "identity": identity,
        "site_things": lambda: of_site(identity(), Site(request)),
        "main_menu": lambda: menus()[MenuItem.Menu.MAIN],
        "footer_menu": lambda: menus()[MenuItem.Menu.FOOTER],
    }
