from django.urls import path

from eig.seo import views

app_name = "seo"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", views.section, name="section"),
]
