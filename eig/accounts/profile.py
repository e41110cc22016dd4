"""Each person's own page: the language we write to them in, whether by e-mail, and what their roles let them do."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext

from eig.accounts.models import User
from eig.accounts.roles import Role, in_order, label, people_with, up_to
from eig.languages.names import language_name
from eig.languages.translators import languages_of


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("language", "wants_mail")
        widgets = {"language": forms.RadioSelect}


class ProfileViews:
    """The page `profile/` of the admin site."""

    def get_urls(self):
        return [path("profile/", self.admin_view(self.profile_view), name="profile"), *super().get_urls()]

    def index(self, request, extra_context=None):
        """The home page; for whoever may see nothing yet, a word of welcome and whom to ask."""
        if self.get_app_list(request):
            return super().index(request, extra_context)
        context = {
            **self.each_context(request),
            "title": gettext("Welcome"),
            "people": people_with(Role.LEAD),
        }
        request.current_app = self.name
        return TemplateResponse(request, "admin/accounts/no_role.html", context)

    def profile_view(self, request):
        """What this person may set for themselves, and nothing else."""
        user = User.objects.get(pk=request.user.pk)
        form = ProfileForm(request.POST or None, instance=user, label_suffix="")
        if request.method == "POST" and form.is_valid():
            form.save()
            messages.success(request, gettext("Your choices are saved."))
            return HttpResponseRedirect(reverse("admin:profile"))
        context = {
            **self.each_context(request),
            "title": gettext("My account"),
            "form": form,
            "roles": [(label(group), promises(group)) for group in in_order(user.groups.all())],
            "languages": [language_name(code) for code in languages_of(user)],
        }
        request.current_app = self.name
        return TemplateResponse(request, "admin/accounts/profile.html", context)


def promises(group):
    """What a group lets one do, in sentences: its role’s and those of the roles before it; none for another group."""
    return [role.promise for role in up_to(Role(group.name))] if group.name in Role.values else []
