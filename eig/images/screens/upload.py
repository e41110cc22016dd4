"""Bringing images into the library, one or many: the page, and the address that takes one file and answers in JSON."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied, TooManyFilesSent
from django.http import HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from eig.accounts.log_in_again import weighs_more
from eig.images.component import rendition_url
from eig.images.files.validators import MOST_BYTES
from eig.images.models import Image
from eig.images.pixels.specs import SPECS, renditions
from eig.images.screens.intake import Status, take_in
from eig.images.screens.upload_form import UploadedForm, lacking
from eig.languages.choices import is_id

# Forms of one page: what an editor can look through, and the fields that one request may carry.
MOST_FORMS = 50
# What surrounds a file in its request.
ENVELOPE = 64 * 1024
MOST_BYTES_TOGETHER = 10 * MOST_BYTES
HTTP_STATUS = {Status.CREATED: 200, Status.KNOWN: 200, Status.REFUSED: 400, Status.LOST: 503}


class UploadViews:
    """The upload of images, for the admin of images to inherit."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("upload/", view(csrf_exempt(self.upload_view)), name="images_image_upload"),
            path("upload/file/", never_cache(csrf_exempt(self.upload_file_view)), name="images_image_upload_file"),
            path("upload/token/", never_cache(self.upload_token_view), name="images_image_upload_token"),
            *super().get_urls(),
        ]

    def upload_view(self, request):
        """The page: the place to drop files, and what is asked about those that came in."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._upload_page(request, incomplete="incomplete" in request.GET)
        # Looked at before anything reads the request, which checking its token does.
        if weighs_more(request, MOST_BYTES_TOGETHER):
            words = _("These files weigh more than %(most)s together: send fewer of them at once.")
            problem = words % {"most": filesizeformat(MOST_BYTES_TOGETHER)}
            return self._upload_page(request, problem=problem, status=413)
        try:
            posted = request.POST
        except TooManyFilesSent:
            problem = _("These are too many files for one request: send fewer of them at once.")
            return self._upload_page(request, problem=problem, status=413)
        return self._save_forms(request) if "_save" in posted else self._take_in_files(request)

    def upload_file_view(self, request):
        """One file, as a script sends it: what became of it, in JSON."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.admin_site.has_permission(request):
            return _log_in_again()
        if not self.has_add_permission(request):
            return _refusal(_("You may not add images: ask the programme lead for the right to."), 403)
        if weighs_more(request, MOST_BYTES + ENVELOPE):
            message = _("This file weighs more than %(most)s. Export it again, 3,000 pixels wide.")
            return _refusal(message % {"most": filesizeformat(MOST_BYTES)}, 413)
        return self._take_in_file(request)

    def upload_token_view(self, request):
        """Whether the login still holds, and the token that forms of a page opened under another one need."""
        if not self.admin_site.has_permission(request):
            return _log_in_again()
        return JsonResponse({"token": get_token(request)})

    @method_decorator(csrf_protect)
    def _take_in_file(self, request):
        file = request.FILES.get("file")
        if file is None:
            return _refusal(_("Choose a file."), 400)
        outcome = take_in(file, request.user)
        answer = self._as_json(request, outcome)
        if "form" in request.POST and (form := self._form_of(request, outcome)):
            answer["form"] = render_to_string("admin/images/upload_form.html", {"form": form}, request)
        return JsonResponse(answer, status=HTTP_STATUS[outcome.status])

    def _as_json(self, request, outcome):
        answer = {"status": outcome.status, "name": outcome.name, "message": outcome.message}
        if (image := outcome.image) is None:
            return answer
        return {
            **answer,
            "id": image.pk,
            "key": image.key,
            "title": image.title,
            "alt": image.alt or "",
            "credit": image.credit,
            "thumbnail": rendition_url(image, renditions(image, SPECS["thumb"])[-1]),
            "edit": self._screen_of(request, image),
        }

    def _screen_of(self, request, image):
        """Where the user may look at the image, "" when she may not."""
        allowed = self.has_view_or_change_permission(request, image)
        return reverse("admin:images_image_change", args=[image.pk]) if allowed else ""

    def _form_of(self, request, outcome):
        """The form of a picture that came in now, or that the same user left incomplete."""
        image = outcome.image
        mine = image is not None and image.uploaded_by_id == request.user.pk
        left = mine and outcome.status == Status.KNOWN and Image.objects.incomplete().filter(pk=image.pk).exists()
        return UploadedForm(instance=image, user=request.user) if left or outcome.status == Status.CREATED else None

    @method_decorator(csrf_protect)
    def _take_in_files(self, request):
        """The same for several files, without scripts: one that is refused leaves the others alone."""
        files = request.FILES.getlist("file")
        if not files:
            return self._upload_page(request, problem=_("Choose one or several files."), status=400)
        outcomes = [take_in(file, request.user) for file in files]
        forms = {outcome.image.pk: form for outcome in outcomes if (form := self._form_of(request, outcome))}
        return self._upload_page(request, outcomes=outcomes, forms=list(forms.values())[:MOST_FORMS])

    @method_decorator(csrf_protect)
    def _save_forms(self, request):
        """Save each form that has no error; those that have some come back as they were typed."""
        asked = list(dict.fromkeys(int(key) for key in request.POST.getlist("image") if is_id(key)))
        images = Image.objects.filter(uploaded_by=request.user, pk__in=asked).in_bulk()
        forms = [UploadedForm(request.POST, instance=images[key], user=request.user) for key in asked if key in images]
        wrong = [form for form in forms if not form.is_valid()]
        saved = [form for form in forms if form not in wrong]
        for form in saved:
            form.save_signed(request.user)
        self._say_what_was_saved(request, [form.instance for form in saved], len(asked) - len(forms))
        if not wrong:
            return HttpResponseRedirect(reverse("admin:images_image_upload"))
        problem = ngettext(
            "%(count)d image is not saved yet: mend what is marked below.",
            "%(count)d images are not saved yet: mend what is marked below.",
            len(wrong),
        )
        return self._upload_page(request, forms=wrong, problem=problem % {"count": len(wrong)})

    def _say_what_was_saved(self, request, images, gone):
        if images:
            words = ngettext("%(count)d image saved.", "%(count)d images saved.", len(images))
            self.message_user(request, words % {"count": len(images)}, messages.SUCCESS)
        if sentences := lacking(images):
            self.message_user(request, " ".join(sentences), messages.WARNING)
        if gone:
            words = ngettext(
                "%(count)d image is no longer in the library.", "%(count)d images are no longer in the library.", gone
            )
            self.message_user(request, words % {"count": gone}, messages.WARNING)

    def _upload_page(self, request, *, outcomes=(), forms=(), incomplete=False, problem="", status=200):
        """The page, with the forms of what came in; `incomplete` shows those of the user's latest images instead."""
        mine = Image.objects.filter(uploaded_by=request.user).incomplete()
        latest = list(mine.order_by("-pk")[:MOST_FORMS]) if incomplete else []
        if incomplete:
            # In the order they came in, which is that of the files.
            forms = [UploadedForm(instance=image, user=request.user) for image in reversed(latest)]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Add images"),
            "outcomes": [(outcome, outcome.image and self._screen_of(request, outcome.image)) for outcome in outcomes],
            "summary": _summary(outcomes),
            "forms": forms,
            "waiting": 0 if forms or outcomes else mine.count(),
            "problem": problem,
            "most_bytes": MOST_BYTES,
            "most_forms": MOST_FORMS,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/images/upload.html", context, status=status)


def _refusal(message, status):
    return JsonResponse({"status": Status.REFUSED, "message": message}, status=status)


def _log_in_again():
    address = f"{reverse('admin:login')}?next={reverse('admin:index')}"
    message = _("Your login has expired: log in again, nothing is lost.")
    return JsonResponse({"status": Status.REFUSED, "message": message, "login": address}, status=401)


def _summary(outcomes):
    """“48 added, 1 already there, 1 refused”, "" without any."""
    count = Counter(Status.REFUSED if outcome.status == Status.LOST else outcome.status for outcome in outcomes)
    words = {
        Status.CREATED: ngettext("%(count)d added", "%(count)d added", count[Status.CREATED]),
        Status.KNOWN: ngettext("%(count)d known already", "%(count)d known already", count[Status.KNOWN]),
        Status.REFUSED: ngettext("%(count)d refused", "%(count)d refused", count[Status.REFUSED]),
    }
    return ", ".join(words[status] % {"count": count[status]} for status in words if count[status])
