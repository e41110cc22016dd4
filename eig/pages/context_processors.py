from functools import cache

from eig.pages.menus import entries
from eig.pages.models import MenuItem, SiteIdentity


def site(request):
    """`identity`, `main_menu` and `footer_menu`: each looked up once a page, and only if a template asks."""

    @cache
    def identity():
        return SiteIdentity.current()

    @cache
    def menus():
        return entries(request.path)

    return {
        "identity": identity,
        "main_menu": lambda: menus()[MenuItem.Menu.MAIN],
        "footer_menu": lambda: menus()[MenuItem.Menu.FOOTER],
    }
