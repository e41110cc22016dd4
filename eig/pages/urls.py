from django.urls import include, path
from django.utils.translation import pgettext_lazy

from eig.pages import contact, feeds, views
from eig.seo.feeds import routes

app_name = "pages"
urlpatterns = [
    path(pgettext_lazy("address", "faq/"), views.faq, name="faq"),
    path(pgettext_lazy("address", "faq/<slug:slug>/"), views.faq_audience, name="faq_audience"),
    path(pgettext_lazy("address", "contact/"), contact.contact, name="contact"),
    path(pgettext_lazy("address", "contact/sent/"), contact.sent, name="contact_sent"),
    path(pgettext_lazy("address", "press/"), views.press, name="press"),
    path(pgettext_lazy("address", "press/"), include(routes(feeds.press_releases, "press_feed"))),
    path(pgettext_lazy("address", "documents/"), views.documents, name="documents"),
    path(pgettext_lazy("address", "documents/"), include(routes(feeds.documents, "documents_feed"))),
    path(pgettext_lazy("address", "site-map/"), views.site_map, name="site_map"),
    path(pgettext_lazy("address", "accessibility/"), views.accessibility, name="accessibility"),
    path(pgettext_lazy("address", "legal-notice/"), views.legal, name="legal"),
    path(pgettext_lazy("address", "privacy/"), views.privacy, name="privacy"),
    path(pgettext_lazy("address", "terms-of-use/"), views.terms, name="terms"),
    path(pgettext_lazy("address", "credits/"), views.picture_credits, name="credits"),
    path("<slug:slug>/", views.page, name="page"),
]
